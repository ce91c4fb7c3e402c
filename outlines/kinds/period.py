"""Periods: "quý I", "6 tháng đầu năm 2026", "tháng 9", "năm 2025", "tháng 3 đến tháng 6".

The value is {"from": "2026-01", "to": "2026-03"}, whole months, both included. Without a year it
is today's. Not terms of office (`term`), not days (`day`).
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from outlines import phrases, wording
from outlines.model import Question
from outlines.numbering import roman
from outlines.numerals import numeral
from outlines.reading import Accepted, Candidate, Json, Reading, Rejected, Unclear
from outlines.text import fold

_EXAMPLE = "6 tháng đầu năm 2026"
_EARLIEST, _LATEST = 1900, 2100
_MONTHS, _HALF, _QUARTERS = 12, 6, 4
_ROMAN = {roman(n).lower(): n for n in range(1, _MONTHS + 1)}

_YEAR = r"((?:19|20)[0-9]{2})"
_OF_YEAR = re.compile(rf"(.+?)(?:(?:[/-]|,? (?:cua )?nam |,? ){_YEAR}|,? nam (nay|ngoai|truoc))")
_YEAR_ALONE = re.compile(rf"(?:ca )?(?:nam )?{_YEAR}|(?:ca )?nam (nay|ngoai|truoc)")
_ACROSS = re.compile(r"(?:ke )?(?:tu )?(.+?)(?: den(?: het)? | toi | va |[-–—])(.+)")
_MONTHS_OF = re.compile(r"(\S+) thang (dau|cuoi)(?: nam)?")
_HALF_OF = re.compile(r"nua (dau|cuoi)(?: nam)?")
_UNIT = re.compile(r"(thang|quy|qui) (.+)")
_AGO = {"nay": 0, "ngoai": 1, "truoc": 1}


class Span(NamedTuple):
    """First and last month, from 1, and the year if it was said."""

    first: int
    last: int
    year: int | None = None


def read(question: Question, words: str, today: date, standing: Json = None) -> Reading:
    key = re.sub(r"\s*([/–—-])\s*", r"\1", fold(words))
    values = [each for span in _spans(key, today) if (each := _value(*span)) is not None]
    if not values:
        return Rejected(phrases.not_a_period(question.example or _EXAMPLE))
    if len(values) == 1:
        return Accepted(values[0])
    return Unclear(tuple(Candidate(normal(question, each), each) for each in values))


def show(question: Question, words: str, value: Json) -> str:
    """As typed, if the words name the year; otherwise with the year that was understood."""
    if not isinstance(value, dict) or read(question, words, date.min) == Accepted(value):
        return words
    return normal(question, value)


def normal(question: Question, value: Json) -> str:
    """The usual name of the period, with its year."""
    return wording.period(value)


def _value(from_year: int, first: int, to_year: int, last: int) -> Json:
    known = _EARLIEST <= from_year <= to_year < _LATEST and (from_year, first) <= (to_year, last)
    if not known:
        return None
    return {"from": f"{from_year}-{first:02}", "to": f"{to_year}-{last:02}"}


def _spans(key: str, today: date) -> list[tuple[int, int, int, int]]:
    """What the words can mean: first year and month, last year and month."""
    one = _span(key, today)
    if one:
        year = one.year or today.year
        return [(year, one.first, year, one.last)]
    found = _ACROSS.fullmatch(key)
    if not found:
        return []
    left = _span(found[1], today)
    unit = _UNIT.fullmatch(found[1])
    right = _span(found[2], today) or (unit and _span(f"{unit[1]} {found[2]}", today))
    return _across(left, right, today.year) if left and right else []


def _across(left: Span, right: Span, this_year: int) -> list[tuple[int, int, int, int]]:
    """From the one to the other; months that run backwards cross a New Year."""
    turn = int(left.first > right.last)
    if left.year and right.year:
        return [(left.year, left.first, right.year, right.last)]
    if left.year:
        return [(left.year, left.first, left.year + turn, right.last)]
    years = [right.year] if right.year else [this_year, this_year + 1] if turn else [this_year]
    return [(year - turn, left.first, year, right.last) for year in years]


def _span(key: str, today: date) -> Span | None:
    alone = _YEAR_ALONE.fullmatch(key)
    if alone:
        return Span(1, _MONTHS, _said_year(alone[1], alone[2], today))
    if key in ("nay", "hien nay", "thang nay"):
        return Span(today.month, today.month, today.year)
    found = _OF_YEAR.fullmatch(key)
    year = _said_year(found[2], found[3], today) if found else None
    months = _months(found[1] if found else key)
    return months and months._replace(year=year)


def _said_year(figures: str | None, word: str | None, today: date) -> int:
    return int(figures) if figures else today.year - _AGO[word or "nay"]


def _months(key: str) -> Span | None:
    """Months of a year that is not named here."""
    if key == "dau nam":
        return Span(1, 1)
    unit = _UNIT.fullmatch(key)
    if unit:
        return _month(_number(unit[2])) if unit[1] == "thang" else _quarter(_number(unit[2]))
    half, some = _HALF_OF.fullmatch(key), _MONTHS_OF.fullmatch(key)
    if half:
        return _part(_HALF, half[1])
    return _part(_number(some[1]), some[2]) if some else None


def _month(n: int) -> Span | None:
    return Span(n, n) if 1 <= n <= _MONTHS else None


def _quarter(n: int) -> Span | None:
    return Span(n * 3 - 2, n * 3) if 1 <= n <= _QUARTERS else None


def _part(n: int, end: str) -> Span | None:
    if not 1 <= n < _MONTHS:
        return None
    return Span(1, n) if end == "dau" else Span(_MONTHS + 1 - n, _MONTHS)


def _number(words: str) -> int:
    """0 if the words say none."""
    if re.fullmatch("[0-9]{1,2}", words):
        return int(words)
    return _ROMAN.get(words) or numeral(words) or 0
