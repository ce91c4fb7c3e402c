"""Several choices of a list: "1, 3", "1 và 3", their labels. The value is the list of labels.

What one part can mean stands in `choice`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import product

from outlines import phrases
from outlines.kinds.choice import chosen
from outlines.model import Question
from outlines.reading import Accepted, Candidate, Json, Reading, Rejected, Unclear
from outlines.text import fold

_MOST = 6
"""Meanings that are still worth showing."""

_ALL = ("tat ca", "tat ca cac muc", "ca", "het")
_WAYS = (
    re.compile(r"[;\n]"),
    re.compile(r"[;,\n+&]|(?:^|\s)(?:và|va)\s", re.IGNORECASE),
    re.compile(r"[;,\n+&\s]+(?:(?:và|va)\s+)?", re.IGNORECASE),
)
"""Where an answer is cut, the surest way first; labels may hold commas and "và" themselves."""

_RUN = re.compile(r"([0-9]{1,2})\s*[-–]\s*([0-9]{1,2})")


def read(question: Question, words: str, today: date, standing: Json = None) -> Reading:
    labels = question.choices
    if fold(words) in _ALL and not chosen(words, labels):
        return Accepted([*labels])
    run = _RUN.fullmatch(words.strip())
    ways = _of_run(int(run[1]), int(run[2]), labels) if run else _meanings(words, labels)
    if not ways or len(ways) > _MOST:
        return Rejected(phrases.not_choices(labels))
    values: list[Json] = [[*way] for way in ways]
    if len(values) == 1:
        return Accepted(values[0])
    return Unclear(tuple(Candidate("; ".join(way), [*way]) for way in ways))


def show(question: Question, words: str, value: Json) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else words


def _meanings(words: str, labels: Sequence[str]) -> list[tuple[str, ...]]:
    """The lists of labels that the words can mean, by the surest way that understands every part."""
    for way in _WAYS:
        parts = [part for each in way.split(words) if fold(part := each.strip())]
        meant = [chosen(part, labels) for part in parts]
        if meant and all(meant):
            return list(dict.fromkeys(tuple(dict.fromkeys(each)) for each in product(*meant)))
    return []


def _of_run(first: int, last: int, labels: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Of "1-3" these two, or all from the one to the other."""
    if not 1 <= first < last <= len(labels):
        return []
    return list(dict.fromkeys([labels[first - 1 : last], (labels[first - 1], labels[last - 1])]))
