"""Numbers: "28", "1.250", "12,5%", "28 đảng viên", "hai mươi lăm", "8/12", "trên 90".

The value is {"number": "1250"}; of "8/12" {"number": "8", "of": "12"}; "about" holds "trên" and
its like where they are said. How figures are read stands in `figures`.
"""

from __future__ import annotations

import re
from datetime import date

from outlines import figures, phrases, wording
from outlines.kinds import about
from outlines.model import Question
from outlines.reading import Accepted, Candidate, Json, Reading, Rejected, Unclear
from outlines.text import fold

_EXAMPLE = "28 hoặc 12,5"

_OF = re.compile(
    r"(.+?)\s*(?:/|\btrên tổng số\b|\btrên\b|\btrong số\b|\btrong\b)\s*(.+)", re.DOTALL
)


def read(question: Question, words: str, today: date, standing: Json = None) -> Reading:
    said, rest = about.split(_without_unit(words.strip().rstrip("."), question.unit or ""))
    bare = _without_unit(rest, question.unit or "")
    parts = _OF.fullmatch(bare)
    found = _share(parts[1], parts[2]) if parts else figures.read(bare)
    match found:
        case Accepted(number):
            return Accepted(_value(number, said))
        case Unclear(candidates):
            return Unclear(tuple(Candidate(c.label, _value(c.value, said)) for c in candidates))
        case Rejected():
            return Rejected(phrases.not_a_number(question.example or _EXAMPLE))


def show(question: Question, words: str, value: Json) -> str:
    """As typed, unless the words alone leave a doubt that was settled by a choice."""
    if not isinstance(value, dict) or read(question, words, date.min) == Accepted(value):
        return words
    return wording.number(value)


def normal(question: Question, value: Json) -> str:
    """With the unit: "1.250 đảng viên"."""
    return wording.number(value, question.unit or "")


def _value(number: Json, said: str | None) -> Json:
    value: dict[str, Json] = {"number": number} if not isinstance(number, dict) else number
    return {**value, "about": said} if said else value


def _share(part: str, whole: str) -> Reading:
    """Both must be clear: "8/12" of twelve eight."""
    read_part, read_whole = figures.read(part), figures.read(whole)
    if not (isinstance(read_part, Accepted) and isinstance(read_whole, Accepted)):
        return Rejected("")
    return Accepted({"number": read_part.value, "of": read_whole.value})


def _without_unit(words: str, unit: str) -> str:
    """The figures alone: a percent sign and the question's own unit may follow them."""
    found = re.fullmatch(r"(.*?)\s*(%|phần trăm)?", words, re.DOTALL)
    bare = found[1] if found else words
    size = len(unit.split())
    tail = bare.split()[-size:] if size else []
    if tail and fold(" ".join(tail)) == fold(unit):
        return " ".join(bare.split()[:-size])
    return bare
