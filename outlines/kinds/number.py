"""Numbers: "28", "1.250", "12,5%", "28 đảng viên", "hai mươi lăm". The value is {"number": "1250"}.

Decimal comma and thousands dot; "12.5" and "1,234" mean different things to different people and
are asked back (facts about Vietnamese numbers: the-thuc 2.6). Not prose with numbers in it.
"""

from __future__ import annotations

import re
from datetime import date

from outlines import phrases
from outlines.kinds.numerals import LARGEST, numeral, spelled
from outlines.model import Question
from outlines.reading import Accepted, Candidate, Json, Reading, Rejected, Unclear
from outlines.text import fold

_LONGEST = 20
_EXAMPLE = "28 hoặc 12,5"

_CLEAR = re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}([. ])[0-9]{3}(?:\1[0-9]{3})*)(?:,[0-9]+)?")
_COMMA = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_FOREIGN = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}")
_DOT = re.compile(r"[0-9]+\.[0-9]+")


def read(question: Question, words: str, today: date, standing: Json = None) -> Reading:
    bare = _without_unit(words.strip().rstrip("."), question.unit or "")
    spoken = numeral(bare)
    if spoken is not None:
        return Accepted({"number": str(spoken)})
    sign, figures = ("-", bare[1:]) if bare[:1] in ("-", "−") else ("", bare)
    meanings = _doubtful(figures) if len(figures) <= _LONGEST else ()
    if meanings:
        return Unclear(tuple(_candidate(sign + each) for each in meanings))
    if len(figures) <= _LONGEST and _CLEAR.fullmatch(figures):
        return Accepted({"number": sign + _canonical(re.sub("[. ]", "", figures))})
    return Rejected(phrases.not_a_number(question.example or _EXAMPLE))


def show(question: Question, words: str, value: Json) -> str:
    """As typed, unless the words alone leave a doubt that was settled by a choice."""
    if not isinstance(value, dict) or read(question, words, date.min) == Accepted(value):
        return words
    return _figures(str(value["number"]))


def _doubtful(figures: str) -> tuple[str, ...]:
    """The numbers that the figures could mean, if there is a doubt."""
    whole, point = _canonical(re.sub("[.,]", "", figures)), _canonical(figures.replace(".", ","))
    if _FOREIGN.fullmatch(figures):
        return (_canonical(figures.replace(",", "").replace(".", ",")),)
    if _COMMA.fullmatch(figures):
        return point, whole
    if _DOT.fullmatch(figures) and not _CLEAR.fullmatch(figures):
        return (point,) if figures.startswith("0") else (point, whole)
    return ()


def _candidate(number: str) -> Candidate:
    return Candidate(f"{_figures(number)} ({_aloud(number)})", {"number": number})


def _canonical(figures: str) -> str:
    """The figures "012,50" as "12.5"."""
    whole, _, fraction = figures.partition(",")
    fraction = fraction.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{fraction}" if fraction else "")


def _figures(number: str) -> str:
    """The number "1234.5" as people write it, "1.234,5"."""
    sign, bare = ("-", number[1:]) if number.startswith("-") else ("", number)
    whole, _, fraction = bare.partition(".")
    return sign + f"{int(whole):,}".replace(",", ".") + (f",{fraction}" if fraction else "")


def _aloud(number: str) -> str:
    sign, bare = ("âm ", number[1:]) if number.startswith("-") else ("", number)
    whole, _, fraction = bare.partition(".")
    said = spelled(int(whole)) if int(whole) <= LARGEST else whole
    digits = " ".join(spelled(int(digit)) for digit in fraction)
    return sign + said + (f" phẩy {digits}" if digits else "")


def _without_unit(words: str, unit: str) -> str:
    """The figures alone: a percent sign and the question's own unit may follow them."""
    found = re.fullmatch(r"(.*?)\s*(%|phần trăm)?", words, re.DOTALL)
    bare = found[1] if found else words
    size = len(unit.split())
    tail = bare.split()[-size:] if size else []
    if tail and fold(" ".join(tail)) == fold(unit):
        return " ".join(bare.split()[:-size])
    return bare
