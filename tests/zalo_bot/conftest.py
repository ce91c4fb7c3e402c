"""The databases and scenes of tests/bot, and a running fake of the platform."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.house import open_house
from tests.bot.scenes import Fates, Scene
from tests.conftest import MINI
from tests.worlds import at_once
from tests.zalo_bot.fake_api import FakeApi
from tests.zalo_bot.hub import Hub


@pytest.fixture
def living(tmp_path: Path) -> Iterator[Scene]:
    """A scene whose clock goes, with the channels' own limits and cuts, all of them hastened."""
    url = str(tmp_path / "thuky.db")
    with open_house(url, outlines=[MINI], submit=at_once, haste=100) as house:
        yield Scene(house, Fates())


@pytest.fixture
def api() -> Iterator[FakeApi]:
    with FakeApi() as running:
        yield running


@pytest.fixture
def hub(api: FakeApi) -> Hub:
    return api.hub
