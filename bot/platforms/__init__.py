"""What a chat platform is to the process that serves it: values and one protocol. No platform is named here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from bot.runner import Incoming
from bot.secret import Secret
from bot.sender import Sending
from storage.chats import Address


@dataclass(frozen=True, slots=True)
class Left:
    """The person blocked the bot. `key` as of an update; what they say later undoes it."""

    address: Address
    key: str


@dataclass(frozen=True, slots=True)
class Returned:
    """The person blocked the bot and takes it back: what waits for them may be sent."""

    address: Address
    key: str


@dataclass(frozen=True, slots=True)
class Grouped:
    """Somebody wrote in a group, or `added` the bot to one. The address has no user: it is the group's."""

    address: Address
    key: str
    added: bool = False


Update: TypeAlias = Incoming | Left | Returned | Grouped


@dataclass(frozen=True, slots=True)
class Batch:
    """What one poll brought, oldest first. `mark` is the platform's own, for `acknowledge`."""

    updates: Sequence[Update]
    mark: str = ""


class Hook(Protocol):
    """How a platform proves that a webhook call is its own."""

    def admits(self, headers: Mapping[str, str], body: bytes) -> bool:
        """In constant time. *body*: as it came."""


@dataclass(frozen=True, slots=True)
class SecretHeader:
    """A hook whose secret stands in a header."""

    header: str
    secret: Secret

    def admits(self, headers: Mapping[str, str], body: bytes) -> bool:  # noqa: ARG002 - of no use here
        return self.secret.matches(headers.get(self.header, ""))


class Unwelcome(Exception):  # noqa: N818
    """The platform will not have this bot, today or tomorrow. The text is a sentence for the operator."""


class Platform(Sending, Protocol):
    """One bot on one platform. Whatever raises is begun again after a pause, but for Unwelcome."""

    @property
    def channel(self) -> str:
        """As in addresses, and in /hook/CHANNEL."""

    @property
    def hook(self) -> Hook: ...

    async def open(self, url: str) -> None:
        """Say hello and set what is to be set. *url*: where to call us; empty: we shall poll."""

    def updates(self) -> AsyncIterator[Batch]:
        """Long polling, from the first update that was not acknowledged. May be asked for again after an error,
        and given up at any moment.
        """

    async def acknowledge(self, batch: Batch) -> None:
        """Everything in it is stored: the platform may forget it."""

    def read(self, body: bytes) -> Sequence[Update]:
        """The body of a webhook call. Raises ValueError if it is none; nothing of interest: empty."""

    async def heard(self, updates: Sequence[Update]) -> None:
        """They came in and are being stored: end the spinning of pressed buttons, show that we are at work.
        Beside the turns; what it raises is forgotten.
        """

    async def working(self, address: Address) -> None:
        """A report is in the making for this chat: show it. Asked again every few seconds; what it raises is
        forgotten.
        """

    async def close(self) -> None: ...
