"""Platforms in memory: they answer as a script says and remember what they were asked; and a pace for them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.pacing import Pace
from bot.platforms import Batch, Hook, SecretHeader, Update
from bot.runner import Incoming
from bot.secret import Secret
from bot.verdicts import Sent, Verdict
from flows.dialogue.events import Said
from flows.dialogue.messages import Message
from storage.chats import Address
from storage.files import File
from tests.bot.scenes import LAN

QUICK = replace(Pace().faster(100), drain=20.0, answer=5.0, slow=0.01, queue=0.01)
"""Fast where it waits, patient where a busy machine may be slow."""


def real_now() -> datetime:
    return datetime.now(UTC)


async def true(condition: Callable[[], bool]) -> None:
    """Wait until it is."""
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110 - what is waited for happens in a database
            await asyncio.sleep(0.005)


@dataclass
class Scripted:
    """`script`: to a text, what is said to each attempt at it; an exception is raised. Else it is sent."""

    script: dict[str, list[Verdict | Exception]] = field(default_factory=dict)
    meanwhile: Callable[[Message], Awaitable[object]] | None = None
    """What happens while a message is on its way."""
    tried: list[tuple[str, Message, File | None]] = field(default_factory=list)
    sent: list[tuple[str, str]] = field(default_factory=list)
    """Chat and text, of what arrived."""
    retired: list[tuple[str, str]] = field(default_factory=list)
    """Chat and platform id, of messages whose buttons were taken off."""

    async def send(self, address: Address, message: Message, file: File | None) -> Verdict:
        self.tried.append((address.chat, message, file))
        if self.meanwhile:
            await self.meanwhile(message)
        left = self.script.get(message.text, [])
        verdict = left.pop(0) if left else Sent(str(len(self.tried)), real_now())
        if isinstance(verdict, Exception):
            raise verdict
        if isinstance(verdict, Sent):
            self.sent.append((address.chat, message.text))
        return verdict

    async def retire(self, address: Address, platform_id: str) -> None:
        self.retired.append((address.chat, platform_id))

    def texts(self, address: Address) -> list[str]:
        """What arrived in this chat."""
        return [text for chat, text in self.sent if chat == address.chat]


@dataclass
class Loopback(Scripted):
    """A whole platform: what people do is put into `pending`, in the order in which it comes."""

    channel: str = LAN.channel
    hook: Hook = SecretHeader("X-Secret", Secret("bí mật"))  # noqa: RUF009 - it never changes
    pending: list[Update] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    greeted: list[Update] = field(default_factory=list)
    worked: list[Address] = field(default_factory=list)
    troubles: dict[str, list[Exception]] = field(default_factory=dict)
    """By method: what it raises next."""
    before_acknowledging: Callable[[], object] = lambda: None
    closed: bool = False
    gate: asyncio.Event | None = None
    """Opening waits for it."""

    async def open(self, url: str) -> None:
        self._stumble("open")
        if self.gate:
            await self.gate.wait()
        self.opened.append(url)

    async def updates(self) -> AsyncIterator[Batch]:
        self._stumble("updates")
        while True:
            if self.pending:
                yield Batch(tuple(self.pending), str(len(self.pending)))
            await asyncio.sleep(0.002)

    async def acknowledge(self, batch: Batch) -> None:
        self.before_acknowledging()
        self._stumble("acknowledge")
        del self.pending[: int(batch.mark)]

    def read(self, body: bytes) -> Sequence[Update]:
        self._stumble("read")
        return [Incoming(LAN, each["key"], Said(each["text"])) for each in json.loads(body)]

    async def heard(self, updates: Sequence[Update]) -> None:
        self._stumble("heard")
        self.greeted += updates

    async def working(self, address: Address) -> None:
        self.worked.append(address)

    async def close(self) -> None:
        self.closed = True
        self._stumble("close")

    def _stumble(self, method: str) -> None:
        if left := self.troubles.get(method):
            raise left.pop(0)
