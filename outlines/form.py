"""Short questions asked together (phiếu ngắn), and one message that answers some or all of them.

Not the asking (dialogue): what was not understood is asked alone there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import TypeAlias, get_args

from outlines.kinds import read
from outlines.model import KindName, Question
from outlines.reading import Reading
from outlines.text import lines

FEWEST, MOST = 2, 8
SHORT: tuple[KindName, ...] = tuple(
    kind for kind in get_args(KindName) if kind not in ("long_text", "list", "table")
)
"""Kinds that are answered on one line."""

Read: TypeAlias = Mapping[str, tuple[str, Reading]]
"""By id of the question: the words that answer it, and what they mean."""

_MARKER = re.compile(
    r"(?:^|[\n;]|,\s(?=\s*[1-9]\s*:))\s*(?:câu\s+|cau\s+)?([1-9])\s*(?::|[.)](?=\s|[^0-9\s]))",
    re.IGNORECASE,
)
"""Before an answer: "1: ", "1. ", "2) ", "câu 2: "."""


def read_form(
    questions: Sequence[Question], words: str, today: date, answered: Collection[str] = ()
) -> Read:
    """What one message says to a form whose questions were shown numbered from 1.

    Numbered answers go to their questions; as many lines as there are questions (or as are still
    open) go to them in order; one bare answer goes to the first that is not `answered`. Nothing is
    in the result that could belong to several questions.
    """
    said = dict(_numbered(words, len(questions))) or _in_order(questions, words, answered)
    return {
        questions[n].id: (part, read(questions[n], part, today)) for n, part in said.items() if part
    }


def _numbered(words: str, count: int) -> Iterator[tuple[int, str]]:
    """Answers by place, from 0; none if the message does not begin with a number."""
    marks = [mark for mark in _MARKER.finditer(words) if int(mark[1]) <= count]
    if not marks or words[: marks[0].start()].strip():
        return
    ends = [*(after.start() for _, after in pairwise(marks)), len(words)]
    for mark, end in zip(marks, ends, strict=True):
        yield int(mark[1]) - 1, words[mark.end() : end].strip(" ;\n\t")


def _in_order(
    questions: Sequence[Question], words: str, answered: Collection[str]
) -> dict[int, str]:
    """Answers by place without numbers; none if their count fits no run of questions."""
    open_ones = [n for n, question in enumerate(questions) if question.id not in answered]
    parts = _parts(words)
    if len(parts) == len(questions):
        return dict(enumerate(parts))
    if len(parts) == len(open_ones):
        return dict(zip(open_ones, parts, strict=True))
    single = len(lines(words)) == 1 and ";" not in words
    return {open_ones[0]: words.strip()} if single and open_ones else {}


def _parts(words: str) -> list[str]:
    written = lines(words)
    return [each.strip() for each in written[0].split(";")] if len(written) == 1 else written
