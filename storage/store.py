"""The store: hand in a work, get a future that resolves when it is durable. Not what the works say.

A work is a function of one open transaction (`Connection`); the modules beside this one are made of
such functions, and the caller composes them: `store.run(lambda tx: inbox.finish(tx, id, now))`.
"""

from __future__ import annotations

from concurrent.futures import Future
from types import TracebackType
from typing import Protocol, Self, TypeVar

from storage import schema
from storage.engine import make_engine, place, read_url, try_out
from storage.postgres import THREADS, Pool
from storage.sqlite import Writer
from storage.tasks import Fault, Work, no_fault

T = TypeVar("T")


class Lane(Protocol):
    """How one kind of database is worked on."""

    def submit(self, work: Work[T]) -> Future[T]: ...
    def migrate(self, upgrade: Work[None]) -> None: ...
    def tidy(self) -> None: ...
    def close(self) -> None: ...


class Store:
    """One database. Raises CannotOpen at once if it is not to be had."""

    def __init__(self, url: str, *, fault: Fault = no_fault) -> None:
        self._url = read_url(url)
        engine = make_engine(self._url, connections=THREADS)
        try_out(engine)
        self._lane: Lane = (
            Writer(engine, fault) if engine.dialect.name == "sqlite" else Pool(engine, fault)
        )

    def migrate(self) -> None:
        """Brings the tables to this program's version; raises NewerSchema if they are beyond it."""
        self._lane.migrate(schema.upgrade)

    def submit(self, work: Work[T]) -> Future[T]:
        """One transaction. The future resolves after the commit, or with what the work raised."""
        return self._lane.submit(work)

    def run(self, work: Work[T]) -> T:
        """`submit` and wait. Never to be called from inside a work."""
        return self.submit(work).result()

    def tidy(self) -> None:
        """After erasing: leaves no trace of it in the database's own logs."""
        self._lane.tidy()

    def close(self) -> None:
        """Finishes what was handed in, then lets go of the database."""
        self._lane.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Store({self._url.get_backend_name()}, {place(self._url)})"
