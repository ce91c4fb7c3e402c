"""The one thread that writes to SQLite, and its group commit. Knows nothing of what the works do.

It takes all works that wait, runs each in a savepoint so that one that raises is rolled back alone,
commits once for all, and only then tells anybody.
"""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import Future
from itertools import groupby
from typing import TypeVar, cast

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from storage.errors import Busy
from storage.tasks import Fault, Line, Task, Work

T = TypeVar("T")

GROUP = 200
"""Most works under one commit, so that the first of them does not wait for ever."""


class Writer:
    """Runs works one at a time, in the order in which they came."""

    def __init__(self, engine: Engine, fault: Fault) -> None:
        self._engine = engine
        self._fault = fault
        self._line = Line()
        self._thread = threading.Thread(target=self._write, name="storage-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Work[T]) -> Future[T]:
        return self._line.join(Task(work))

    def migrate(self, upgrade: Work[None]) -> None:
        """BEGIN IMMEDIATE is the lock: a second process waits, then finds nothing left to do."""
        self._alone(lambda connection: _without_keys(connection, upgrade))

    def tidy(self) -> None:
        """Moves the log into the file and empties it: what was erased is then nowhere on the disk."""
        self._alone(lambda connection: _pragma(connection, "wal_checkpoint(TRUNCATE)"))

    def close(self) -> None:
        self._line.close()
        self._thread.join()
        self._engine.dispose()

    def _alone(self, work: Work[None]) -> None:
        self._line.join(Task(work, alone=True)).result()

    def _write(self) -> None:
        with self._engine.connect() as connection:
            while tasks := self._line.take(GROUP):
                wanted = [task for task in tasks if task.begin()]
                for alone, group in groupby(wanted, key=lambda task: task.alone):
                    finish = self._each if alone else self._commit
                    finish(connection, list(group))

    def _commit(self, connection: Connection, tasks: list[Task[object]]) -> None:
        try:
            with connection.begin():
                for task in tasks:
                    _attempt(connection, task)
                self._fault("commit.before")
            self._fault("commit.after")
        except BaseException as error:  # noqa: BLE001 - whoever waits must hear of it
            for task in tasks:
                task.spoil(_translated(error))
        for task in tasks:
            task.tell()

    def _each(self, connection: Connection, tasks: list[Task[object]]) -> None:
        for task in tasks:
            try:
                task.run(connection)
            except BaseException as error:  # noqa: BLE001 - whoever waits must hear of it
                task.spoil(_translated(error))
            task.tell()


def _attempt(connection: Connection, task: Task[object]) -> None:
    """One work in its savepoint. If SQLite undid the whole group (disk full), there is none: all must hear."""
    driver = _driver(connection)
    driver.execute("SAVEPOINT work")
    try:
        task.run(connection)
    except BaseException as error:  # noqa: BLE001 - whoever waits must hear of it
        task.spoil(error)
        driver.execute("ROLLBACK TO work")
    driver.execute("RELEASE work")


def _without_keys(connection: Connection, upgrade: Work[None]) -> None:
    """Rebuilding a table drops the old one, which its foreign keys would forbid."""
    _pragma(connection, "foreign_keys=OFF")
    try:
        with connection.begin():
            upgrade(connection)
    finally:
        _pragma(connection, "foreign_keys=ON")


def _pragma(connection: Connection, words: str) -> None:
    _driver(connection).execute(f"PRAGMA {words}").fetchall()


def _driver(connection: Connection) -> sqlite3.Connection:
    return cast(sqlite3.Connection, connection.connection.driver_connection)


def _translated(error: BaseException) -> BaseException:
    if isinstance(error, OperationalError) and "database is locked" in str(error.orig):
        return Busy("another process is writing")
    return error
