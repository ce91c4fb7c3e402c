"""The experiment in short, on each channel, way of hearing and database. The long one is `make faults`."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from tests.engines import Postgres
from tests.faults.experiment import Plan, run
from tests.faults.report import table
from tests.faults.side import Side
from tests.faults.telegram import TelegramSide
from tests.faults.zalo_bot import ZaloBotSide
from tests.faults.zalo_oa import ZaloOaSide

PLAN = Plan(steps=600, people=20, seed=1)
SHORT = Plan(steps=300, people=12, seed=2)


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    """The fake complains of clients that die in the middle of a call."""
    caplog.set_level(logging.CRITICAL, "aiohttp.server")


def _holds(plan: Plan, side: Side, url: str, folder: Path) -> None:
    outcome = run(plan, side, url, folder / "log")
    assert outcome.holds, table(side.channel, outcome)
    assert outcome.steps >= plan.steps
    assert outcome.kills


def test_nothing_is_lost_by_long_poll_on_sqlite(tmp_path: Path) -> None:
    side = TelegramSide(PLAN.seed, webhook=False)
    _holds(PLAN, side, str(tmp_path / "thuky.db"), tmp_path)


def test_nothing_is_lost_by_webhook_on_postgres(tmp_path: Path, postgres: Postgres) -> None:
    _holds(PLAN, TelegramSide(PLAN.seed, webhook=True), postgres.fresh(), tmp_path)


def test_nothing_is_lost_on_a_zalo_bot(tmp_path: Path) -> None:
    _holds(SHORT, ZaloBotSide(SHORT.seed, webhook=True), str(tmp_path / "thuky.db"), tmp_path)


def test_nothing_is_lost_on_an_official_account(tmp_path: Path, postgres: Postgres) -> None:
    _holds(SHORT, ZaloOaSide(SHORT.seed, webhook=True), postgres.fresh(), tmp_path)
