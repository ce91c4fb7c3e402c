"""Long text: whatever the person writes, except a bare "ok", which is asked back."""

from __future__ import annotations

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


def read(question: Question, words: str, today: date, standing: Json = None) -> Reading:
    if not words.strip():
        return Rejected(phrases.EMPTY_TEXT)
    if fold(words) in _NODS or not any(map(str.isalnum, words)):
        return Unclear((Candidate(f"Ghi đúng chữ “{words.strip()}”", None),))
    return Accepted(None)


def show(question: Question, words: str, value: Json) -> str:
    return words
