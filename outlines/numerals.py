"""Whole numbers in Vietnamese words: "một trăm linh năm" <-> 105. Not figures (`figures`)."""

from __future__ import annotations

import re

from outlines.text import fold

_DIGITS = "không một hai ba bốn năm sáu bảy tám chín".split()
_SCALES = ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn"))
LARGEST = 10**12 - 1

_VALUES = {
    **{fold(word): n for n, word in enumerate(_DIGITS)},
    "tu": 4,
    "lam": 5,
    "nham": 5,
    "bay": 7,
}
_SPOKEN = {
    "ti": "ty",
    "ngan": "nghin",
    "chuc": "muoi",
    "le": "linh",
    "ham": "hai muoi",
    "bam": "ba muoi",
}
_DIGIT = f"({'|'.join(_VALUES)})"
_SHORT = r"((?:hai|ba|bon|nam|sau|bay|tam|chin)(?= (?:mot|tu|lam|nham)$)) "
"""Tens whose name is swallowed: "hai lăm", "ba mốt"."""
_GROUP = re.compile(rf"(?:{_DIGIT} tram ?)?(?:{_SHORT}|(?:{_DIGIT} )?(muoi) ?|(linh) )?{_DIGIT}?")
_LAST = {"tram": 10**2, **{fold(name): size for size, name in _SCALES}}


def spelled(n: int) -> str:
    """105 -> "một trăm linh năm"; for 0 up to LARGEST."""
    words: list[str] = []
    for size, name in _SCALES:
        if n >= size:
            words += [_group(n // size, full=bool(words)), name]
            n %= size
    if n or not words:
        words.append(_group(n, full=bool(words)))
    return " ".join(words)


def numeral(words: str) -> int | None:
    """The number that the words say, with or without diacritics; None if they say none.

    What people say two ways is none: "một trăm năm" (105 or 150), "một triệu hai".
    """
    rest = " ".join(_SPOKEN.get(word, word) for word in fold(words).split())
    total, higher = 0, False
    for size, name in _SCALES:
        head, found, tail = rest.partition(f" {fold(name)}")
        if found:
            group = _value(head, higher=higher)
            if group is None:
                return None
            total, rest, higher = total + group * size, tail.strip(), True
    if not rest:
        return total if higher else None
    last = _value(rest, higher=higher)
    return None if last is None else total + last


def meanings(words: str) -> tuple[int, ...]:
    """Every number that the words can say: none, one, or two ("một trăm năm": 105 or 150)."""
    clear = numeral(words)
    if clear is not None:
        return (clear,)
    *head, last = [_SPOKEN.get(word, word) for word in fold(words).split()] or [""]
    scale, digit = _LAST.get(head[-1] if head else "", 0), _VALUES.get(last, 0)
    base = numeral(" ".join(head)) if scale and digit else None
    return () if base is None else (base + digit, base + digit * scale // 10)


def _group(n: int, *, full: bool) -> str:
    """Three digits in words; `full` says the hundreds even when there are none."""
    hundreds, tens, ones = n // 100, n // 10 % 10, n % 10
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds or full else []
    if tens:
        words.append("mười" if tens == 1 else f"{_DIGITS[tens]} mươi")
    elif words and ones:
        words.append("linh")
    if ones or not words:
        words.append(_ones(tens, ones))
    return " ".join(words)


def _ones(tens: int, ones: int) -> str:
    """Some digits sound different after tens: mười lăm; hai mươi mốt, hai mươi tư."""
    after_ten = {5: "lăm"} if tens else {}
    after_tens = {1: "mốt", 4: "tư"} if tens > 1 else {}
    return {**after_ten, **after_tens}.get(ones, _DIGITS[ones])


def _value(words: str, *, higher: bool) -> int | None:
    """The value of up to three digits; after a higher scale they must not be a bare digit."""
    found = _GROUP.fullmatch(words)
    if not found or not words:
        return None
    hundreds, short, tens, ten, zero, ones = found.groups()
    bare = ones and not (short or ten or zero)
    if bare and (hundreds or higher):
        return None
    tens_value = _VALUES[short or tens] if short or tens else int(bool(ten))
    return _VALUES.get(hundreds, 0) * 100 + tens_value * 10 + _VALUES.get(ones, 0)
