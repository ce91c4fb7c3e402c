"""A row of the dialogue's table. Not the table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from flows.dialogue.conversation import Conversation
from flows.dialogue.session import Phase

Verb: TypeAlias = Callable[[Conversation], None]
Guard: TypeAlias = Callable[[Conversation], bool]


@dataclass(frozen=True, slots=True)
class Row:
    event: str
    source: tuple[Phase, ...]
    to: Phase | None
    then: tuple[Verb, ...]
    when: tuple[Guard, ...]


def row(
    event: str, source: Phase | tuple[Phase, ...], to: Phase | None, *then: Verb,
    when: tuple[Guard, ...] = (),
) -> Row:  # fmt: skip
    return Row(event, source if isinstance(source, tuple) else (source,), to, then, when)
