"""Empties the outbox of one channel: in order within a chat, at least once. Not what a message looks like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from bot.faults import Fault, none
from bot.world import World
from flows.dialogue.messages import Message
from storage import files, outbox
from storage.files import File
from storage.outbox import Outgoing
from storage.store import Store

Send: TypeAlias = Callable[[Message, File | None], None]
"""Hand one message to the person, with its file. Returns when the channel has it."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One chat's sender. Sent is noted after sending: a crash between them repeats a message, never drops it."""

    store: Store
    world: World
    channel: str
    chat: int
    send: Send
    fault: Fault = none

    def pump(self) -> int:
        """Send what is waiting; the number sent."""
        sent = 0
        while batch := self._claim():
            for each in batch:
                self._deliver(each)
                sent += 1
        return sent

    def _claim(self) -> list[Outgoing]:
        now = self.world.now()
        return self.store.run(
            lambda tx: outbox.claim(tx, self.channel, now, 10, timedelta(0), chat=self.chat)
        )

    def _deliver(self, outgoing: Outgoing) -> None:
        message = outgoing.message
        file = self.store.run(lambda tx: files.load(tx, message.file)) if message.file else None
        self.fault("send.before")
        self.send(message, file)
        self.fault("send.after")
        self.store.run(lambda tx: outbox.sent(tx, outgoing.id, self.world.now()))
        self.fault("send.noted")
