"""The Zalo Bot Platform to the serving process: its API over HTTP, and when to call which method.

Not what is said or heard: that is the channel. The token stands in every URL, so nothing that knows one is raised.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime

import httpx

from bot.channels import zalo_bot as channel
from bot.channels.zalo_bot import Call, Kind, code, verdict
from bot.incoming import InGroup, Membership
from bot.incoming import Update as Heard
from bot.platforms import Batch, Grouped, Hook, SecretHeader, Unwelcome, Update
from bot.runner import Incoming
from bot.secret import Secret
from bot.settings import Settings
from bot.verdicts import Again, Malformed, Sent, Verdict, Wait
from flows.dialogue.messages import Message
from outlines.reading import Json
from storage.chats import Address
from storage.files import File

log = logging.getLogger(__name__)

HEADER = "X-Bot-Api-Secret-Token"
POLL = 30
"""Seconds that the platform waits for an update; our own patience must be longer."""
PATIENCE = 20.0
OUT_OF_QUOTA = 3600.0
"""Seconds of silence when the plan is used up."""
NO_TOKEN = 300.0
LONGEST = 30.0
WRONG_TOKEN = (
    "ZALO_BOT_TOKEN không dùng được: Zalo không nhận mã này. Xin lấy lại mã trong Zalo Bot Creator."  # noqa: S105
)
HOOKED = (
    "Bot Zalo này đang đặt webhook ở một địa chỉ khác nên không nhận tin bằng cách hỏi vòng được. "
    "Xin đặt PUBLIC_URL để nhận qua webhook, hoặc gọi deleteWebhook của bot rồi chạy lại."
)
USED_UP = "Zalo báo đã hết hạn mức tin của tháng: tạm ngừng gửi, tin còn lại nằm trong hộp đi."


class Unreachable(Exception):  # noqa: N818
    """The platform did not answer, or not as it should. The text is a method and a class or a code."""


class Client:
    """One method, one request; retries are the caller's business."""

    def __init__(self, token: Secret, base: str) -> None:
        self._token = token
        self._base = base.rstrip("/")
        self._http = httpx.AsyncClient(timeout=PATIENCE)

    async def call(self, call: Call, patience: float = PATIENCE) -> tuple[int, Json]:
        """Status and body, None if it is no JSON. Raises Unreachable."""
        url = f"{self._base}/bot{self._token.reveal()}/{call.method}"
        try:
            answer = await self._http.post(url, json=dict(call.params), timeout=patience)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Unreachable(f"{call.method}: {type(error).__name__}") from None
        try:
            return answer.status_code, answer.json()
        except ValueError:
            return answer.status_code, None

    async def close(self) -> None:
        await self._http.aclose()


