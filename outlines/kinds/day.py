"""Dates: "3/2/2026", "ngày 3 tháng 2 năm 2026", "mồng ba tháng hai", "hôm nay". The value is "2026-02-03".

Day first, month second. Without a year it is the year of today; two figures mean 20…
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from outlines import phrases
from outlines.model import Question
from outlines.numerals import numeral
from outlines.reading import Accepted, Json, Reading, Rejected
from outlines.text import fold

_EXAMPLE = "3/2/2026"
_EARLIEST, _LATEST = 1900, 2100

_NEAR = {"hom nay": 0, "nay": 0, "hom qua": -1, "ngay mai": 1}
_FIGURES = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_WORDS = re.compile(r"(.+?) thang (.+?)(?:,? nam (.+))?")
_LEAD = re.compile(r"^(?:ngay )?(?:mong |mung )?")


def read(question: Question, words: str, today: date, standing: Json = None) -> Reading:
    example = question.example or _EXAMPLE
    key = fold(words)
    if key in _NEAR:
        return Accepted((today + timedelta(days=_NEAR[key])).isoformat())
    parts = _parts(_LEAD.sub("", key), today)
    if parts is None:
        return Rejected(phrases.not_a_date(example))
    year, month, day = parts
    try:
        found = date(year, month, day)
    except ValueError:
        return Rejected(phrases.no_such_day(f"{day}/{month}/{year}", example))
    if not _EARLIEST <= year < _LATEST:
        return Rejected(phrases.not_a_date(example))
    return Accepted(found.isoformat())


def show(question: Question, words: str, value: Json) -> str:
    """As typed, if the words name the year; otherwise with the year that was understood."""
    if not isinstance(value, str) or not value or value[:4] in words:
        return words
    found = date.fromisoformat(value)
    return f"{found.day}/{found.month}/{found.year}"


def normal(question: Question, value: Json) -> str:
    """With both zeros: "03/02/2026"."""
    return f"{date.fromisoformat(str(value)):%d/%m/%Y}"


def _parts(key: str, today: date) -> tuple[int, int, int] | None:
    """Year, month and day as written, not yet held against the calendar."""
    tight = re.sub(r"\s*([/.-])\s*", r"\1", key)
    turned = _YEAR_FIRST.fullmatch(tight)
    if turned:
        return int(turned[1]), int(turned[2]), int(turned[3])
    found = _FIGURES.fullmatch(tight) or _WORDS.fullmatch(key)
    if not found:
        return None
    day, month = _number(found[1]), _number(found[2])
    year = _year(found[3]) if found[3] else today.year
    if day is None or month is None or year is None:
        return None
    return year, month, day


def _year(words: str) -> int | None:
    """Figures or words, also digit by digit: "26", "hai nghìn hai mươi sáu", "hai không hai sáu"."""
    if re.fullmatch(r"\d\d", words, re.ASCII):
        return int(f"20{words}")
    digits = [numeral(word) for word in words.split()]
    if len(digits) == len("2026") and all(n is not None and n < len("0123456789") for n in digits):
        return int("".join(map(str, digits)))
    return _number(words)


def _number(words: str) -> int | None:
    return int(words) if re.fullmatch(r"\d{1,4}", words, re.ASCII) else numeral(words)
