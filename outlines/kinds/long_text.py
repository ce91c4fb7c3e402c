"""Long text: whatever the person writes, except what is said to a bot ("ok", thanks, a question): it is asked back."""

from __future__ import annotations

import re
from datetime import date

from outlines import phrases
from outlines.model import Question
from outlines.reading import Accepted, Candidate, Json, Reading, Rejected, Unclear
from outlines.text import fold

_NODS = frozenset(
    "ok|oke|okay|okie|okla|ok roi|vang|vang a|da|da vang|da roi|u|uh|uhm|duoc|duoc roi|roi|dung roi"
    "|xong|xong roi|yes".split("|")
)
"""What people say to a bot to go on; hardly ever a paragraph of a report."""

_TALK = re.compile(
    r"(da |xin |rat |chan thanh )*cam on\b.*|xoa \d+|.*\b(mai|toi|lat nua|hom khac) viet tiep"
    r"|(xin )?(chao|tam biet)\b.*|giup (toi|em|minh)( voi)?|thoi|mau|tro giup"
    r"|((toi|em|minh) )?(khong|chua) (hieu|biet|ro)( (gi|viet gi|ghi gi))?( (ca|het))?"
)
"""Thanks, orders, farewells and calls for help, folded."""
_TALK_LENGTH = 80
"""Longest of them, in characters, on one line."""


def read(question: Question, words: str, today: date, standing: Json = None) -> Reading:
    if not words.strip():
        return Rejected(phrases.EMPTY_TEXT)
    if _is_talk(words) or not any(map(str.isalnum, words)):
        return Unclear((Candidate(f"Ghi đúng chữ “{words.strip()}”", None),))
    return Accepted(None)


def _is_talk(words: str) -> bool:
    said = fold(words)
    small = len(words) <= _TALK_LENGTH and "\n" not in words.strip()
    asks = words.rstrip().endswith("?")
    return said in _NODS or (small and (asks or _TALK.fullmatch(said) is not None))


def show(question: Question, words: str, value: Json) -> str:
    return words