class ZaloBot:
    """`monthly`: how many messages the plan has; who counts them is `bot.quota`."""

    channel = channel.CHANNEL

    def __init__(
        self, token: Secret, secret: Secret, base: str, monthly: int, haste: float = 1.0
    ) -> None:
        self.bot = token.reveal().partition(":")[0]
        self.monthly = monthly
        self._secret = secret or token.derive("zalo bot webhook")
        self._client = Client(token, base)
        self._haste = haste

    @property
    def hook(self) -> Hook:
        return SecretHeader(HEADER, self._secret)

    async def open(self, url: str) -> None:
        await self._ask(Call("getMe", {}))
        set_now = await self._webhook()
        if not url and set_now:
            raise Unwelcome(HOOKED)
        if url and url != set_now:  # calls of setWebhook are limited by the day
            params: dict[str, Json] = {"url": url, "secret_token": self._secret.reveal()}
            _warn_of(await self._ask(Call("setWebhook", params)))

    async def updates(self) -> AsyncIterator[Batch]:
        """One update a poll, and no cursor: what was handed out and not stored is not handed out again."""
        troubles = 0
        while True:
            began = time.monotonic()
            status, body = await self._client.call(
                Call("getUpdates", {"timeout": POLL}), POLL + PATIENCE
            )
            match verdict(status, body):
                case Kind.FINE:
                    yield Batch(self._heard(body))
                    troubles = 0
                case Kind.IDLE:
                    troubles = 0 if time.monotonic() - began > 1 / self._haste else 1
                case Kind.WRONG_TOKEN:
                    raise Unwelcome(WRONG_TOKEN)
                case Kind.REFUSED:
                    raise Unreachable(f"getUpdates: {code(status, body)}")
                case _:
                    troubles += 1
            if troubles:
                await asyncio.sleep(min(2.0 ** (troubles - 1), LONGEST) / self._haste)

    async def acknowledge(self, batch: Batch) -> None:
        """There is nothing to say: it was forgotten when it was handed out."""

    def read(self, body: bytes) -> Sequence[Update]:
        """The platform also probes with nothing at all."""
        return self._heard(json.loads(body)) if body.strip() else []

    async def heard(self, updates: Sequence[Update]) -> None:
        for chat in dict.fromkeys(e.address.chat for e in updates if isinstance(e, Incoming)):
            await self._client.call(channel.typing(chat))

    async def working(self, address: Address) -> None:
        await self._client.call(channel.typing(address.chat))

    async def send(self, address: Address, message: Message, file: File | None) -> Verdict:  # noqa: ARG002 - none is taken
        call = channel.render(address.chat, message)
        if call is None:
            return Malformed()
        status, body = await self._client.call(call)
        match verdict(status, body):
            case Kind.FINE:
                return _sent(body)
            case Kind.REFUSED:
                return Malformed()
            case Kind.QUOTA:
                log.warning(USED_UP)
                return Wait(OUT_OF_QUOTA / self._haste, everybody=True)
            case Kind.WRONG_TOKEN:
                log.warning(WRONG_TOKEN)
                return Wait(NO_TOKEN / self._haste, everybody=True)
        return Again()

    async def retire(self, address: Address, platform_id: str) -> None:
        """There are no buttons."""

    async def close(self) -> None:
        await self._client.close()

    # --- in common ---

    async def _ask(self, call: Call) -> Json:
        """The result. Raises Unwelcome or Unreachable."""
        status, body = await self._client.call(call)
        match verdict(status, body):
            case Kind.FINE:
                return body.get("result") if isinstance(body, dict) else None
            case Kind.WRONG_TOKEN:
                raise Unwelcome(WRONG_TOKEN)
        raise Unreachable(f"{call.method}: {code(status, body)}")

    async def _webhook(self) -> str:
        """Where it is set to; none is a 404, or an empty address."""
        status, body = await self._client.call(Call("getWebhookInfo", {}))
        kind = verdict(status, body)
        if kind not in {Kind.FINE, Kind.REFUSED}:
            raise Unreachable(f"getWebhookInfo: {code(status, body)}")
        result = body.get("result") if isinstance(body, dict) and kind is Kind.FINE else None
        return str(result.get("url", "")) if isinstance(result, dict) else ""

    def _heard(self, body: Json) -> list[Update]:
        found = (channel.parse(each, self.bot) for each in channel.unwrapped(body))
        return [meant for each in found if each for meant in _meant(each)]


def _meant(update: Heard) -> list[Update]:
    where = update.where
    private = Address(where.channel, where.bot, where.chat, where.user)
    group = Address(where.channel, where.bot, where.chat, "")
    found: list[Update] = []
    for key, fact in update.keyed():
        match fact:
            case InGroup(added):
                found.append(Grouped(group, key, added))
            case Membership():
                pass
            case event:
                found.append(Incoming(private, key, event))
    return found


def _sent(body: Json) -> Sent:
    result = body.get("result") if isinstance(body, dict) else None
    said = result if isinstance(result, dict) else {}
    date = said.get("date")
    at = datetime.fromtimestamp(date / 1000, UTC) if isinstance(date, int) else datetime.now(UTC)
    return Sent(str(said.get("message_id", "")), at)


def _warn_of(result: Json) -> None:
    """The address is kept even if the platform could not reach it."""
    found = result.get("verification") if isinstance(result, dict) else None
    if isinstance(found, dict) and found.get("ok") is not True:
        log.warning("Zalo chưa gọi được webhook: %s", found.get("outcome"))


def zalo_bot(settings: Settings) -> ZaloBot:
    return ZaloBot(
        settings.zalo_bot_token,
        settings.zalo_bot_secret,
        settings.zalo_bot_base_url,
        settings.zalo_bot_monthly,
        settings.haste,
    )
