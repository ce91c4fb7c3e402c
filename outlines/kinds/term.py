"""Terms: "2020-2025", "nhiệm kỳ 2020 đến 2025", "lần thứ XIX, nhiệm kỳ 20-25".

The value is {"first": 2020, "last": 2025, "ordinal": 19 or null}; its forms are in `forms`.
"""

from __future__ import annotations

import re
from datetime import date

from outlines import phrases
from outlines.forms import value_of
from outlines.model import Question
from outlines.numbering import roman
from outlines.reading import Accepted, Candidate, Json, Reading, Rejected, Unclear
from outlines.text import fold

_EXAMPLE = "2020 - 2025"
_SHORTEST, _USUAL, _LONGEST = 2, 5, 6
_CENTURY, _TWO_FIGURES = 2000, 100

_YEAR = r"((?:19|20)?[0-9]{2})"
_YEARS = re.compile(rf"(?<![0-9]){_YEAR}\s*(?:[-–—/~]+|den|toi)\s*(?:nam )?{_YEAR}(?![0-9])")
_ONE_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
_ORDINAL = re.compile(r"\b(?:lan thu|lan|khoa|thu)\s+([ivxl]+\b|[0-9]{1,2}\b(?!\s*[-–—/~]))")
_ROMAN = {roman(n).lower(): n for n in range(1, 50)}


def read(question: Question, words: str, today: date, standing: Json = None) -> Reading:
    example = question.example or _EXAMPLE
    key = fold(words)
    named = _ORDINAL.search(key)
    ordinal = _number(named[1]) if named else None
    rest = _ORDINAL.sub(" ", key, count=1) if ordinal else key
    return _reading(rest, ordinal, example)


def show(question: Question, words: str, value: Json) -> str:
    if not isinstance(value, dict):
        return words
    congress = value_of(value, "lan_thu")
    years = value_of(value, "")
    return f"{congress}, nhiệm kỳ {years}" if congress else years


def _reading(rest: str, ordinal: int | None, example: str) -> Reading:
    years, single = _YEARS.search(rest), _ONE_YEAR.search(rest)
    found = years or single
    if not found or re.search("[0-9]", rest[: found.start()] + rest[found.end() :]):
        return Rejected(phrases.not_a_term(example))
    first = _full(found[1])
    if not years:
        pairs = ((first, first + _USUAL), (first - _USUAL, first))
        return Unclear(tuple(_candidate(*pair, ordinal) for pair in pairs))
    last = _full(found[2])
    if not _SHORTEST <= last - first <= _LONGEST:
        return Rejected(phrases.odd_term(first, last, example))
    return Accepted(_value(first, last, ordinal))


def _value(first: int, last: int, ordinal: int | None) -> Json:
    return {"first": first, "last": last, "ordinal": ordinal}


def _candidate(first: int, last: int, ordinal: int | None) -> Candidate:
    value = _value(first, last, ordinal)
    return Candidate(f"Nhiệm kỳ {value_of(value, '')}", value)


def _full(year: str) -> int:
    return int(year) + _CENTURY if int(year) < _TWO_FIGURES else int(year)


def _number(ordinal: str) -> int | None:
    return int(ordinal) if ordinal.isdecimal() else _ROMAN.get(ordinal)
