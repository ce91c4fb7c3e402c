"""Kinds of questions: how each reads a person's words and shows the answer back. Pure.

One module a kind and one line in `KINDS`; the name itself stands in `outlines.model.KindName`.
Words come in cleaned. Not the asking (dialogue), not the layout of the report.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Protocol

from outlines.kinds import (
    choice,
    day,
    long_text,
    money,
    number,
    organisation,
    percent,
    period,
    points,
    reference,
    several,
    short_text,
    table,
    term,
    yes_no,
)
from outlines.model import KindName, Question
from outlines.reading import Json, Reading


class Kind(Protocol):
    """What a module of this package holds."""

    def read(
        self, question: Question, words: str, today: date, standing: Json = None
    ) -> Reading: ...

    def show(self, question: Question, words: str, value: Json) -> str: ...


KINDS: Mapping[KindName, Kind] = {
    "long_text": long_text,
    "short_text": short_text,
    "number": number,
    "date": day,
    "choice": choice,
    "organisation": organisation,
    "term": term,
    "table": table,
    "percent": percent,
    "money": money,
    "period": period,
    "yes_no": yes_no,
    "several": several,
    "list": points,
    "reference": reference,
}
NORMAL: Mapping[KindName, Callable[[Question, Json], str]] = {
    "number": number.normal,
    "date": day.normal,
    "percent": percent.normal,
    "money": money.normal,
    "period": period.normal,
}
"""The usual way of writing a value, for questions that say `print: normal`."""


def read(question: Question, words: str, today: date, standing: Json = None) -> Reading:
    """What the words mean as an answer to the question.

    `today` completes a date without a year. `standing` is the value that the words change, if
    they change one: only a table has such words, every other kind is answered anew.
    """
    return KINDS[question.kind].read(question, words, today, standing)


def show(question: Question, words: str, value: Json) -> str:
    """The answer as it is shown back and printed: as typed, as far as the words alone say it.

    A question that says `print: normal` has it in the usual way of writing instead.
    """
    normal = NORMAL.get(question.kind) if question.print == "normal" else None
    if normal and value is not None:
        return normal(question, value)
    return KINDS[question.kind].show(question, words, value)


def words_of(question: Question, words: str, value: Json) -> str:
    """What is kept as the words of the whole answer: of a table every row's, otherwise these."""
    return table.words_of(words, value) if question.kind == "table" else words
