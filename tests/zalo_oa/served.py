"""A whole serving process's insides with the real Official Account platform against the fake, by webhook."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.house import House, open_house
from bot.platforms.zalo_oa import ZaloOA
from bot.secret import Secret
from bot.serving import Service
from bot.settings import Settings
from storage import credentials
from storage.credentials import Tokens
from storage.store import Store
from tests.bot.platforms import QUICK, true
from tests.conftest import MINI
from tests.flows.talks import FACTS
from tests.telegram.served import HASTE, free_port
from tests.zalo_oa.fake_api import FakeApi
from tests.zalo_oa.hub import APP, APP_SECRET, OA_SECRET, Shown

LAN = 246845883529197922


@dataclass
class Phone:
    """A person at the fake: says, presses, and waits for what comes."""

    api: FakeApi
    chat: int = LAN
    seen: int = 0

    async def say(self, text: str) -> Shown:
        """The last message that came in answer."""
        self.api.hub.say(self.chat, text)
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
        for words in ("Xin chào", "1", *FACTS):
            await self.say(words)
        return await self.say("1")


def settings(api: FakeApi, port: int = 0) -> Settings:
    return Settings(
        zalo_oa_app_id=APP,
        zalo_oa_app_secret=Secret(APP_SECRET),
        zalo_oa_secret_key=Secret(OA_SECRET),
        zalo_oa_base_url=api.base_url,
        zalo_oauth_base_url=api.base_url,
        public_url=f"http://127.0.0.1:{port}",
        port=port,
        haste=HASTE,
    )


def logged_in(store: Store, api: FakeApi, left: timedelta = timedelta(hours=25)) -> None:
    """With the pair that holds at the fake."""
    now, grants = datetime.now(UTC), api.hub.grants
    got = now + left - timedelta(hours=25)
    tokens = Tokens(grants.access, grants.refresh, got, now + left)
    store.run(lambda tx: credentials.put(tx, "zalo-oa", APP, tokens))


@asynccontextmanager
async def serving(url: str, api: FakeApi) -> AsyncIterator[House]:
    """With the small outline."""
    port = free_port()
    found = settings(api, port)
    stop, ready = asyncio.Event(), asyncio.Event()
    with open_house(url, outlines=[MINI], haste=HASTE) as house:
        logged_in(house.store, api)
        platform = ZaloOA(found, house.store)
        service = Service(house, [platform], found, QUICK, stop, lambda _: ready.set())
        running = asyncio.create_task(service.run())
        try:
            await true(lambda: ready.is_set() or running.done())
            api.deliver_to(f"{found.public_url}/hook/zalo-oa")
            yield house
        finally:
            api.hook = ""
            stop.set()
            async with asyncio.timeout(30):
                await running
