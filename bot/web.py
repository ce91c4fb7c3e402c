"""The web app: webhooks of the platforms, and whether the process lives and can work. No turn is decided here.

An error is answered and logged by its class name alone: its text may hold words or a token.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager

from aiohttp import web
from sqlalchemy import select

from bot.downloads import Downloads
from bot.house import House
from bot.intake import Intake
from bot.platforms import Platform, Update

log = logging.getLogger(__name__)

LARGEST = 1_000_000
"""Bytes of a body. A platform's update has some thousand; files come as references."""


class Web:
    """`answer`: seconds that the database may take to prove that it is there; `closed`: channels that are not open
    yet, as of now.
    """

    def __init__(
        self,
        intake: Intake,
        house: House,
        platforms: Sequence[Platform],
        answer: float,
        closed: Collection[str],
    ) -> None:
        self._intake = intake
        self._store = house.store
        self._fault = house.fault
        self._platforms = {each.channel: each for each in platforms}
        self._answer = answer
        self._closed = closed
        self._strangers: set[str] = set()
        """Channels in whose name somebody called who is not the platform."""
        self._downloads = Downloads(house.store, house.world.now)

    def app(self) -> web.Application:
        app = web.Application(client_max_size=LARGEST)
        app.router.add_post("/hook/{channel}", self._hook)
        app.router.add_get("/tai/{token}", self._downloads.answer)
        app.router.add_get("/health", self._health)
        app.router.add_get("/ready", self._ready)
        return app

    async def _hook(self, request: web.Request) -> web.Response:
        """200 only after the commit: whatever else, the platform hands the update in again."""
        platform = self._platforms.get(request.match_info["channel"])
        if platform is None:
            return web.Response(status=404)
        body = await request.read()
        if not platform.hook.admits(request.headers, body):
            self._tell_of_stranger(platform.channel)
            return web.Response(status=401)
        try:
            updates = platform.read(body)
        except ValueError:
            return web.Response(status=400)
        return web.Response(status=await self._take(platform, updates))

    def _tell_of_stranger(self, channel: str) -> None:
        """Once: anybody can call. But a platform that was given another secret is never heard, which must be seen."""
        if channel not in self._strangers:
            self._strangers.add(channel)
            log.warning(
                "hook of %s: somebody called with another secret than ours; is it set as before?",
                channel,
            )

    async def _take(self, platform: Platform, updates: Sequence[Update]) -> int:
        try:
            await self._intake.take(platform, updates)
        except Exception as error:  # noqa: BLE001 - see above
            log.warning("hook of %s: %s", platform.channel, type(error).__name__)
            return 503
        self._fault("hook.stored")
        return 200

    async def _health(self, _: web.Request) -> web.Response:
        return web.Response(text="ok")

    async def _ready(self, _: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(self._answer):
                await asyncio.wrap_future(self._store.submit(lambda tx: tx.scalar(select(1))))
        except Exception as error:  # noqa: BLE001 - see above
            log.warning("ready: %s", type(error).__name__)
            return web.Response(status=503, text="database")
        if self._closed:
            return web.Response(status=503, text=" ".join(sorted(self._closed)))
        return web.Response(text="ok")


@asynccontextmanager
async def listening(app: web.Application, port: int, patience: float) -> AsyncIterator[int]:
    """Serve on every interface; the port is handed on. Raises OSError if it is taken.

    Port 0 is any free one, and then on this machine only: each interface would choose its own.
    On leaving, calls that are being answered have *patience* seconds to end.
    """
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=patience)
    await runner.setup()
    try:
        await web.TCPSite(runner, None if port else "127.0.0.1", port).start()
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()
