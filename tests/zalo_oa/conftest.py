"""A running fake of the Official Account's API, held to the end that no call had a flaw; and the databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.engines import empty_url, postgres, sqlite_file, store, url
from tests.zalo_oa.fake_api import FakeApi

__all__ = ["empty_url", "postgres", "sqlite_file", "store", "url"]


@pytest.fixture
def api() -> Iterator[FakeApi]:
    with FakeApi() as running:
        yield running
        assert running.hub.flaws == []
