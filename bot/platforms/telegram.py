"""Telegram as a platform: one bot, spoken to with python-telegram-bot's client, heard by long poll or webhook.

The network and its errors, nothing else: what updates mean and messages look like is `bot.channels.telegram`.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import telegram
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot import verdicts
from bot.channels.telegram import (
    CHANNEL,
    UPDATES,
    Call,
    Kind,
    answer,
    kind_of,
    parse,
    render,
    set_up,
    strip_keyboard,
    typing,
    uploading,
)
from bot.incoming import Fact, InGroup, Membership, Press, Where
from bot.platforms import Batch, Grouped, Hook, Left, Returned, SecretHeader, Unwelcome, Update
from bot.runner import Incoming
from bot.settings import Settings
from bot.verdicts import Blocked, Malformed, Sent, Verdict, Wait
from flows.dialogue.messages import Message
from storage.chats import Address
from storage.files import File

log = logging.getLogger(__name__)

HEADER = "X-Telegram-Bot-Api-Secret-Token"
POLL = 25
"""Seconds that Telegram holds a poll open."""
MARGIN = 10
REJECTED = (
    "Telegram không nhận TELEGRAM_TOKEN. Xin lấy lại mã ở @BotFather (/mybots, API Token) rồi đặt lại biến này."
)  # fmt: skip
_BASE, _FILES = "https://api.telegram.org/bot", "https://api.telegram.org/file/bot"


class Telegram:
    """`bot.platforms.Platform` for the bot that this token belongs to."""

    channel = CHANNEL

    def __init__(self, settings: Settings) -> None:
        token = settings.telegram_token
        self._bot = telegram.Bot(
            token.reveal(),
            base_url=settings.telegram_base_url or _BASE,
            base_file_url=settings.telegram_base_file_url or _FILES,
            # Together less than a message's lease: whoever holds it has an answer before it runs out.
            request=HTTPXRequest(
                read_timeout=15, write_timeout=15, pool_timeout=5, media_write_timeout=30
            ),
        )
        self._polling = HTTPXRequest(connection_pool_size=1, read_timeout=POLL + MARGIN)
        self._id = token.reveal().partition(":")[0]
        self._next = 0
        self._presses: dict[str, Press] = {}
        self.hook: Hook = SecretHeader(HEADER, token.derive("telegram webhook"))
        self._secret = token.derive("telegram webhook")

    async def open(self, url: str) -> None:
        """Where updates go, then the page. What waits at Telegram is never thrown away."""
        if not await self._is_known():
            raise Unwelcome(REJECTED)
        await self._polling.initialize()
        if url:
            await self._set_webhook(url)
        else:
            await self._bot.delete_webhook()
        for call in set_up():
            await self._dress(call)

    async def _set_webhook(self, url: str) -> None:
        try:
            await self._bot.set_webhook(
                url, secret_token=self._secret.reveal(), allowed_updates=UPDATES
            )
        except BadRequest:
            log.warning(
                "Telegram refuses PUBLIC_URL: it must reach it by https, with a valid certificate"
            )
            raise

    async def _dress(self, call: Call) -> None:
        """A page without its menu or description is better than a bot that hears nothing."""
        try:
            await self._do(call)
        except TelegramError as error:
            log.warning("%s: %s", call.method, type(error).__name__)

    async def _is_known(self) -> bool:
        """The library's own error holds the token, so it goes no further."""
        try:
            await self._bot.initialize()
        except InvalidToken:
            return False
        return True

    # --- hearing ---------------------------------------------------------------------------------

    async def updates(self) -> AsyncIterator[Batch]:
        """Raw, and read one by one: an update that cannot be read must not stop those behind it."""
        while True:
            asked = {
                "offset": self._next,
                "timeout": POLL,
                "allowed_updates": json.dumps(UPDATES),
            }
            found: Any = await self._polling.post(
                f"{self._bot.base_url}/getUpdates?{urlencode(asked)}"
            )
            if found:
                yield Batch(
                    [each for raw in found for each in self._read(raw)],
                    str(found[-1]["update_id"] + 1),
                )

    async def acknowledge(self, batch: Batch) -> None:
        """With the next poll."""
        self._next = int(batch.mark)

    def read(self, body: bytes) -> Sequence[Update]:
        raw = json.loads(body)
        if not isinstance(raw, dict):
            raise ValueError("no update")  # noqa: TRY004 - as the protocol says
        return self._read(raw)

    def _read(self, raw: dict[str, Any]) -> list[Update]:
        try:
            update = parse(telegram.Update.de_json(raw, self._bot), self._id)
        except Exception as error:  # noqa: BLE001 - it would come again for ever
            log.warning("an update cannot be read: %s", type(error).__name__)
            return []
        if update is None:
            return []
        if update.press:
            self._presses[update.key] = update.press
        facts = update.keyed()
        return [found for key, each in facts if (found := _shelled(update.where, key, each))]

    async def heard(self, updates: Sequence[Update]) -> None:
        """Side by side: a press is answered within seconds or never, whatever becomes of another call."""
        calls = [call for each in updates for call in self._on_press(each)]
        chats = {each.address: None for each in updates if isinstance(each, Incoming)}
        calls += (typing(int(at.chat), thread=at.thread) for at in chats)
        await asyncio.gather(*(self._try(call) for call in calls))

    async def _try(self, call: Call) -> None:
        with suppress(TelegramError):
            await self._do(call)

    def _on_press(self, update: Update) -> list[Call]:
        press = self._presses.pop(update.key, None)
        if press is None:
            return []
        return [answer(press.id), strip_keyboard(int(update.address.chat), press.message)]

    # --- speaking --------------------------------------------------------------------------------

    async def send(self, address: Address, message: Message, file: File | None) -> Verdict:
        attached = (file.name, file.data) if file else None
        verdict: Verdict = Sent("", datetime.now(UTC))  # nothing to say is said
        for call in render(int(address.chat), message, attached, thread=address.thread):
            verdict = await self._say(call)
            if not isinstance(verdict, Sent):
                return verdict
        return verdict

    async def _say(self, call: Call) -> Verdict:
        try:
            shown = await self._do(call)
        except TelegramError as error:
            return _verdict(*kind_of(error))
        return Sent(str(shown.message_id), shown.date.astimezone(UTC))

    async def retire(self, address: Address, platform_id: str) -> None:
        """What can have no buttons any more has none: raises only where trying again may help."""
        with suppress(BadRequest, Forbidden):
            await self._do(strip_keyboard(int(address.chat), int(platform_id)))

    async def working(self, address: Address) -> None:
        await self._do(uploading(int(address.chat), thread=address.thread))

    async def close(self) -> None:
        await self._bot.shutdown()
        await self._polling.shutdown()

    async def _do(self, call: Call) -> Any:
        """The library's method has the API's own name. Raises TelegramError."""
        return await getattr(self._bot, call.method)(**_arguments(call))


