"""Warns the operator before a bot's monthly messages are used up. Counts, stops nothing, tells no words."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from typing import Protocol, runtime_checkable

from bot.house import House
from storage import quota

log = logging.getLogger(__name__)

HERE = timezone(timedelta(hours=7))
LEVELS = (80, 95)
"""Percent at which the operator is told, once a month each."""
LOOK = 3600.0
"""Seconds between counts."""


@runtime_checkable
class Metered(Protocol):
    """A platform whose plan has so many messages a month, both ways counted."""

    @property
    def channel(self) -> str: ...

    bot: str
    monthly: int


class Meter:
    def __init__(self, house: House, platform: Metered) -> None:
        self._house = house
        self._platform = platform
        self._told: set[tuple[datetime, int]] = set()

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            await asyncio.to_thread(self.look)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), LOOK)

    def look(self) -> None:
        """Count, and tell of the highest level that is new."""
        month = began(self._house.world.now())
        channel, bot = self._platform.channel, self._platform.bot
        came, went = self._house.store.run(lambda tx: quota.used(tx, channel, bot, month))
        plan = self._platform.monthly
        new = {
            (month, each)
            for each in LEVELS
            if (came + went) * 100 >= plan * each and (month, each) not in self._told
        }
        if new:
            self._told |= new
            text = "%s: đã dùng %s/%s tin của tháng (%s đến, %s đi)"
            log.warning(text, channel, came + went, plan, came, went)


def began(now: datetime) -> datetime:
    """When this month began, as people in Vietnam count it."""
    here = now.astimezone(HERE)
    return here.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def metered(house: House, platforms: Sequence[object]) -> Iterator[Meter]:
    for each in platforms:
        if isinstance(each, Metered):
            yield Meter(house, each)
