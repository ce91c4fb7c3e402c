"""Percents: "98,5%", "98,5 phần trăm", "trên 90%", "đạt 105%".

The value is {"percent": "98.5", "about": "trên" or null}. "98.5" is taken for a decimal, as no
percent has four figures; "8/12" is worked out and asked back.
"""

from __future__ import annotations

import re
from datetime import date

from outlines import figures, phrases, wording
from outlines.kinds import about
from outlines.model import Question
from outlines.reading import Accepted, Candidate, Json, Reading, Rejected, Unclear
from outlines.text import fold

_EXAMPLE = "98,5%"
_SIGN = re.compile(r"(.*?)\s*(?:%|phần trăm|phan tram)", re.DOTALL | re.IGNORECASE)
_POINT = re.compile(r"([0-9]{1,3})\.([0-9]{1,2})")
_SHARE = re.compile(r"0*([1-9][0-9]{0,6})\s*/\s*0*([1-9][0-9]{0,6})")


def read(question: Question, words: str, today: date, standing: Json = None) -> Reading:
    said, rest = about.split(words.strip().rstrip("."))
    signed = _SIGN.fullmatch(rest)
    bare = signed[1] if signed else rest
    match _figures(bare):
        case Accepted(number):
            return Accepted({"percent": number, "about": said})
        case Unclear(candidates):
            return Unclear(tuple(_candidate(each.value, said) for each in candidates))
        case Rejected():
            return Rejected(phrases.not_a_percent(question.example or _EXAMPLE))


def show(question: Question, words: str, value: Json) -> str:
    """As typed, unless the words alone leave a doubt that was settled by a choice."""
    if not isinstance(value, dict) or read(question, words, date.min) == Accepted(value):
        return words
    return normal(question, value)


def normal(question: Question, value: Json) -> str:
    return wording.percent(value)


def _figures(bare: str) -> Reading:
    if fold(bare) in ("nua", "mot nua"):
        return Accepted("50")
    share = _SHARE.fullmatch(bare)
    if share:
        return Unclear((Candidate("", _percent(int(share[1]), int(share[2]))),))
    return figures.read(_POINT.sub(r"\1,\2", bare) if _POINT.fullmatch(bare) else bare)


def _percent(part: int, whole: int) -> str:
    """To one decimal, as reports have it."""
    tenths = (part * 2000 + whole) // (whole * 2)
    return f"{tenths // 10}.{tenths % 10}".removesuffix(".0")


def _candidate(number: Json, said: str | None) -> Candidate:
    value: Json = {"percent": number, "about": said}
    return Candidate(wording.percent(value), value)
