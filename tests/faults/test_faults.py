"""The experiment in short, on each way of hearing and each database. The long one is `make faults`."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from tests.engines import Postgres
from tests.faults.experiment import Plan, run
from tests.faults.report import table
from tests.faults.telegram import TelegramSide

PLAN = Plan(steps=600, people=20, seed=1)


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    """The fake complains of clients that die in the middle of a call."""
    caplog.set_level(logging.CRITICAL, "aiohttp.server")


def _holds(url: str, folder: Path, *, webhook: bool) -> None:
    outcome = run(PLAN, TelegramSide(PLAN.seed, webhook=webhook), url, folder / "log")
    assert outcome.holds, table("Telegram", outcome)
    assert outcome.steps >= PLAN.steps
    assert outcome.kills


def test_nothing_is_lost_by_long_poll_on_sqlite(tmp_path: Path) -> None:
    _holds(str(tmp_path / "thuky.db"), tmp_path, webhook=False)


def test_nothing_is_lost_by_webhook_on_postgres(tmp_path: Path, postgres: Postgres) -> None:
    _holds(postgres.fresh(), tmp_path, webhook=True)
