"""Yes or no: "có", "không", "dạ có", "chưa", "1", "2". The value is true or false.

What follows the answer after a comma is kept in the words. Not a choice of other labels (`choice`).
"""

from __future__ import annotations

import re
from datetime import date

from outlines import phrases
from outlines.model import Question
from outlines.reading import Accepted, Candidate, Json, Reading, Rejected, Unclear
from outlines.text import fold

LABELS = ("Có", "Không")

_YES = frozenset(
    "co|da co|co a|da co a|vang co|co roi|da co roi|vang|vang a|da vang|dung|dung vay|phai|roi|1"
    "|yes".split("|")
)
_NO = frozenset(
    "khong|da khong|khong a|khong co|da khong co|khong phai|chua|da chua|chua co|2|no".split("|")
)
_NODS = frozenset("ok|oke|okay|da|u|uh|duoc".split("|"))
"""What may be no more than politeness."""


def read(question: Question, words: str, today: date, standing: Json = None) -> Reading:
    key = fold(words)
    said = {fold(part) for part in re.split(r"[,.;:\n/]", words)}
    meant = _meaning(key)
    if meant is None and not (said & _YES and said & _NO):
        meant = _meaning(fold(re.split(r"[,.;:\n]", words, maxsplit=1)[0]))
    if meant is not None:
        return Accepted(meant)
    if key in _NODS or (said & _YES and said & _NO):
        return Unclear((Candidate(LABELS[0], True), Candidate(LABELS[1], False)))  # noqa: FBT003
    return Rejected(phrases.not_a_choice(LABELS))


def show(question: Question, words: str, value: Json) -> str:
    """As typed, unless the answer is a number or was settled by a choice."""
    spoken = not fold(words)[:1].isdecimal() and read(question, words, date.min) == Accepted(value)
    return words if spoken or not isinstance(value, bool) else LABELS[not value]


def agreed(words: str) -> bool | None:
    """Of somebody who is asked whether to do it: a nod is enough. None: neither yes nor no."""
    return True if fold(words) in _NODS | {"dong y"} else _meaning(fold(words))


def _meaning(key: str) -> bool | None:
    if key in _YES:
        return True
    return False if key in _NO else None
