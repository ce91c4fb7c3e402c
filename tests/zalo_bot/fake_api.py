"""A fake Zalo Bot Platform over real HTTP on loopback: `with FakeApi() as api:` and a bot talks to `api.base_url`.

Carries calls to the hub and updates to the bot, by poll or webhook, and misbehaves as told (tests.telegram.mischief
has the values, which are of no platform). `forward` turns the public address of a webhook into one on this machine.
"""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from typing import Any, Self

import aiohttp
from aiohttp import web

from tests.telegram.mischief import WEBHOOK, Delay, Drop, Mischief, Refuse, Repeat, Script
from tests.zalo_bot.handing import Body
from tests.zalo_bot.hub import TOKEN, Called, Hub, RefusedError

SECRET = "X-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
TITLES = {
    401: "Unauthorized",
    403: "Internal server error",
    408: "Request timeout",
    429: "Quota exceeded",
}
PATIENCE = 0.02
LONGEST = 1.0
PATIENT = 10.0


class FakeApi:
    def __init__(self, hub: Hub | None = None, mischief: Mischief | None = None) -> None:
        self.hub = hub or Hub()
        self.script = Script()
        self.mischief: Mischief = mischief or self.script
        self.deliveries: list[tuple[str, int]] = []
        """Of the webhook: message id and the status that the bot answered, 0 for none."""
        self.forward: tuple[str, str] = ("", "")
        """A beginning of the webhook's address, and what to call instead."""
        self.longest_poll = 0.2
        """Seconds, whatever a poll asks for."""
        self._last: Body | None = None
        self._loop = asyncio.new_event_loop()
        self._changed = asyncio.Event()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._port = 0

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def url(self, method: str) -> str:
        return f"{self.base_url}/bot{TOKEN}/{method}"

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(10)
        self.hub.changed = self._ring
        return self

    def _ring(self) -> None:
        """The loop is told, from whatever thread."""
        self._loop.call_soon_threadsafe(self._changed.set)

    def __exit__(self, *_: object) -> None:
        self.hub.changed = lambda: None
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _start(self) -> None:
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self._port = self._runner.addresses[0][1]
        self._client = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(PATIENT))
        self._courier = asyncio.create_task(self._deliver())

    async def _stop(self) -> None:
        self._courier.cancel()
        await asyncio.gather(self._courier, return_exceptions=True)
        await self._client.close()
        await self._runner.cleanup()

    # --- calls ---

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != TOKEN:
            return _error(401)
        called = Called(request.match_info["method"], await _read(request))
        self._note(called.method)
        mishap = self.mischief(called.method)
        if isinstance(mishap, Refuse):
            return _error(mishap.status)
        if isinstance(mishap, Delay):
            await asyncio.sleep(mishap.seconds)
        if isinstance(mishap, Repeat) and called.method == "getUpdates" and self._last:
            self.hub.handing.give(self._last)
            return web.json_response({"ok": True, "result": self._last})
        answer, result = await self._answer(called)
        there = request.transport and not request.transport.is_closing()
        if called.method == "getUpdates" and result:
            hand = self.hub.handing
            (hand.cut if isinstance(mishap, Drop) or not there else hand.give)(result)
        if isinstance(mishap, Drop) and request.transport:
            request.transport.abort()
        return answer

    def _note(self, method: str) -> None:
        """What the call says of the update that was handed out last."""
        if method == "getUpdates":
            self.hub.handing.ask()
        elif method == "getMe":
            self.hub.handing.forget()

    async def _answer(self, called: Called) -> tuple[web.Response, Any]:
        try:
            result = self.hub.call(called)
            if called.method == "getUpdates":
                self._last = result = result or await self._wait(called)
        except RefusedError as error:
            return _error(error.code, str(error)), None
        body = {"ok": True} if result is None else {"ok": True, "result": result}
        return web.json_response(body), result

    async def _wait(self, called: Called) -> Body:
        """A long poll ends with the first update or, with its time, in an error."""
        loop = asyncio.get_running_loop()
        until = loop.time() + min(float(called.params.get("timeout", 30)), self.longest_poll)
        while loop.time() < until:
            await self._news(max(0.001, until - loop.time()))
            with self.hub.lock:
                if self.hub.pending and not self.hub.webhook:
                    return self.hub.pending.popleft()
        raise RefusedError(408, TITLES[408])

    async def _news(self, seconds: float) -> None:
        self._changed.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._changed.wait()

    # --- the webhook ---

    async def _deliver(self) -> None:
        """One after the other; again and again until the bot has it."""
        pause = PATIENCE
        while True:
            with self.hub.lock:
                update = self.hub.pending[0] if self.hub.webhook and self.hub.pending else None
            if update is None:
                await self._news(LONGEST)
            elif await self._brought(update):
                pause = PATIENCE
                with self.hub.lock:
                    self.hub.pending.remove(update)
                    self.hub.handing.confirm(update)
            else:
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST)

    async def _brought(self, update: Body) -> bool:
        mishap = self.mischief(WEBHOOK)
        if isinstance(mishap, Refuse):
            return False
        if isinstance(mishap, Delay):
            await asyncio.sleep(mishap.seconds)
        if isinstance(mishap, Repeat | Drop):
            await self._post(update)
        return not isinstance(mishap, Drop) and await self._post(update)

    async def _post(self, update: Body) -> bool:
        hook = dict(self.hub.webhook)
        public, here = self.forward
        url = hook["url"].replace(public, here, 1) if public else hook["url"]
        body, headers = {"ok": True, "result": update}, {SECRET: hook["secret_token"]}
        try:
            async with self._client.post(url, json=body, headers=headers) as answer:
                status = answer.status
        except (aiohttp.ClientError, TimeoutError):
            status = 0
        self.deliveries.append((update.get("message", {}).get("message_id", ""), status))
        return 200 <= status < 300


async def _read(request: web.Request) -> Body:
    if request.content_type == "application/json":
        params: Body = await request.json()
        return params
    return {**request.query, **await request.post()}


def _error(code: int, description: str = "") -> web.Response:
    """A 502 is a proxy's, and no JSON."""
    if code >= 500:
        return web.Response(status=code, text="<html>Bad Gateway</html>", content_type="text/html")
    said = description or TITLES.get(code, "Bad Request")
    return web.json_response({"ok": False, "description": said, "error_code": code}, status=code)
