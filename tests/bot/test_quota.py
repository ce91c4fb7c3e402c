"""Counting a month's messages, and telling the operator in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.quota import Meter, began, metered
from flows.dialogue.events import Started
from storage import quota
from tests.bot.platforms import Loopback
from tests.bot.scenes import LAN, MINH, Scene


@dataclass
class Planned:
    monthly: int
    channel: str = LAN.channel
    bot: str = LAN.bot


def test_both_ways_are_counted_since_a_time(on_both: Scene) -> None:
    for address in (LAN, MINH):
        on_both.take(Started(), address)
        on_both.hear(address)
    on_both.take(Started())
    now = on_both.fates.now

    def used(since: datetime, bot: str = LAN.bot) -> tuple[int, int]:
        return on_both.house.store.run(lambda tx: quota.used(tx, LAN.channel, bot, since))

    assert used(now) == (3, 2)
    assert used(now + timedelta(seconds=1)) == (0, 0)
    assert used(now, "other") == (0, 0)


def test_the_operator_is_told_once_a_level_and_anew_in_the_next_month(
    on_sqlite: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    meter = Meter(on_sqlite.house, Planned(10))
    on_sqlite.begin()
    for _ in range(3):
        meter.look()
    assert len(caplog.records) == 1

    on_sqlite.fates.now += timedelta(days=40)
    meter.look()
    assert len(caplog.records) == 1
    on_sqlite.say(*["/mucluc"] * 4)
    meter.look()
    assert len(caplog.records) == 2


def test_a_month_begins_at_midnight_in_vietnam() -> None:
    assert began(datetime(2026, 5, 31, 17, 0, tzinfo=UTC)) == datetime(2026, 5, 31, 17, tzinfo=UTC)
    assert began(datetime(2026, 5, 31, 16, 59, tzinfo=UTC)).astimezone(UTC).day == 30


def test_only_a_platform_with_a_plan_is_metered(on_sqlite: Scene) -> None:
    assert len(list(metered(on_sqlite.house, [Loopback(), Planned(3)]))) == 1
