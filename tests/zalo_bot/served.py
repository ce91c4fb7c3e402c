"""A whole serving process's insides with the real Zalo Bot platform against the fake, by poll or webhook."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.house import House, open_house
from bot.platforms.zalo_bot import ZaloBot
from bot.secret import Secret
from bot.serving import Service
from bot.settings import MONTHLY, Settings
from tests.bot.platforms import QUICK, true
from tests.conftest import MINI
from tests.telegram.served import HASTE, free_port
from tests.zalo_bot.fake_api import FakeApi
from tests.zalo_bot.hub import TOKEN

LAN = "6ede9afa66b88fe6d6a9"
PUBLIC = "https://thuky.vn"


@dataclass
class Phone:
    """A person at the fake: says, picks what has no button, and waits for what comes."""

    api: FakeApi
    seen: int = 0

    async def say(self, words: str) -> str:
        """The text that came in answer."""
        self.api.hub.say(LAN, words)
        return await self.next()

    async def press(self, label: str) -> str:
        """By the number before it, or by the command."""
        shown = self.api.hub.heard(LAN)[self.seen - 1].text
        number = re.search(rf"^(\d+)\. .*{re.escape(label)}", shown, re.MULTILINE)
        command = re.search(rf"(/\w+) {re.escape(label.lower())}", shown)
        found = number or command
        assert found, shown
        return await self.say(found[1])

    async def next(self) -> str:
        await true(lambda: len(self.api.hub.heard(LAN)) > self.seen)
        self.seen += 1
        return self.api.hub.heard(LAN)[self.seen - 1].text


@asynccontextmanager
async def serving(url: str, api: FakeApi, *, webhook: bool) -> AsyncIterator[House]:
    """With the small outline. The links it sends lead to this machine."""
    port = free_port()
    here = f"http://127.0.0.1:{port}"
    found = Settings(port=port, public_url=PUBLIC if webhook else "")
    stop, ready = asyncio.Event(), asyncio.Event()
    with open_house(url, outlines=[MINI], haste=HASTE, downloads=here) as house:
        platform = ZaloBot(Secret(TOKEN), Secret(), api.base_url, MONTHLY, haste=100)
        service = Service(house, [platform], found, QUICK, stop, lambda _: ready.set())
        running = asyncio.create_task(service.run())
        try:
            await true(lambda: ready.is_set() or running.done())
            api.forward = (PUBLIC, here)
            yield house
        finally:
            stop.set()
            async with asyncio.timeout(30):
                await running