def _shelled(where: Where, key: str, fact: Fact) -> Update | None:
    """A neutral fact as what the shell takes in."""
    address = Address(where.channel, where.bot, where.chat, where.user, where.thread)
    match fact:
        case Membership(blocked):
            return Left(address, key) if blocked else Returned(address, key)
        case InGroup(added):
            return Grouped(Address(where.channel, where.bot, where.chat, ""), key, added)
        case _:
            return Incoming(address, key, fact)


def _arguments(call: Call) -> Mapping[str, Any]:
    """As the library wants them: its own types where the API has objects."""
    found: dict[str, Any] = dict(call.params)
    if markup := found.get("reply_markup"):
        found["reply_markup"] = telegram.InlineKeyboardMarkup.de_json(markup, None)
    if commands := found.get("commands"):
        found["commands"] = [(each["command"], each["description"]) for each in commands]
        found["scope"] = telegram.BotCommandScope.de_json(found["scope"], None)
    for name, (filename, content) in call.files.items():
        found[name] = telegram.InputFile(content, filename=filename)
    return found


def _verdict(kind: Kind, after: float) -> Verdict:
    match kind:
        case Kind.RETRY_AFTER:
            return Wait(after)
        case Kind.BLOCKED:
            return Blocked()
        case Kind.MALFORMED | Kind.GONE:
            return Malformed()
        case _:
            return verdicts.Again()
