"""A draft's answers as values. Not how they are stored, not how they print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from outlines.reading import Json


class State(StrEnum):
    """How a question stands; every question can be left in each of these."""

    ANSWERED = "answered"
    LATER = "later"
    NONE_ARISEN = "none-arisen"
    NO_DATA = "no-data"
    BY_HAND = "by-hand"


class Source(StrEnum):
    """Where an answer comes from."""

    TYPED = "typed"
    CHOSEN = "chosen"
    CARRIED = "carried"
    EDITED = "edited"
    """The person edited a message that they had sent before."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The newest revision of one question: the words as typed, the value as read."""

    state: State
    words: str = ""
    value: Json = None
    seq: int = 1


Answers: TypeAlias = Mapping[str, Answer]
"""Question id -> newest answer. Ids that start with "@" are the draft's own settings (flows.drafts.settings)."""
