"""A platform in memory: answers as its script says, remembers what it was asked; and the pace for it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.pacing import Pace
from bot.verdicts import Sent, Verdict
from flows.dialogue.messages import Message
from storage.chats import Address
from storage.files import File

QUICK = replace(Pace().faster(100), drain=20.0, lease=60.0, answer=5.0)
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

    def texts(self, address: Address) -> list[str]:
        """What arrived in this chat."""
        return [text for chat, text in self.sent if chat == address.chat]
