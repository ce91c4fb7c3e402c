"""A whole serving process's insides with the real Telegram platform against the fake Bot API, by poll or webhook."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from socket import socket

from bot.house import House, open_house
from bot.platforms.telegram import Telegram
from bot.secret import Secret
from bot.serving import Service
from bot.settings import Settings
from tests.bot.platforms import QUICK, true
from tests.conftest import MINI
from tests.flows.talks import FACTS
from tests.telegram.fake_api import FakeApi
from tests.telegram.hub import TOKEN, Shown

LAN = 5550101
HASTE = 20
"""How many times shorter the dialogue waits."""
BEGAN = time.time()


def hurried() -> float:
    """The fake's clock: it tells whole seconds, and what was written in the second in which a question came was
    written before it.
    """
    return BEGAN + (time.time() - BEGAN) * 100_000


@dataclass
class Phone:
    """A person at the fake: says, presses, and waits for what comes."""

    api: FakeApi
    chat: int = LAN
    seen: int = 0
    _said: list[int] = field(default_factory=list)

    async def say(self, text: str, **more: object) -> Shown:
        """The last message that came in answer."""
        self._said.append(self.api.hub.say(self.chat, text, **more))
        return await self.next()

    async def edit(self, text: str, back: int = 1) -> Shown:
        self.api.hub.edit(self.chat, self._said[-back], text)
        return await self.next()

    async def press(self, shown: Shown, label: str) -> Shown:
        data = next(data for text, data in shown.data.items() if label in text)
        self.api.hub.press(self.chat, shown.id, data)
        return await self.next()

    async def next(self, count: int = 1) -> Shown:
        await true(lambda: len(self.api.hub.heard(self.chat)) >= self.seen + count)
        self.seen += count
        return self.api.hub.heard(self.chat)[self.seen - 1]

    async def begin(self) -> Shown:
        """Up to the first question of the first section."""
        for words in ("/start", "1", *FACTS):
            await self.say(words)
        return await self.say("1")


def settings(api: FakeApi, public_url: str = "", port: int = 0) -> Settings:
    return Settings(
        telegram_token=Secret(TOKEN),
        telegram_base_url=api.base_url,
        public_url=public_url,
        port=port,
    )


@asynccontextmanager
async def serving(url: str, api: FakeApi, *, webhook: bool) -> AsyncIterator[House]:
    """With the small outline; by webhook where it is asked for."""
    port = free_port()
    found = settings(api, f"http://127.0.0.1:{port}" if webhook else "", port if webhook else 0)
    stop, ready = asyncio.Event(), asyncio.Event()
    with open_house(url, outlines=[MINI], haste=HASTE) as house:
        platform = Telegram(found)
        service = Service(house, [platform], found, QUICK, stop, lambda _: ready.set())
        running = asyncio.create_task(service.run())
        try:
            await true(lambda: ready.is_set() or running.done())
            yield house
        finally:
            stop.set()
            async with asyncio.timeout(30):
                await running


def free_port() -> int:
    with socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
