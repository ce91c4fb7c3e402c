"""Words around a figure that say how exact it is: "trên 90%", "khoảng 30", "đạt 105%".

Not a kind: what `number`, `percent` and `money` have in common. The words stay in the answer.
"""

from __future__ import annotations

import re

from outlines.text import fold
from outlines.wording import AND_MORE

_ABOUT = (
    # The longer wording first.
    "không dưới", "không quá", "tối thiểu", "nhiều nhất", "ít nhất", "tối đa", "xấp xỉ",
    "trên", "dưới", "hơn", "gần", "khoảng", "chừng", "ước",
)  # fmt: skip
_SIGNS = {
    ">": "trên",
    "<": "dưới",
    "~": "khoảng",
    "≈": "khoảng",
    "≥": "không dưới",
    "≤": "không quá",
}
_VERBS = ("dat duoc", "dat", "bang", "chiem", "la", "con", "co", "duoc", "tang", "giam", "tong so")
_AND_MORE = re.compile(r"(?:(?:từ|tu)\s+)?(.+?)\s+(?:trở lên|tro len)", re.IGNORECASE | re.DOTALL)


def split(words: str) -> tuple[str | None, str]:
    """How exact the figure is ("trên"), if it is said, and the figure with its unit."""
    rest = _after(_VERBS, words)[1]
    more = _AND_MORE.fullmatch(rest)
    if more:
        return AND_MORE, more[1]
    sign = _SIGNS.get(rest[:1])
    about, rest = (sign, rest[1:].strip()) if sign else _after(_ABOUT, rest)
    return about, _after(_VERBS, rest)[1]


def _after(leads: tuple[str, ...], words: str) -> tuple[str | None, str]:
    """The lead that the words begin with, and the words after it."""
    tokens = words.split()
    for lead in leads:
        size = len(lead.split())
        if len(tokens) > size and fold(" ".join(tokens[:size])) == fold(lead):
            return lead, " ".join(tokens[size:])
    return None, words
