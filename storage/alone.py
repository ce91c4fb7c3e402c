"""At most one serving process a database: the lock, and the waiting for it. A chat in a terminal needs none.

Limits of a platform and the order within a chat are kept by one sender; two would have to agree. The
lock goes with the process that holds it, however that ends.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import URL, text
from sqlalchemy.exc import DBAPIError

from storage.engine import make_engine, read_url
from storage.errors import CannotOpen, Taken

KEY = 0x7468756B7A
"""Of an advisory lock of PostgreSQL; another than that of migrating, which is had inside this one."""
PAUSE = 0.1
"""Seconds between looks."""


@contextmanager
def alone(url: str, patience: float) -> Iterator[None]:
    """Be the only one inside. Waits *patience* seconds for another to leave, as after a new version was put in
    its place; then raises Taken, whose text is for the operator. Raises CannotOpen.
    """
    where = read_url(url)
    holding = _on_file if where.get_backend_name() == "sqlite" else _on_server
    with holding(where, patience):
        yield


@contextmanager
def _on_file(url: URL, patience: float) -> Iterator[None]:
    """A database of its own beside the other, locked as SQLite locks files everywhere."""
    path = url.database or ":memory:"
    name = path if path == ":memory:" else f"{path}-serving"
    try:
        connection = sqlite3.connect(name, timeout=0, isolation_level=None)
    except sqlite3.Error:
        raise CannotOpen(f"Không mở được {name}. Xin kiểm tra đường dẫn và quyền ghi.") from None
    try:
        _wait(lambda: _locked(connection), patience)
        yield
    finally:
        connection.close()


def _locked(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        return False
    return True


@contextmanager
def _on_server(url: URL, patience: float) -> Iterator[None]:
    """A session's lock, on a connection that does nothing else."""
    engine = make_engine(url, connections=1)
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            asked = text("SELECT pg_try_advisory_lock(:key)")
            _wait(lambda: bool(connection.scalar(asked, {"key": KEY})), patience)
            yield
    except DBAPIError:
        raise CannotOpen("Không kết nối được máy chủ cơ sở dữ liệu.") from None
    finally:
        with suppress(DBAPIError):
            engine.dispose()


def _wait(had: Callable[[], bool], patience: float) -> None:
    end = time.monotonic() + patience
    while not had():
        if time.monotonic() > end:
            raise Taken(
                "Một tiến trình thuky serve khác đang dùng cơ sở dữ liệu này. "
                "Xin dừng nó trước, hoặc đặt DATABASE_URL khác."
            )
        time.sleep(PAUSE)
