"""At most one serving process a database: the lock, and the waiting for it. A chat in a terminal needs none.

Limits of a platform and the order within a chat are kept by one sender; two would have to agree. The
lock goes with the process that holds it, however that ends.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeAlias

from sqlalchemy import URL, Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from storage.engine import make_engine, make_folder, read_url
from storage.errors import CannotOpen, Taken

KEY = 0x7468756B7A
"""Of an advisory lock of PostgreSQL; another than that of migrating, which is had inside this one."""
TAKEN = (
    "Một tiến trình thuky serve khác đang dùng cơ sở dữ liệu này. "
    "Xin dừng nó trước, hoặc đặt DATABASE_URL khác."
)
PAUSE = 0.1
"""Seconds between looks."""

Ours: TypeAlias = Callable[[], bool]
"""Looks whether nobody else is inside. A lock that was lost with its connection is taken again if it is free."""


@contextmanager
def alone(url: str, patience: float) -> Iterator[Ours]:
    """Be the only one inside. Waits *patience* seconds for another to leave, as after a new version was put in
    its place; then raises Taken, whose text is for the operator. Raises CannotOpen.
    """
    where = read_url(url)
    holding = _on_file if where.get_backend_name() == "sqlite" else _on_server
    with holding(where, patience) as ours:
        yield ours


@contextmanager
def _on_file(url: URL, patience: float) -> Iterator[Ours]:
    """A database of its own beside the other, locked as SQLite locks files everywhere."""
    path = url.database or ":memory:"
    name = path if path == ":memory:" else f"{path}-serving"
    try:
        make_folder(url)
        connection = sqlite3.connect(name, timeout=0, isolation_level=None)
    except (OSError, sqlite3.Error):
        raise CannotOpen(f"Không mở được {name}. Xin kiểm tra đường dẫn và quyền ghi.") from None
    try:
        _wait(lambda: _locked(connection), patience)
        yield lambda: True  # it goes with this process, not before
    finally:
        connection.close()


def _locked(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        return False
    return True


@contextmanager
def _on_server(url: URL, patience: float) -> Iterator[Ours]:
    engine = make_engine(url, connections=1)
    session = _Session(engine)
    try:
        _wait(session.has_it, patience)
        yield session.keeps_it
    except DBAPIError:
        raise CannotOpen(
            "Không kết nối được máy chủ cơ sở dữ liệu. Xin kiểm tra DATABASE_URL và máy chủ."
        ) from None
    finally:
        session.leave()


class _Session:
    """A lock of the server's, on a connection that does nothing else."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None

    def has_it(self) -> bool:
        """Whoever has it already gets it again. Raises DBAPIError."""
        if self._connection is None:
            connection = self._engine.connect()
            self._connection = connection.execution_options(isolation_level="AUTOCOMMIT")
        asked = text("SELECT pg_try_advisory_lock(:key)")
        return bool(self._connection.scalar(asked, {"key": KEY}))

    def keeps_it(self) -> bool:
        """Where the server cannot be asked nobody else can have it for long; it is asked again."""
        for _ in range(2):
            try:
                return self.has_it()
            except DBAPIError:
                self.leave()
        return True

    def leave(self) -> None:
        """The connection must end with it: a pool would keep the lock."""
        connection, self._connection = self._connection, None
        with suppress(DBAPIError):
            if connection is not None:
                connection.close()
            self._engine.dispose()


def _wait(had: Ours, patience: float) -> None:
    end = time.monotonic() + patience
    while not had():
        if time.monotonic() > end:
            raise Taken(TAKEN)
        time.sleep(PAUSE)
