"""A fake of openapi.zalo.me and oauth.zaloapp.com over real HTTP on loopback: `with FakeApi() as api:`.

Carries calls to the hub and signed events to the bot's webhook, again and again until they are confirmed, and
misbehaves as told. What the methods do is the hub's business.
"""

from __future__ import annotations

import asyncio
import json
import threading
from contextlib import suppress
from hashlib import sha256
from typing import Any, Self

import aiohttp
from aiohttp import web

from tests.telegram.mischief import WEBHOOK, Delay, Drop, Mischief, Refuse, Repeat, Script
from tests.zalo_oa.hub import APP, APP_SECRET, OA_SECRET, Body, Hub, RefusedError

UPLOAD = 20 * 2**20
PAUSES = (0.02, 0.05, 0.1, 0.3)
"""Seconds before a delivery is tried again; Zalo's are 30, and up to an hour."""
PATIENT = 2.0
"""Seconds that a bot may take to answer a delivery."""


class FakeApi:
    """`hook`: where events go; empty: nowhere."""

    def __init__(self, hub: Hub | None = None, mischief: Mischief | None = None) -> None:
        self.hub = hub or Hub()
        self.script = Script()
        self.mischief: Mischief = mischief or self.script
        self.hook = ""
        self.deliveries: list[tuple[str, int, int]] = []
        """Event name, retries before it, and the status that the bot answered, 0 for none."""
        self._loop = asyncio.new_event_loop()
        self._changed = asyncio.Event()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._flying: dict[str, asyncio.Task[None]] = {}
        self._port = 0

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def deliver_to(self, url: str) -> None:
        """As the operator sets it in the console."""
        self.hook = url
        self._ring()

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
        self._loop.call_soon_threadsafe(self._changed.set)

    async def _start(self) -> None:
        app = web.Application(client_max_size=UPLOAD)
        app.router.add_post("/v3.0/oa/message/cs", self._message)
        app.router.add_post("/v2.0/oa/upload/file", self._upload)
        app.router.add_post("/v3.0/oa/quota/message", self._quota)
        app.router.add_get("/v2.0/oa/getoa", self._account)
        app.router.add_post("/v4/oa/access_token", self._oauth)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
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

    # --- calls ---

    async def _message(self, request: web.Request) -> web.Response:
        body = await request.json()
        return await self._answered("send", request, lambda at: self.hub.message(at, body))

    async def _upload(self, request: web.Request) -> web.Response:
        [(field, found)] = (await request.post()).items()
        assert isinstance(found, web.FileField)
        name, data = found.filename, found.file.read()
        return await self._answered(
            "upload", request, lambda at: self.hub.upload(at, field, name, data)
        )

    async def _quota(self, request: web.Request) -> web.Response:
        user = (await request.json())["user_id"]
        return await self._answered("quota", request, lambda at: self.hub.quota(at, user))

    async def _account(self, request: web.Request) -> web.Response:
        return await self._answered("account", request, self.hub.account)

    async def _answered(self, name: str, request: web.Request, ask: Any) -> web.Response:
        """Errors come with status 200."""
        mishap = self.mischief(name)
        if isinstance(mishap, Refuse):
            return _refused(mishap.status)
        if isinstance(mishap, Delay):
            await asyncio.sleep(mishap.seconds)
        try:
            answer: Body = {"data": ask(request.headers.get("access_token", ""))}
            answer |= {"error": 0, "message": "Success"}
        except RefusedError as error:
            answer = {"error": error.error, "message": str(error)}
        if isinstance(mishap, Drop) and request.transport:
            request.transport.abort()
        return web.json_response(answer)

    async def _oauth(self, request: web.Request) -> web.Response:
        mishap = self.mischief("oauth")
        if isinstance(mishap, Refuse):
            return _refused(mishap.status)
        if isinstance(mishap, Delay):
            await asyncio.sleep(mishap.seconds)
        form = {name: str(value) for name, value in (await request.post()).items()}
        right = form.get("app_id") == APP and request.headers.get("secret_key") == APP_SECRET
        with self.hub.lock:
            answer = self.hub.grants.ask(form) if right else {"error": -14004}
        if isinstance(mishap, Drop) and request.transport:
            request.transport.abort()
        return web.json_response(answer)

    # --- the webhook ---

    async def _deliver(self) -> None:
        """One person's events in order, as long as all goes well; people side by side."""
        while True:
            for queue, event in self._heads().items():
                if queue not in self._flying:
                    self._flying[queue] = asyncio.create_task(self._bring(queue, event))
            self._changed.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(1.0):
                    await self._changed.wait()

    def _heads(self) -> dict[str, Body]:
        found: dict[str, Body] = {}
        with self.hub.lock:
            for each in self.hub.pending if self.hook else []:
                found.setdefault(_queue(each), each)
        return found

    async def _bring(self, queue: str, event: Body) -> None:
        try:
            retries = 0
            while self.hook and not await self._brought(event, retries):
                await asyncio.sleep(PAUSES[min(retries, len(PAUSES) - 1)])
                retries += 1
            if self.hook:
                self.hub.done(event)
        finally:
            self._flying.pop(queue, None)
            self._changed.set()

    async def _brought(self, event: Body, retries: int) -> bool:
        mishap = self.mischief(WEBHOOK)
        if isinstance(mishap, Refuse):
            return False
        if isinstance(mishap, Delay):
            await asyncio.sleep(mishap.seconds)
        if isinstance(mishap, Repeat | Drop):
            await self._post(event, retries)
        return not isinstance(mishap, Drop) and await self._post(event, retries)

    async def _post(self, event: Body, retries: int) -> bool:
        body = json.dumps(event, ensure_ascii=False).encode()
        headers = {"X-ZEvent-Signature": f"mac={sign(body, event['timestamp'])}"}
        if retries:
            headers["num_retry"] = str(retries)
        try:
            async with self._client.post(self.hook, data=body, headers=headers) as answer:
                status = answer.status
        except (aiohttp.ClientError, TimeoutError):
            status = 0
        self.deliveries.append((event["event_name"], retries, status))
        return status == 200


def sign(body: bytes, timestamp: str, secret: str = OA_SECRET) -> str:
    return sha256(APP.encode() + body + timestamp.encode() + secret.encode()).hexdigest()


def _queue(event: Body) -> str:
    ids = {str(event.get(who, {}).get("id")) for who in ("sender", "recipient", "follower")}
    return " ".join(sorted(ids))


def _refused(status: int) -> web.Response:
    """A negative one is an error of the API, 429 its limit, any other a proxy's."""
    if status == 429 or status < 0:
        error = -32 if status == 429 else status
        return web.json_response({"error": error, "message": "refused"})
    return web.Response(status=status, text="<html>Bad Gateway</html>", content_type="text/html")
