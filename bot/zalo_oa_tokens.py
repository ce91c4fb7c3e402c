"""Keeps an Official Account's access token good. A refresh token opens once, so one process renews and the others
read; the new pair is stored before it is used. Not the first pair: a person gives that (`bot.zalo_oa_login`).

What cannot be helped: a process that dies between the platform's answer and the commit takes the new pair with it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError

from bot.channels.zalo_oa import CHANNEL
from bot.faults import Fault, none
from bot.secret import Secret
from bot.zalo_oa_client import NoTokens, OAuth, Silent
from storage import credentials
from storage.credentials import Tokens
from storage.errors import Busy
from storage.store import Store
from storage.tasks import Work

log = logging.getLogger(__name__)

T = TypeVar("T")

EARLY = 5
"""Renewed in the last fifth of its life, which is 5 of 25 hours: there is time to call somebody."""
LEASE = timedelta(seconds=60)
"""Longer than the request may take."""
LOOK = 0.1
"""Seconds between looks whether the other process has done it."""
LOOKS = 100
REMEDY = (
    "Zalo OA: mã làm mới không dùng được nữa (mã lỗi %s) nên không gửi được tin. "
    "Xin chạy: thuky zalo-oa login"
)
NOT_RENEWED = "Zalo OA: không làm mới được mã truy cập (mã lỗi %s). Xin kiểm tra ứng dụng ở developers.zalo.me."
NONE_YET = "Zalo OA: chưa có mã truy cập nên chưa gửi được tin. Xin chạy: thuky zalo-oa login"
LOST = "Zalo OA: chưa cất được mã mới vì cơ sở dữ liệu báo lỗi (%s), đang thử lại. Xin đừng dừng chương trình."


class NoAccess(Exception):  # noqa: N818
    """There is no good access token, and none to be had without a person."""


class Keeper:
    """One process's view of the tokens of one app."""

    def __init__(
        self, store: Store, oauth: OAuth, now: Callable[[], datetime], fault: Fault = none
    ) -> None:
        self._store = store
        self._oauth = oauth
        self._now = now
        self._fault = fault
        self._known: Tokens | None = None
        self._dead = ""
        """The refresh token that the platform refused; another may have been given since."""
        self._told = False
        self._alone = asyncio.Lock()
        self._renewal: asyncio.Task[Tokens] | None = None

    async def access(self, stale: Secret | None = None) -> Secret:
        """One that should be good, and is not *stale*, which the platform refused. Raises NoAccess or Silent."""
        async with self._alone:
            known = self._known
            if known is None or _is(known, stale) or self._ends_soon(known):
                known = self._known = await self._fresh(stale)
        return Secret(known.access)

    async def close(self) -> None:
        """A renewal that has begun is finished: what it brings is nowhere else."""
        if self._renewal is not None:
            await asyncio.wait({self._renewal})

    async def _fresh(self, stale: Secret | None) -> Tokens:
        """From the database, if another has renewed them; else renewed; else as they are, if good for a while."""
        found = await self._load()
        if not (_is(found, stale) or self._ends_soon(found)):
            self._told = False
            return found
        self._renewal = asyncio.create_task(self._renew(found, stale))
        try:
            found = await asyncio.shield(self._renewal)
        except (NoAccess, Silent):
            if not self._is_good(found, stale):
                raise
        else:
            self._told = False
        return found

    async def _load(self) -> Tokens:
        found = await self._do(lambda tx: credentials.load(tx, CHANNEL, self._oauth.app))
        if found is None:
            self._tell(NONE_YET)
            raise NoAccess
        return found

    async def _renew(self, old: Tokens, stale: Secret | None) -> Tokens:
        """Whoever is not first waits for who is."""
        if old.refresh == self._dead:
            raise NoAccess
        if not await self._claim(old):
            return await self._awaited(old, stale)
        self._fault("zalo-oa.claimed")
        try:
            new = await self._oauth.refresh(Secret(old.refresh), self._now())
        except NoTokens as error:
            await self._give_back(old)
            return await self._refused(old, error)
        except Silent:
            await self._give_back(old)
            raise
        self._fault("zalo-oa.renewed")
        return await self._stored(old, new)

    async def _claim(self, old: Tokens) -> bool:
        key, now = self._oauth.app, self._now()
        return await self._do(
            lambda tx: credentials.claim(tx, CHANNEL, key, old.refresh, now, LEASE)
        )

    async def _give_back(self, old: Tokens) -> None:
        key = self._oauth.app
        await self._do(lambda tx: credentials.release(tx, CHANNEL, key, old.refresh))

    async def _refused(self, old: Tokens, error: NoTokens) -> Tokens:
        """Unless a person has given others meanwhile, somebody must."""
        if (now := await self._load()).refresh != old.refresh:
            return now
        if error.dead:
            self._dead = old.refresh
        self._tell(REMEDY if error.dead else NOT_RENEWED, error.code)
        raise NoAccess

    async def _awaited(self, old: Tokens, stale: Secret | None) -> Tokens:
        """What the other process got. Raises Silent if that takes long, or if there is no hurry."""
        for _ in range(LOOKS):
            if (found := await self._load()).refresh != old.refresh:
                return found
            if self._is_good(found, stale):
                break
            await asyncio.sleep(LOOK)
        raise Silent("another process renews the tokens")

    async def _stored(self, old: Tokens, new: Tokens) -> Tokens:
        """However long the database is busy. Then what holds: a person may have given others meanwhile."""
        key = self._oauth.app
        while True:
            try:
                await self._do(lambda tx: credentials.renew(tx, CHANNEL, key, old.refresh, new))
                return await self._load()
            except (Busy, SQLAlchemyError) as error:
                log.error(LOST, type(error).__name__)  # noqa: TRY400 - an error's text may hold a token
                await asyncio.sleep(LOOK)

    def _is_good(self, tokens: Tokens, stale: Secret | None) -> bool:
        return not _is(tokens, stale) and tokens.expires_at > self._now()

    def _ends_soon(self, tokens: Tokens) -> bool:
        life = tokens.expires_at - tokens.got_at
        return tokens.expires_at - self._now() < life / EARLY

    def _tell(self, sentence: str, *more: object) -> None:
        """Once, until all is well again."""
        if not self._told:
            log.error(sentence, *more)
        self._told = True

    async def _do(self, work: Work[T]) -> T:
        return await asyncio.wrap_future(self._store.submit(work))


def _is(tokens: Tokens, access: Secret | None) -> bool:
    return access is not None and access.matches(tokens.access)
