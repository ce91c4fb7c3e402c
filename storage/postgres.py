"""A few threads that work on PostgreSQL, each work in its own transaction. Order between chats is no concern."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future
from typing import TypeVar

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, OperationalError

from storage.errors import Busy, ChatBusy
from storage.tasks import Fault, Line, Task, Work

T = TypeVar("T")

THREADS = 4
"""Measured on a loopback server: 4 connections did 4,956 transactions a second, 16 did 3,545."""
ATTEMPTS = 5
AGAIN = frozenset({"40001", "40P01"})
"""serialization_failure, deadlock_detected: nothing was done, and the same work may succeed."""
LOCKED = "55P03"
"""lock_not_available: a turn waited as long as it may (chats.take)."""
MIGRATION = 0x7468756B79
"""Key of the lock held while migrating ("thuky")."""


class Pool:
    """Runs works side by side; a work that lost a race is run again."""

    def __init__(self, engine: Engine, fault: Fault) -> None:
        self._engine = engine
        self._fault = fault
        self._line = Line()
        self._threads = [
            threading.Thread(target=self._serve, name=f"storage-{n}", daemon=True)
            for n in range(THREADS)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, work: Work[T]) -> Future[T]:
        return self._line.join(Task(work))

    def migrate(self, upgrade: Work[None]) -> None:
        """A second process waits for the lock, then finds nothing left to do."""
        with self._engine.begin() as tx:
            tx.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION})
            upgrade(tx)

    def tidy(self) -> None:
        """Nothing to do: the server clears what was erased (autovacuum)."""

    def close(self) -> None:
        self._line.close()
        for thread in self._threads:
            thread.join()
        self._engine.dispose()

    def _serve(self) -> None:
        while tasks := self._line.take(1):
            for task in tasks:
                if task.begin():
                    self._finish(task)

    def _finish(self, task: Task[object]) -> None:
        try:
            self._patiently(task)
        except BaseException as error:  # noqa: BLE001 - whoever waits must hear of it
            task.spoil(error)
        task.tell()

    def _patiently(self, task: Task[object]) -> None:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                self._once(task)
                return
            except DBAPIError as error:
                state = getattr(error.orig, "sqlstate", None)
                if state == LOCKED:
                    raise ChatBusy("another turn holds this chat or draft") from None
                if state not in AGAIN:
                    raise
                if attempt == ATTEMPTS:
                    raise Busy("lost the race too often") from error
                time.sleep(0.01 * attempt)

    def _once(self, task: Task[object]) -> None:
        with self._connect() as connection:
            with connection.begin():
                task.run(connection)
                self._fault("commit.before")
            self._fault("commit.after")

    def _connect(self) -> Connection:
        try:
            return self._engine.connect()
        except OperationalError:
            raise Busy("the database server does not answer") from None
