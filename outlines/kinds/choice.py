"""One choice of a list: its number, its label with or without diacritics, its beginning, or some
words of it that no other label has ("nỗ lực").

The value is the label. `chosen` serves the choice columns of tables too.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from outlines import phrases
from outlines.model import Question
from outlines.reading import Accepted, Candidate, Json, Reading, Rejected, Unclear
from outlines.text import fold


def read(question: Question, words: str, today: date, standing: Json = None) -> Reading:
    meant = chosen(words, question.choices)
    if len(meant) == 1:
        return Accepted(meant[0])
    if meant:
        return Unclear(tuple(Candidate(label, label) for label in meant))
    return Rejected(phrases.not_a_choice(question.choices))


def show(question: Question, words: str, value: Json) -> str:
    return value if isinstance(value, str) else words


def chosen(words: str, labels: Sequence[str]) -> list[str]:
    """The labels that the words can mean: one if it is clear, none if they mean none."""
    key = fold(words)
    ways = (
        [label for label in labels if label == words.strip()],
        [label for label in labels if fold(label) == key],
        [label for n, label in enumerate(labels, start=1) if key == str(n)],
        [label for label in labels if key and fold(label).startswith(key)],
        [label for label in labels if key and f" {key} " in f" {fold(label)} "],
    )
    return next((meant for meant in ways if meant), [])
