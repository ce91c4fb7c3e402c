"""The Zalo Official Account to the serving process: when to call which method of its API, and whom to believe.

Not what is said or heard: that is the channel. Heard by webhook only. Nothing that knows a token is raised.
"""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.channels import zalo_oa as channel
from bot.channels.zalo_oa import Kind
from bot.faults import Fault, none
from bot.incoming import Membership
from bot.incoming import Update as Heard
from bot.platforms import Batch, Hook, Left, Returned, Unwelcome, Update
from bot.runner import Incoming
from bot.secret import Secret
from bot.settings import Settings
from bot.verdicts import Malformed, Sent, Unreachable, Verdict, Wait
from bot.zalo_oa_client import Api, OAuth
from bot.zalo_oa_tokens import Keeper, NoAccess
from flows.dialogue.events import Pressed, Said, SentFile, Started
from flows.dialogue.messages import Message
from outlines.reading import Json
from storage.chats import Address
from storage.files import File
from storage.store import Store

log = logging.getLogger(__name__)

FREE, OPEN = timedelta(hours=48), timedelta(days=7)
"""Since the person's last word: how long it costs nothing to speak, and how long it can be done at all."""
REMEMBERED = 10_000
"""People whose last word is known without asking."""
NO_ACCESS = Wait(600.0, everybody=True)
NEEDS_WEBHOOK = "Zalo OA chỉ nhận tin qua webhook: xin đặt PUBLIC_URL."
SET_UP = (
    "Zalo OA báo lỗi %s: chưa gửi được tin cho đến khi sửa xong ứng dụng, gói dịch vụ hoặc quyền của OA. "
    "Tin còn lại nằm trong hộp đi."
)
UNKNOWN = "Zalo OA báo lỗi %s"


@dataclass(frozen=True, slots=True)
class Signature:
    """The hook. A probe without a body proves nothing and says nothing."""

    app: str
    secret: Secret

    def admits(self, headers: Mapping[str, str], body: bytes) -> bool:
        said = headers.get(channel.HEADER, "")
        return not body or channel.signed(said, self.app, body, self.secret.reveal())


