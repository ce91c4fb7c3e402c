"""The databases, as storage's own tests have them; and a scene on each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.scenes import Scene, scene
from tests.engines import Postgres, postgres, sqlite_file, store, url

__all__ = ["postgres", "sqlite_file", "store", "url"]


@pytest.fixture
def on_both(url: str) -> Iterator[Scene]:
    """A scene on SQLite, then one on PostgreSQL."""
    with scene(url) as each:
        yield each


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Iterator[Scene]:
    with scene(str(tmp_path / "thuky.db")) as each:
        yield each


@pytest.fixture
def on_postgres(postgres: Postgres) -> Iterator[Scene]:
    """Where other connections can hold locks."""
    with scene(postgres.emptied()) as each:
        yield each
