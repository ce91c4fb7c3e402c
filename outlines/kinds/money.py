"""Money: "1,2 tỷ", "350 triệu đồng", "1.250.000 đ", "1 tỷ 250 triệu", "ba trăm triệu".

The value is {"dong": "1200000000"}, in đồng; "about" holds "khoảng" and its like where they are
said. Other currencies are not read.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from outlines import figures, phrases, wording
from outlines.kinds import about
from outlines.model import Question
from outlines.reading import Accepted, Candidate, Json, Reading, Rejected, Unclear
from outlines.text import fold
from outlines.wording import plain

_EXAMPLE = "350 triệu đồng"
_LONGEST = 80

_SIZES = {
    "nghin ty": 10**12, "ngan ty": 10**12, "ty": 10**9, "ti": 10**9,
    "trieu": 10**6, "tr": 10**6, "nghin": 10**3, "ngan": 10**3, "k": 10**3,
}  # fmt: skip
_SURELY_DONG = 10_000
"""From here a figure without a unit is a sum in đồng; below it thousands or millions are meant."""
_FEW = 10

_CURRENCY = re.compile(r"(.*?)\s*(?:đồng|dong|vnđ|vnd|đ|d|₫)", re.DOTALL | re.IGNORECASE)
_SCALE = rf"({'|'.join(_SIZES)})\b"
_PIECE = re.compile(rf"([0-9][0-9.,]*)\s*{_SCALE}")
_PIECES = re.compile(rf"((?:[0-9][0-9.,]*\s*{_SCALE}\s*)+)(ruoi|[0-9]{{1,3}})?")
_SPOKEN = re.compile(rf"([^0-9]+?)\s+{_SCALE}")


def read(question: Question, words: str, today: date, standing: Json = None) -> Reading:
    said, rest = about.split(words.strip().rstrip("."))
    spent = _CURRENCY.fullmatch(rest)
    bare = fold(spent[1] if spent else rest)
    odd = len(bare) > _LONGEST or rest[:1] in ("-", "−")
    match Rejected("") if odd else _whole(_sum(bare, question, spent=bool(spent))):
        case Accepted(dong):
            return Accepted(_value(dong, said))
        case Unclear(candidates):
            return Unclear(tuple(_candidate(each.value, said) for each in candidates))
        case Rejected():
            return Rejected(phrases.not_money(question.example or _EXAMPLE))


def show(question: Question, words: str, value: Json) -> str:
    """As typed, unless the words alone leave a doubt that was settled by a choice."""
    if not isinstance(value, dict) or read(question, words, date.min) == Accepted(value):
        return words
    return normal(question, value)


def normal(question: Question, value: Json) -> str:
    """As "1,2 tỷ đồng"."""
    return wording.money(value)


def _value(dong: Json, said: str | None) -> Json:
    return {"dong": dong, "about": said} if said else {"dong": dong}


def _candidate(dong: Json, said: str | None) -> Candidate:
    value = _value(dong, said)
    return Candidate(wording.money(value), value)


# --- Sums, in đồng ------------------------------------------------------------------------------


def _sum(bare: str, question: Question, *, spent: bool) -> Reading:
    pieces = _PIECES.fullmatch(bare)
    if pieces:
        return _added(pieces[1], pieces[3])
    whole, spoken = figures.read(bare), _SPOKEN.fullmatch(bare)
    if isinstance(whole, Rejected):
        return _times(figures.read(spoken[1]), _SIZES[spoken[2]]) if spoken else whole
    unit = fold(_CURRENCY.sub(r"\1", question.unit or ""))
    if unit in _SIZES and not spent:
        return _times(whole, _SIZES[unit])
    return whole if spent or spoken else _without_unit(whole)


def _whole(found: Reading) -> Reading:
    """A đồng has no parts: a sum that would is not meant."""
    if isinstance(found, Unclear):
        kept = tuple(each for each in found.candidates if "." not in str(each.value))
        return Unclear(kept) if kept else Rejected("")
    odd = isinstance(found, Accepted) and "." in str(found.value)
    return Rejected("") if odd else found


def _added(pieces: str, tail: str | None) -> Reading:
    """The sum of "1 tỷ 250 triệu", and what a tail without a unit adds: "1 tỷ rưỡi", "1 tỷ 2"."""
    parts = [(figures.read(part), _SIZES[scale]) for part, scale in _PIECE.findall(pieces)]
    sizes = [size for _, size in parts]
    if len(parts) == 1 and not tail:
        return _times(*parts[0])
    if sizes != sorted(set(sizes), reverse=True):
        return Rejected("")
    total = Decimal(0)
    for part, size in parts:
        if not isinstance(part, Accepted):
            return Rejected("")
        total += Decimal(str(part.value)) * size
    return _either([total + each for each in _tails(tail, sizes[-1])])


def _tails(tail: str | None, size: int) -> list[Decimal]:
    """After "1 tỷ" 2 is 200 or 2 million; 250 can only be 250 million."""
    if not tail:
        return [Decimal(0)]
    if tail == "ruoi":
        return [Decimal(size) / 2]
    ways = (10 ** len(tail), 10**3)
    return list(dict.fromkeys(Decimal(tail) * size / way for way in ways))


def _without_unit(whole: Reading) -> Reading:
    if not isinstance(whole, Accepted):
        return _times(whole, 10**6)
    figure = Decimal(str(whole.value))
    if figure >= _SURELY_DONG or not figure:
        return whole
    sizes = (10**9, 10**6) if figure < _FEW else (10**6, 10**3)
    return _either([figure * size for size in sizes])


def _either(sums: list[Decimal]) -> Reading:
    if len(sums) == 1:
        return Accepted(plain(sums[0]))
    return Unclear(tuple(Candidate("", plain(each)) for each in sums))


def _times(found: Reading, size: int) -> Reading:
    """The reading of a figure in units of that size, in đồng."""
    match found:
        case Accepted(value):
            return Accepted(plain(Decimal(str(value)) * size))
        case Unclear(candidates):
            sums = [plain(Decimal(str(each.value)) * size) for each in candidates]
            return Unclear(tuple(Candidate("", each) for each in sums))
        case Rejected():
            return found
