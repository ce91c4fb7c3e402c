"""A fake Bot API over real HTTP on loopback: `with FakeApi() as api:` and a bot talks to `api.base_url`.

Carries calls to the hub and updates to the bot, by long poll or webhook, and misbehaves as told.
What the methods do is the hub's business.
"""

from __future__ import annotations

import asyncio
import json
import threading
from contextlib import suppress
from typing import Any, Self

import aiohttp
from aiohttp import web

from tests.telegram.description import decoded
from tests.telegram.hub import TOKEN, Called, Hub, RefusedError
from tests.telegram.mischief import WEBHOOK, Delay, Drop, Mischief, Refuse, Repeat, Script
from tests.telegram.pending import Body, queue_of

TITLES = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
          409: "Conflict", 429: "Too Many Requests", 500: "Internal Server Error"}  # fmt: skip
UPLOAD = 50 * 2**20
SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
PATIENCE = 0.02
"""Seconds before a delivery is tried again at first; Telegram's are 2."""
LONGEST = 1.0
PATIENT = 10.0
"""Seconds that a bot may take to answer a delivery."""
OTHER = "terminated by other getUpdates request; make sure that only one bot instance is running"


class FakeApi:
    def __init__(self, hub: Hub | None = None, mischief: Mischief | None = None) -> None:
        self.hub = hub or Hub()
        self.script = Script()
        self.mischief: Mischief = mischief or self.script
        self.deliveries: list[tuple[int, int]] = []
        """Of the webhook: update and the status that the bot answered, 0 for none."""
        self._loop = asyncio.new_event_loop()
        self._changed = asyncio.Event()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._flying: dict[str, asyncio.Task[None]] = {}
        self._poll = 0
        self._port = 0

    @property
    def base_url(self) -> str:
        """As python-telegram-bot understands it: the token follows."""
        return f"http://127.0.0.1:{self._port}/bot"

    def url(self, method: str) -> str:
        return f"{self.base_url}{TOKEN}/{method}"

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(10)
        self.hub.changed = self._ring
        return self

    def __exit__(self, *_: object) -> None:
        self.hub.changed = lambda: None
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def _ring(self) -> None:
        """The loop is told, from whatever thread."""
        self._loop.call_soon_threadsafe(self._changed.set)

    async def _start(self) -> None:
        app = web.Application(client_max_size=UPLOAD)
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self._client = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(PATIENT))
        self._courier = asyncio.create_task(self._deliver())

    async def _stop(self) -> None:
        tasks = [self._courier, *self._flying.values()]
        for each in tasks:
            each.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._client.close()
        await self._runner.cleanup()
        left = asyncio.all_tasks() - {asyncio.current_task()}  # polls whose caller is gone
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    # --- calls ---

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != TOKEN:
            return _error(401)
        method = request.match_info["method"]
        called = await _read(request, method)
        mishap = self.mischief(method)
        if isinstance(mishap, Refuse):
            asked = "" if mishap.status in TITLES else str(request.url)
            return _error(mishap.status, asked, after=mishap.after)
        if isinstance(mishap, Delay):
            await asyncio.sleep(mishap.seconds)
            if request.transport is None or request.transport.is_closing():
                return _error(502)  # who called is gone, and the call with it
        if isinstance(mishap, Repeat) and method == "getUpdates":
            self.hub.pending.bring_back()
            called = Called(method, {**called.params, "offset": 0}, called.files)
        answer = await self._answer(called)
        if isinstance(mishap, Drop) and request.transport:
            request.transport.abort()
        return answer

    async def _answer(self, called: Called) -> web.Response:
        try:
            result = self.hub.call(called)
            if called.method == "getUpdates":
                result = await self._wait(called, result)
        except RefusedError as error:
            status = 404 if "no method" in str(error) else error.status
            return _error(status, "" if status != error.status else str(error))
        return web.json_response({"ok": True, "result": result})

    async def _wait(self, called: Called, found: list[Body]) -> list[Body]:
        """A long poll ends with the first update, with its time, or with another poll."""
        self._poll += 1
        mine, loop = self._poll, asyncio.get_running_loop()
        self._changed.set()
        until = loop.time() + called.params.get("timeout", 0)
        while not found and loop.time() < until:
            await self._news(min(until - loop.time(), LONGEST))
            if mine != self._poll:
                raise RefusedError(409, OTHER)
            with self.hub.lock:
                found = self.hub.pending.take(0, called.params.get("limit", 100))
        return found

    async def _news(self, seconds: float) -> None:
        self._changed.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):  # wait_for of 3.11 can swallow a cancellation
                await self._changed.wait()

    # --- the webhook ---

    async def _deliver(self) -> None:
        """Queues run side by side; each waits for the answer to its first before it goes on."""
        while True:
            with self.hub.lock:
                heads = self.hub.pending.heads() if self.hub.webhook["url"] else {}
                free = {queue: each for queue, each in heads.items() if queue not in self._flying}
                for update in free.values():
                    self.hub.pending.hand_over(update)
            for queue, update in free.items():
                self._flying[queue] = asyncio.create_task(self._bring(update))
            await self._news(LONGEST)

    async def _bring(self, update: Body) -> None:
        """Again and again until the bot has it, or until the webhook is gone."""
        pause = PATIENCE
        try:
            while self.hub.webhook["url"] and not await self._brought(update):
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST)
            with self.hub.lock:
                if self.hub.webhook["url"]:
                    self.hub.pending.done(update["update_id"])
        finally:
            self._flying.pop(queue_of(update), None)
            self._changed.set()

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
        hook = self.hub.webhook
        headers = {SECRET: hook["secret_token"]} if hook["secret_token"] else {}
        try:
            async with self._client.post(hook["url"], json=update, headers=headers) as answer:
                status = answer.status
        except (aiohttp.ClientError, TimeoutError):
            status = 0
        self.deliveries.append((update["update_id"], status))
        return 200 <= status < 300


async def _read(request: web.Request, method: str) -> Called:
    """Parameters from the query, a form, multipart or JSON, as the Bot API takes them."""
    if request.content_type == "application/json":
        params: dict[str, Any] = await request.json()
        return Called(method, params)
    texts: dict[str, str] = dict(request.query)
    files: dict[str, tuple[str, bytes]] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = (value.filename, value.file.read())
        else:
            texts[name] = str(value)
    return Called(method, *_attached(method, texts, files))


def _attached(
    method: str, texts: dict[str, str], files: dict[str, tuple[str, bytes]]
) -> tuple[dict[str, Any], dict[str, tuple[str, bytes]]]:
    """A file sent under another name is pointed at: document=attach://that-name."""
    pointed = {name: text[9:] for name, text in texts.items() if text.startswith("attach://")}
    found = {name: files.pop(at) for name, at in pointed.items() if at in files}
    params = {
        name: decoded(method, name, text) for name, text in texts.items() if name not in found
    }
    return params, files | found


def _error(status: int, reason: str = "", *, after: int = 0) -> web.Response:
    """As Telegram says it; a 502 is a proxy's, and no JSON but a page that repeats what was asked (*reason*)."""
    if status not in TITLES:
        return web.Response(
            status=status, text=f"<html>Bad Gateway {reason}</html>", content_type="text/html"
        )
    wait = f"retry after {after}" if status == 429 else reason
    body: Body = {"ok": False, "error_code": status, "description": TITLES[status]}
    if wait:
        body["description"] += f": {wait}"
    if status == 429:
        body["parameters"] = {"retry_after": after}
    return web.Response(status=status, text=json.dumps(body), content_type="application/json")
