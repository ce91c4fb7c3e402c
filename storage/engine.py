"""From a URL to an engine: SQLite by default, PostgreSQL by URL. Not the threads that use it.

A plain path is a SQLite file, whose folder is made; `sqlite://` is a database in memory.
`postgres://` and `postgresql://` are spoken to with psycopg.
"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from storage.errors import CannotOpen

WAIT = "10"
"""Seconds that a SQLite connection waits for another process to finish writing; `?timeout=` says otherwise."""


def read_url(text: str) -> URL:
    """The URL of a path or of a database address; no error repeats what was handed in."""
    if "://" not in text:
        return URL.create("sqlite", database=str(Path(text).expanduser()))
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise CannotOpen("Địa chỉ cơ sở dữ liệu không đúng dạng.") from None
    kind = url.get_backend_name()
    if kind in {"postgres", "postgresql"}:
        return url.set(drivername="postgresql+psycopg")
    if kind == "sqlite":
        return url
    raise CannotOpen("Cơ sở dữ liệu phải là SQLite hoặc PostgreSQL.")


def place(url: URL) -> str:
    """Where the database is, for people: without user and password."""
    if url.get_backend_name() == "sqlite":
        return url.database or "bộ nhớ"
    host = url.host or url.query.get("host") or "máy này"
    return f"{host}/{url.database or ''}"


def make_engine(url: URL, *, connections: int) -> Engine:
    """An engine whose errors never show parameters, since parameters are people's words."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    return create_engine(url, hide_parameters=True, pool_size=connections, max_overflow=1)


def try_out(engine: Engine) -> None:
    """Connects once, so that a wrong path or a sleeping server is told at start."""
    try:
        if engine.dialect.name == "sqlite":
            make_folder(engine.url)
        with engine.connect():
            pass
    except (OSError, DBAPIError) as error:
        raise CannotOpen(_sentence(engine.url, error)) from None


def _sqlite(url: URL) -> Engine:
    options = {} if url.database else {"poolclass": StaticPool}
    engine = create_engine(
        url if "timeout" in url.query else url.update_query_dict({"timeout": WAIT}),
        hide_parameters=True,
        connect_args={"check_same_thread": False},
        **options,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def make_folder(url: URL) -> None:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)


def _prepare(connection: sqlite3.Connection, entry: ConnectionPoolEntry) -> None:  # noqa: ARG001
    """WAL with FULL: a commit survives a power cut. secure_delete: what was erased is not on the disk."""
    connection.isolation_level = None
    _use_wal(connection)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")


def _use_wal(connection: sqlite3.Connection) -> None:
    """Turning WAL on does not wait for its lock as other statements do, so we wait here."""
    end = time.monotonic() + float(WAIT)
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
            time.sleep(0.01)


def _begin(connection: Connection) -> None:
    """A read that turns into a write fails at once under a deferred transaction, whatever the timeout."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _sentence(url: URL, error: Exception) -> str:
    where = place(url)
    if url.get_backend_name() != "sqlite":
        return f"Không kết nối được máy chủ cơ sở dữ liệu {where}. Xin kiểm tra địa chỉ, mật khẩu và máy chủ."
    if "not a database" in str(error):
        return f"Tệp {where} không phải là cơ sở dữ liệu của Thư ký."
    return f"Không mở được cơ sở dữ liệu {where}. Xin kiểm tra đường dẫn và quyền ghi."
