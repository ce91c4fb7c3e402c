"""Short text: one line, as typed."""

from __future__ import annotations

from datetime import date

from outlines import phrases
from outlines.model import Question
from outlines.reading import Accepted, Json, Reading, Rejected
from outlines.text import lines

LONGEST = 300
_EXAMPLE = "Nguyễn Văn An"


def read(question: Question, words: str, today: date, standing: Json = None) -> Reading:
    written = lines(words)
    example = question.example or _EXAMPLE
    if not written:
        return Rejected(phrases.EMPTY_TEXT)
    if len(written) > 1:
        return Rejected(phrases.several_lines(example))
    if len(words) > LONGEST:
        return Rejected(phrases.too_long(LONGEST, example))
    return Accepted(None)


def show(question: Question, words: str, value: Json) -> str:
    return words
