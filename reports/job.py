"""The whole work of one report, for a worker process: outline source and answers in, a file out.

Everything that goes in and comes out can be pickled. Not the queue, the lease or the delivery.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from flows.drafts.values import Answers
from outlines import loader
from outlines.model import Outline
from reports.compose import compose
from reports.naming import file_name
from reports.word import write


@dataclass(frozen=True, slots=True)
class Built:
    """A finished file."""

    name: str
    content: bytes


def build(outline_source: str, answers: Answers, now: datetime) -> Built:
    """Composes and writes; raises only for a source that is no outline."""
    report = compose(_outline(outline_source), answers, now)
    return Built(file_name(report), write(report))


@lru_cache(maxsize=16)
def _outline(source: str) -> Outline:
    return loader.stored(source, "outline")
