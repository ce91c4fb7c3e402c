"""What a channel makes of one update of its platform, in neutral words. Knows no platform, no storage;
the shell turns an `Update` into what the runner takes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from flows.dialogue.events import Event


@dataclass(frozen=True, slots=True)
class Where:
    """The parts of an address, in the order of `storage.chats.Address`; parts that a channel lacks are empty."""

    channel: str
    bot: str
    chat: str
    user: str
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Membership:
    """The person blocked the bot, or took it back. Nothing is said to either."""

    blocked: bool


@dataclass(frozen=True, slots=True)
class InGroup:
    """Something was written in a group, or the bot was `added` to one: one sentence, then silence."""

    added: bool


@dataclass(frozen=True, slots=True)
class Press:
    """A button to be answered at once: the id of the press, and the message whose buttons are to go."""

    id: str
    message: int


Fact: TypeAlias = Event | Membership | InGroup


@dataclass(frozen=True, slots=True)
class Update:
    """One update. `key` is unique on its channel and bot. Mostly one fact; a file with a caption is two,
    the file first: words may answer the question, and the file belongs to the question that was open.
    """

    where: Where
    key: str
    facts: tuple[Fact, ...]
    press: Press | None = None

    def keyed(self) -> tuple[tuple[str, Fact], ...]:
        """Each fact under a key of its own, the same at every delivery: "71", then "71.1"."""
        return tuple(
            (f"{self.key}.{n}" if n else self.key, each) for n, each in enumerate(self.facts)
        )
