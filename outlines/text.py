"""Cleaning a person's words, and comparing them. Never changes what a reader sees.

Not the repair of legacy encodings (`legacy`: offered and shown first), not the reading of values (`kinds`).
Spelling, tone-mark style, quotes, dashes and numbers stay as typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_ODD_SPACES = [0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]
_LINE_ENDS = [0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029]
_INVISIBLE = [
    0x034F,  # combining grapheme joiner: would keep NFC from composing
    0x061C,  # Arabic letter mark
    0x180E,
    0x200B,
    0x200C,
    0x200E,
    0x200F,
    *range(0x202A, 0x202F),  # bidi embeddings and overrides
    *range(0x2060, 0x2070),  # word joiner, invisible operators, bidi isolates
    0xFEFF,  # byte order mark
    *range(0xFFF9, 0xFFFC),  # interlinear annotation
]
_CONTROLS = [*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0)]
_NONCHARACTERS = [
    *range(0xFDD0, 0xFDF0),
    *(plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)),
]


def _all_to(target: str | None, points: Iterable[int]) -> dict[int, str | None]:
    return dict.fromkeys(points, target)


_MENDED = {
    **_all_to(None, _CONTROLS),
    **_all_to(None, _INVISIBLE),
    **_all_to(None, _NONCHARACTERS),
    **_all_to(" ", _ODD_SPACES),
    **_all_to("\n", _LINE_ENDS),
    # No Vietnamese word uses the letter OI; some fonts drew it as the horned U (the-thuc 2.2).
    0x01A2: "Ư",
    0x01A3: "ư",
}

_MODERN = {0x00AD: None, 0x00D0: "Đ", 0x0189: "Đ", 0x00F0: "đ"}
"""Mended only outside TCVN3, where U+00AD is the letter ư and ð a toned one."""

_EMOJI = (
    r"[©®‼⁉™ℹ\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff"
    r"\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
_ONE_EMOJI = rf"{_EMOJI}[\ufe0e\ufe0f]?[\U0001f3fb-\U0001f3ff]?[\U000e0020-\U000e007f]*"
_JOINERS = re.compile(
    rf"({_ONE_EMOJI}(?:\u200d{_ONE_EMOJI})*|[0-9#*]\ufe0f\u20e3)"
    r"|[\u200d\ufe00-\ufe0f\U000e0000-\U000e01ef]"
)
"""A whole emoji, or a joiner that belongs to none."""

_TCVN3_SIGNS = frozenset("®µ¶·¸¹ªº«¬\u00ad")
_FEWEST_SIGNS = 3
_MODERN_IN = 50
"""One modern toned letter among so many means that the text is Unicode already."""

_PUNCTUATION = " .,;:!?…'\"“”‘’«»()[]-–—•*`"


def clean(words: str) -> str:
    """The words in NFC, without what cannot be seen or printed; idempotent, valid XML 1.0.

    Text that looks like TCVN3 keeps its soft hyphens and its ð: there they are letters, and a
    later repair needs them.
    """
    plain = _settled(words)
    return plain if looks_like_tcvn3(plain) else _settled(plain.translate(_MODERN))


def lines(text: str) -> list[str]:
    """The lines that are not blank, each without outer blanks."""
    return [line for each in text.split("\n") if (line := each.strip())]


def looks_like_tcvn3(words: str) -> bool:
    """Whether the words are TCVN3 bytes shown as Latin letters: "b¸o c¸o s¬ kÕt"."""
    signs = [each for each in words if each in _TCVN3_SIGNS]
    letters = sum(map(str.isalpha, words))
    modern = sum("\u1ea0" <= each <= "\u1ef9" for each in words)
    enough = len(signs) >= _FEWEST_SIGNS and len(set(signs)) > 1
    return enough and modern * _MODERN_IN < letters


def fold(words: str) -> str:
    """A key to compare by: lower case, no diacritics, single spaces, no outer punctuation."""
    bare = unicodedata.normalize("NFD", words.casefold()).replace("đ", "d")
    letters = "".join(each for each in bare if not unicodedata.combining(each))
    return " ".join(letters.split()).strip(_PUNCTUATION)


def short(words: str, limit: int) -> str:
    """The words on one line of at most `limit` characters, cut at a word, with "…"."""
    flat = " ".join(words.split())
    if len(flat) <= limit:
        return flat
    head = flat[:limit]
    whole_words = head.rpartition(" ")[0] or head[:-1]
    return whole_words.rstrip(" ,;:-–") + "…"


def _settled(words: str) -> str:
    """Every repair that is safe in any encoding."""
    mended = _without_surrogates(words).replace("\r\n", "\n").translate(_MENDED)
    composed = unicodedata.normalize("NFC", _JOINERS.sub(lambda m: m[1] or "", mended))
    trimmed = "\n".join(line.strip(" \t") for line in composed.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", trimmed).strip("\n")


def _without_surrogates(words: str) -> str:
    """Pairs are joined to the character they stand for, lone ones go."""
    return words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
