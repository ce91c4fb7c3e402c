"""What the experiment needs of a platform: what a person can do there, what it handed over, what it received.

One class a channel. Not how the bot is spoken to: that is the channel's fake server.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, Self

from storage.store import Store


@dataclass(frozen=True, slots=True)
class Seen:
    """A message of the bot as a person sees it. `buttons`: what each says -> what pressing it sends."""

    id: int
    text: str
    buttons: Mapping[str, str]
    own: bool = False
    """The person's own message."""


@dataclass(frozen=True, slots=True)
class Told:
    """An update that the platform handed over and the bot confirmed. `key`: of its row in the inbox.

    `place` orders what a person wrote; an edited message keeps its place. Not `sure`: handed over once and never
    again, and nobody confirmed it, for the platform has no such thing.
    """

    key: str
    order: int
    chat: str
    place: int = 0
    words: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as the platform received it; ids grow in the order of receipt."""

    id: int
    text: str


class Side(Protocol):
    """`chat` is the number of a person and of their chat."""

    channel: str
    longest: int
    """Where its app cuts a text."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *error: object) -> None: ...

    # what people do

    def heard(self, chat: int, since: int) -> Sequence[Seen]:
        """What the bot said from place *since* on."""

    def say(self, chat: int, words: str, *, forwarded: bool = False) -> int: ...
    def press(self, chat: int, seen: Seen, button: str, *, overtaking: bool = False) -> None: ...
    def edit(self, chat: int, id: int, words: str) -> int:
        """How many steps that was: none where it cannot be done. So does `block`."""

    def attach(self, chat: int, words: str) -> None: ...
    def block(self, chat: int, *, blocked: bool) -> int: ...

    # what the judge asks

    def prepare(self, store: Store) -> None:
        """Whatever must stand in the database before anybody serves."""

    def environment(self) -> Mapping[str, str]:
        """Of the process that serves."""

    def calm(self) -> None:
        """No more mischief."""

    def waiting(self) -> int:
        """Updates that are not confirmed."""

    def told(self) -> Sequence[Told]: ...
    def shown(self) -> Mapping[str, Sequence[Shown]]:
        """By chat, in order of receipt."""

    def number(self, platform_id: str) -> int:
        """The id of a `Shown` from the one that the bot was told."""

    def dropped(self) -> int:
        """Messages received whose sender was cut off before the answer."""

    def flaws(self) -> Sequence[str]:
        """Calls that the platform's description does not allow."""
