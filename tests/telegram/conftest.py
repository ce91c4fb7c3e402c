"""A running fake of the Bot API, and the library's own client that speaks with it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import telegram

from tests.engines import postgres, sqlite_file, url
from tests.telegram.fake_api import FakeApi
from tests.telegram.hub import TOKEN, Hub

__all__ = ["postgres", "sqlite_file", "url"]


@pytest.fixture
def api() -> Iterator[FakeApi]:
    with FakeApi() as running:
        yield running


@pytest.fixture
def hub(api: FakeApi) -> Hub:
    return api.hub


@pytest.fixture
async def bot(api: FakeApi) -> telegram.Bot:
    return telegram.Bot(TOKEN, base_url=api.base_url)
