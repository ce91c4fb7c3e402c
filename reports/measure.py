"""How wide words are in Times New Roman, to fit the head of the page: widths and even lines.

From the font's own metrics; Liberation Serif has the same. Not a layout engine: kerning is left
out, and nothing in the body depends on these figures.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeAlias

Font: TypeAlias = Mapping[str, int]
"""Letter -> advance in thousandths of the type size."""

_HORN = "\u031b"
_UNKNOWN = 722
"""As wide as most capitals."""

_STEP = 50
"""How finely a room is tried out; no letter is narrower."""


def width(text: str, font: Font) -> int:
    """Of one line, in thousandths of the type size; diacritics other than the horn add nothing."""
    return sum(font.get(_bare(letter), _UNKNOWN) for letter in unicodedata.normalize("NFC", text))


def balanced(text: str, font: Font, room: int, kept: Collection[str] = ()) -> int:
    """The narrowest room in which the text takes no more lines than in `room`.

    Centred in it, a name of two lines has two lines of about the same length. No line ends within
    one of the pairs of words in `kept`, after one of its words (all in lower case) or at a dash, if
    that can be had.
    """
    words = text.split(" ")
    widths = [width(word, font) for word in words]
    narrowest = _narrowest(widths, font[" "], room)
    whole = (
        each
        for each in range(narrowest, room + 1, _STEP)
        if not _torn(words, _starts(widths, font[" "], each), kept)
    )
    return next(whole, narrowest)


def _narrowest(words: Sequence[int], space: int, room: int) -> int:
    lines = len(_starts(words, space, room))
    low, high = max(words, default=0), room
    while low < high:
        middle = (low + high) // 2
        if len(_starts(words, space, middle)) <= lines:
            high = middle
        else:
            low = middle + 1
    return min(high, room)


def _starts(words: Sequence[int], space: int, room: int) -> list[int]:
    """Which words begin a line when they are set one after the other."""
    starts: list[int] = []
    used = room + 1
    for n, word in enumerate(words):
        if used + space + word > room:
            starts.append(n)
            used = word
        else:
            used += space + word
    return starts


def _torn(words: Sequence[str], starts: Iterable[int], kept: Collection[str]) -> bool:
    pairs = ((words[n - 1].casefold(), words[n].casefold()) for n in starts if n)
    return any("-" in pair or pair[0] in kept or " ".join(pair) in kept for pair in pairs)


def _bare(letter: str) -> str:
    """Ử -> Ư, Đ -> D: the letter that sets the width."""
    parts = unicodedata.normalize("NFD", letter)
    kept = "".join(part for part in parts if part == _HORN or not unicodedata.combining(part))
    return unicodedata.normalize("NFC", kept).translate(_BARRED)


_BARRED = str.maketrans("Đđ", "Dd")


def _font(widths: Mapping[int, str]) -> Font:
    return {letter: each for each, letters in widths.items() for letter in letters}


UPRIGHT = _font(
    {
        180: "'",
        200: "|",
        250: " ,.",
        278: "/:;\\ijlt",
        333: "!()-I[]`fr‘’",
        389: "Js",
        408: '"',
        444: "?acez“”",
        469: "^",
        480: "{}",
        500: "#$*0123456789_bdghknopquvxy–",
        529: "ơ",
        541: "~",
        542: "ư",
        556: "FPS",
        564: "+<=>",
        611: "ELTZ",
        667: "BCR",
        722: "ADGHKNOQUVXYwƠ",
        776: "Ư",
        778: "&m",
        833: "%",
        889: "M",
        921: "@",
        944: "W",
        1000: "…",
    }
)
BOLD = _font(
    {
        220: "|",
        250: " ,.",
        278: "'/\\il",
        333: "!()-:;[]`fjt‘’",
        389: "Is",
        394: "{}",
        444: "cerz",
        500: "#$*0123456789?J_agovxy–“”",
        520: "~",
        554: "ơ",
        555: '"',
        556: "Sbdhknpqu",
        570: "+<=>",
        581: "^",
        600: "ư",
        611: "FP",
        667: "BELTZ",
        722: "ACDNRUVXYw",
        778: "GHKOQƠ",
        796: "Ư",
        833: "&m",
        930: "@",
        944: "M",
        1000: "%W…",
    }
)
ITALIC = _font(
    {
        214: "'",
        250: " ,.",
        275: "|",
        278: "/\\fijlt",
        333: "!()-:;I`‘’",
        389: "[]rsz",
        400: "{}",
        420: '"',
        422: "^",
        444: "Jcekvxy",
        500: "#$*0123456789?S_abdghnopqu–",
        534: "ơ",
        541: "~",
        545: "ư",
        556: "LTYZ“”",
        611: "ABEFPRVX",
        667: "CKNw",
        675: "+<=>",
        722: "DGHOQUmƠ",
        754: "Ư",
        778: "&",
        833: "%MW",
        889: "…",
        920: "@",
    }
)
