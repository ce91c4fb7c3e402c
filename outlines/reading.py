"""What comes of reading a person's words: a value, a doubt, or a reason why not. Never an exception."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"


@dataclass(frozen=True, slots=True)
class Accepted:
    """The words were understood; `value` is what storage keeps beside them."""

    value: Json


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing the words could mean: a label to show and the value it stands for."""

    label: str
    value: Json


@dataclass(frozen=True, slots=True)
class Unclear:
    """Several meanings are possible; the person picks one or writes again."""

    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """Not understood; `reason` is one kind Vietnamese sentence that says what to write instead."""

    reason: str


Reading: TypeAlias = Accepted | Unclear | Rejected
