"""Numbers as people write them: "1.250", "12,5", "hai mươi lăm", "nửa" <-> "1250", "12.5", "25", "0.5".

Decimal comma and thousands dot; "12.5" and "1,234" mean different things to different people and
are asked back (facts about Vietnamese numbers: the-thuc 2.6). Not units, not prose with numbers.
"""

from __future__ import annotations

import re

from outlines.numerals import LARGEST, meanings, spelled
from outlines.reading import Accepted, Candidate, Reading, Rejected, Unclear
from outlines.text import fold

_LONGEST = 20

_CLEAR = re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}([. ])[0-9]{3}(?:\1[0-9]{3})*)(?:,[0-9]+)?")
_COMMA = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_FOREIGN = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}")
_DOT = re.compile(r"[0-9]+\.[0-9]+")

_HALVES = ("nua", "mot nua")


def read(words: str) -> Reading:
    """The number that the words say, as text ("1234.5"); why not is for the caller to say."""
    if fold(words) in _HALVES:
        return Accepted("0.5")
    said = _spoken(words)
    if said:
        return _reading(said, clear=len(said) == 1)
    sign, figures = ("-", words[1:].strip()) if words[:1] in ("-", "−") else ("", words)
    if len(figures) > _LONGEST:
        return Rejected("")
    doubts = _doubtful(figures)
    if doubts:
        return _reading(tuple(sign + each for each in doubts), clear=False)
    if not _CLEAR.fullmatch(figures):
        return Rejected("")
    return Accepted(sign + _canonical(re.sub("[. ]", "", figures)))


def written(number: str) -> str:
    """The number "1234.5" as people write it, "1.234,5"."""
    sign, bare = ("-", number[1:]) if number.startswith("-") else ("", number)
    whole, _, fraction = bare.partition(".")
    return sign + f"{int(whole):,}".replace(",", ".") + (f",{fraction}" if fraction else "")


def aloud(number: str) -> str:
    """The number as people say it, "mười hai phẩy năm"."""
    sign, bare = ("âm ", number[1:]) if number.startswith("-") else ("", number)
    whole, _, fraction = bare.partition(".")
    said = spelled(int(whole)) if int(whole) <= LARGEST else whole
    digits = " ".join(spelled(int(digit)) for digit in fraction)
    return sign + said + (f" phẩy {digits}" if digits else "")


def _reading(numbers: tuple[str, ...], *, clear: bool) -> Reading:
    if clear:
        return Accepted(numbers[0])
    return Unclear(tuple(Candidate(f"{written(each)} ({aloud(each)})", each) for each in numbers))


def _spoken(words: str) -> tuple[str, ...]:
    head, half, _ = fold(words).partition(" ruoi")
    if not half:
        return tuple(map(str, meanings(words)))
    whole = meanings(head)
    if len(whole) != 1 or fold(words) != f"{head} ruoi":
        return ()
    scale = next((size for name, size in _SCALES if head.endswith(name)), 1)
    return (f"{whole[0]}.5",) if scale == 1 else (str(whole[0] + scale // 2),)


_SCALES = (
    (" tram", 10**2), (" nghin", 10**3), (" ngan", 10**3), (" trieu", 10**6), (" ty", 10**9),
    (" ti", 10**9),
)  # fmt: skip


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


def _canonical(figures: str) -> str:
    """The figures "012,50" as "12.5"."""
    whole, _, fraction = figures.partition(",")
    fraction = fraction.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{fraction}" if fraction else "")
