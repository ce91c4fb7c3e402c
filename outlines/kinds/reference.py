"""Documents: picked from the outline's list by number or symbol ("21-KL/TW"), or written out.

The value is the list of their texts. The list stands in the question's `choices`; a document that
is not on it must carry a number and symbol (the-thuc 2.8) or at least "số …". Never mends one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from outlines import phrases
from outlines.model import Question
from outlines.reading import Accepted, Candidate, Json, Reading, Rejected, Unclear
from outlines.text import fold

_EXAMPLE = "Nghị quyết số 18-NQ/TW"
_TYPES = "NQ|CT|KL|QĐi|QĐ|QC|TB|HD|BC|KH|CTr|TTr|TT|CV|BB|ĐA|PA|BS"
_BODY = r"[A-ZĐƯÂÊÔ][\wĐđƯ.\-]*"
_PARTY = rf"[0-9]{{1,5}}\s*-\s*(?:{_TYPES})\s*/\s*{_BODY}"
_STATE = rf"[0-9]{{1,5}}\s*/\s*(?:[0-9]{{4}}\s*/\s*)?(?:[A-ZĐ][\wĐđ]*-)?{_BODY}"
_DOCUMENT = re.compile(rf"{_PARTY}|{_STATE}|[Ss]ố\s*:?\s*[0-9]+")
"""A Party number, a State number, or "số 12" without a symbol."""

_LEAST = 4
"""Letters by which a listed document can be told."""

_WAYS = (
    re.compile(r"[;\n]"),
    re.compile(r"[;,\n]|\s(?:và|va)\s", re.IGNORECASE),
    re.compile(r"[;,\n\s]+"),
)


def read(question: Question, words: str, today: date, standing: Json = None) -> Reading:
    picked = _picked(words, question.choices)
    if picked is not None:
        return picked
    written = [text for part in re.split(r"[;\n]", words) if (text := part.strip())]
    if written and all(map(_DOCUMENT.search, written)):
        return Accepted([*written])
    return Rejected(phrases.not_a_document(question.choices, question.example or _EXAMPLE))


def show(question: Question, words: str, value: Json) -> str:
    """One a line."""
    return "\n".join(map(str, value)) if isinstance(value, list) else words


def _picked(words: str, listed: Sequence[str]) -> Reading | None:
    """The listed documents that every part of the words names; None if some part names none."""
    for way in _WAYS:
        parts = [part for part in way.split(words) if fold(part)]
        meant = [_named(part, listed) for part in parts]
        doubts = [each for each in meant if len(each) > 1]
        if meant and all(meant) and len(doubts) <= 1:
            return _reading(meant, doubts)
    return None


def _reading(meant: list[list[str]], doubts: list[list[str]]) -> Reading:
    if not doubts:
        return Accepted([*dict.fromkeys(each[0] for each in meant)])
    ways = ([each[0] if len(each) == 1 else doubt for each in meant] for doubt in doubts[0])
    lists = [list(dict.fromkeys(way)) for way in ways]
    return Unclear(tuple(Candidate("; ".join(each), [*each]) for each in lists))


def _named(part: str, listed: Sequence[str]) -> list[str]:
    key = _key(part)
    by_number = [text for n, text in enumerate(listed, start=1) if key == str(n)]
    exact = [text for text in listed if _key(text) == key]
    held = [text for text in listed if len(key) >= _LEAST and _holds(_key(text), key)]
    return exact or by_number or held


def _holds(text: str, key: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(key)}(?!\w)", text) is not None


def _key(words: str) -> str:
    """To compare by: "số" and spaces around the signs of a number count for nothing."""
    return re.sub(r"\s*([-/])\s*", r"\1", fold(words)).removeprefix("so ")