class ZaloOA:
    """`now`: the platform's clock, for its windows."""

    channel = channel.CHANNEL

    def __init__(
        self,
        settings: Settings,
        store: Store,
        fault: Fault = none,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        self._now = now or (lambda: datetime.now(UTC))
        app, secret = settings.zalo_oa_app_id, settings.zalo_oa_app_secret
        oauth = OAuth(settings.zalo_oauth_base_url, app, secret)
        self._api = Api(settings.zalo_oa_base_url, secret)
        self._keeper = Keeper(store, oauth, self._now, fault)
        self._haste = settings.haste
        self._told: set[int] = set()
        self._spoke: dict[str, datetime] = {}
        """Person -> their last word, as far as this process knows; the newest last."""
        self.hook: Hook = Signature(app, settings.zalo_oa_secret_key or secret)

    async def open(self, url: str) -> None:
        """The webhook is set by hand, in the app's console. Without tokens we hear and wait."""
        if not url:
            raise Unwelcome(NEEDS_WEBHOOK)
        try:
            await self._keeper.access()
        except NoAccess:
            return  # told

    async def updates(self) -> AsyncIterator[Batch]:
        """There is no poll."""
        batches: list[Batch] = []
        for each in batches:
            yield each

    async def acknowledge(self, batch: Batch) -> None:
        """The answer to the webhook has said it."""

    def read(self, body: bytes) -> Sequence[Update]:
        if not body.strip():
            return []
        event = json.loads(body)
        if not isinstance(event, dict):
            raise ValueError("no event")  # noqa: TRY004 - as the protocol says
        update = channel.parse(event)
        return _meant(update) if update else []

    async def heard(self, updates: Sequence[Update]) -> None:
        for each in updates:
            if not isinstance(each, Left):
                self._note(each.address.chat, self._now())

    async def working(self, address: Address) -> None:
        """There is nothing that shows it."""

    async def retire(self, address: Address, platform_id: str) -> None:
        """Buttons stay where they are; a late press is answered."""

    async def close(self) -> None:
        await self._keeper.close()
        await self._api.close()

    # --- speaking ---

    async def send(self, address: Address, message: Message, file: File | None) -> Verdict:
        """A message that was cut is one request, or an upload and one."""
        bodies = channel.render(address.chat, message)
        if not (bodies or file) or (file and len(file.data) > channel.LARGEST):
            return Malformed()
        try:
            return await self._windowed(address.chat) or await self._say(address.chat, bodies, file)
        except NoAccess:
            return self._hasty(NO_ACCESS)

    async def _say(self, user: str, bodies: Sequence[Json], file: File | None) -> Verdict:
        verdict: Verdict = Malformed()
        for body in bodies:
            verdict = await self._sent(body)
            if not isinstance(verdict, Sent):
                return verdict
        return await self._handed(user, file) if file else verdict

    async def _handed(self, user: str, file: File) -> Verdict:
        name = channel.file_name(file.name)
        code, body = await self._call(lambda access: self._api.upload(access, name, file.data))
        token = _token(body)
        if code or not token:
            return self._judged(code) if code else Malformed()
        return await self._sent(channel.sent_file(user, token))

    async def _sent(self, body: Json) -> Verdict:
        code, said = await self._call(lambda access: self._api.send(access, body))
        return self._judged(code) if code else channel.read(said, self._now())

    async def _call(self, ask: Callable[[Secret], Awaitable[tuple[int, Json]]]) -> tuple[int, Json]:
        """Once more where a newer token, or the proof, may help."""
        access = await self._keeper.access()
        code, body = await ask(access)
        kind = channel.verdict(code).kind if code else None
        if kind is Kind.RENEW:
            return await ask(await self._keeper.access(access))
        if kind is Kind.PROVE and not self._api.prove:
            self._api.prove = True
            return await ask(access)
        if not code:
            self._told.clear()
        return code, body

    def _judged(self, code: int) -> Verdict:
        found = channel.verdict(code)
        if found.kind is not None and code not in self._told:
            self._told.add(code)
            log.error(SET_UP, code)
        else:
            log.info(UNKNOWN, code)
        return self._hasty(found.verdict)

    def _hasty(self, verdict: Verdict) -> Verdict:
        if isinstance(verdict, Wait):
            return replace(verdict, seconds=verdict.seconds / self._haste)
        return verdict

    # --- windows ---

    async def _windowed(self, user: str) -> Verdict | None:
        """Whoever spoke in the last 48 hours may be answered; of others the platform is asked first."""
        spoke = self._spoke.get(user)
        if spoke is not None and self._now() - spoke < FREE:
            return None
        code, body = await self._call(lambda access: self._api.quota(access, user))
        if code:
            return None  # the sending itself will tell
        last, remain = channel.window(body)
        if last is None:
            return None
        self._note(user, last)
        age = self._now() - last
        return Unreachable() if age > OPEN or (age < FREE and remain == 0) else None

    def _note(self, user: str, at: datetime) -> None:
        self._spoke.pop(user, None)
        self._spoke[user] = at
        if len(self._spoke) > REMEMBERED:
            del self._spoke[next(iter(self._spoke))]


def _meant(update: Heard) -> list[Update]:
    where = update.where
    address = Address(where.channel, where.bot, where.chat, where.user)
    found: list[Update] = []
    for key, fact in update.keyed():
        match fact:
            case Membership(blocked):
                found.append(Left(address, key) if blocked else Returned(address, key))
            case Started() | Said() | Pressed() | SentFile():
                found.append(Incoming(address, key, fact))
    return found


def _token(body: Json) -> str:
    data = body.get("data") if isinstance(body, dict) else None
    said = data if isinstance(data, dict) else {}
    return str(said.get("token") or said.get("attachment_id") or "")


def zalo_oa(settings: Settings, store: Store, fault: Fault = none) -> ZaloOA:
    return ZaloOA(settings, store, fault)
