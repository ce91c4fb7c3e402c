"""Works that wait for a thread of the store, and what became of them. Not the threads themselves."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from threading import Condition
from typing import Generic, TypeAlias, TypeVar

from sqlalchemy import Connection

from storage.errors import Closed

T = TypeVar("T")

Work: TypeAlias = Callable[[Connection], T]
"""What is to be done in one transaction. It may be run again from the start, so it changes nothing else."""

Fault: TypeAlias = Callable[[str], None]
"""Called with "commit.before" and "commit.after" around every commit; a test may end the process there."""


def no_fault(point: str) -> None:
    """Production: nothing goes wrong on purpose."""


class Task(Generic[T]):
    """One work, its future, and its outcome until it may be told. `alone`: outside any transaction."""

    __slots__ = ("_error", "_result", "alone", "future", "work")

    def __init__(self, work: Work[T], *, alone: bool = False) -> None:
        self.work = work
        self.alone = alone
        self.future: Future[T] = Future()
        self._result: list[T] = []
        self._error: BaseException | None = None

    def begin(self) -> bool:
        """Whether it is still wanted; from here on it cannot be cancelled."""
        return self.future.set_running_or_notify_cancel()

    def run(self, tx: Connection) -> None:
        self._result = [self.work(tx)]

    def spoil(self, error: BaseException) -> None:
        self._error = error

    def tell(self) -> None:
        """Resolves the future; only to be called when the outcome is durable."""
        if self._error is not None:
            self.future.set_exception(self._error)
        else:
            self.future.set_result(self._result[0])


class Line:
    """First come, first served. After `close` nobody may join, and who waits is still served."""

    def __init__(self) -> None:
        self._waiting: deque[Task[object]] = deque()
        self._news = Condition()
        self._closed = False

    def join(self, task: Task[T]) -> Future[T]:
        with self._news:
            if self._closed:
                raise Closed("the store is closed")
            self._waiting.append(task)  # type: ignore[arg-type]  # a task's result is its own affair
            self._news.notify()
        return task.future

    def take(self, limit: int) -> list[Task[object]]:
        """Waits for work, then takes all there is up to the limit; nothing means: go home."""
        with self._news:
            self._news.wait_for(lambda: self._waiting or self._closed)
            return [self._waiting.popleft() for _ in range(min(limit, len(self._waiting)))]

    def close(self) -> None:
        with self._news:
            self._closed = True
            self._news.notify_all()
