"""Works, groups of works, and what their callers are told."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from concurrent.futures import Future
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError

from storage import tables
from storage.errors import Busy, Closed
from storage.store import Store
from storage.tasks import Work
from storage.utc import Utc
from tests.storage.scene import NOW, add, chain, do, names


@pytest.fixture
def copy(sqlite_file: Path, tmp_path: Path) -> Path:
    """A SQLite file with all tables."""
    return Path(shutil.copy(sqlite_file, tmp_path / "thuky.sqlite3"))


def test_a_work_gives_back_what_it_found(store: Store) -> None:
    assert store.run(lambda tx: tx.execute(text("SELECT 1")).scalar()) == 1


def test_a_work_that_raises_is_undone_and_its_error_is_told(store: Store) -> None:
    def work(tx: Connection) -> None:
        add(tx, "Lan")
        raise KeyError("x")

    with pytest.raises(KeyError):
        store.run(work)
    assert names(store) == []


def test_a_failing_work_does_not_harm_its_neighbours(store: Store) -> None:
    """On SQLite all of these are in one group: a gate holds the thread until they are in line."""

    def work(tx: Connection, n: int) -> int:
        add(tx, str(n))
        if n % 3 == 0:
            tx.execute(text("SELECT nothing"))
        return n

    gate = threading.Event()
    first = store.submit(lambda tx: gate.wait())
    futures: list[Future[int]] = [store.submit(lambda tx, n=n: work(tx, n)) for n in range(30)]  # type: ignore[misc]
    gate.set()
    first.result()
    failed = [n for n, future in enumerate(futures) if future.exception()]

    assert failed == [n for n in range(30) if n % 3 == 0]
    assert sorted(map(int, names(store))) == [n for n in range(30) if n % 3]


def test_a_cancelled_work_is_not_done(tmp_path: Path) -> None:
    with Store(str(tmp_path / "a.db")) as store:
        store.migrate()
        gate = threading.Event()
        held = store.submit(lambda tx: gate.wait())
        while not held.running():
            pass
        dropped = store.submit(lambda tx: add(tx, "Lan"))
        cancelled = dropped.cancel()
        gate.set()

        assert cancelled
        assert names(store) == []


def test_works_of_one_thread_are_done_in_order_on_sqlite(copy: Path) -> None:
    with Store(str(copy)) as store:
        for n in range(500):
            store.submit(lambda tx, n=n: add(tx, str(n)))  # type: ignore[misc]

        assert names(store) == [str(n) for n in range(500)]


def test_closing_finishes_what_was_handed_in_and_takes_no_more(url: str) -> None:
    store = Store(url)
    futures = [store.submit(lambda tx: add(tx, "Lan")) for _ in range(50)]
    store.close()

    assert all(future.done() and future.exception() is None for future in futures)
    with pytest.raises(Closed):
        store.submit(lambda tx: None)
    store.close()


def test_no_error_shows_parameters(store: Store) -> None:
    """They are people's words, and errors are logged."""

    def work(tx: Connection) -> None:
        tx.execute(insert(tables.person).values(id=1, name="lời riêng", created_at=NOW))
        tx.execute(insert(tables.person).values(id=1, name="lời riêng", created_at=NOW))

    with pytest.raises(IntegrityError) as caught:
        store.run(work)
    assert "lời riêng" not in "".join(chain(caught.value))


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Utc().process_bind_param(NOW.replace(tzinfo=None), sqlite.dialect())


def test_a_time_of_another_zone_comes_back_as_utc(store: Store) -> None:
    hanoi = NOW.astimezone(timezone(timedelta(hours=7)))
    made = insert(tables.person).values(name="", created_at=hanoi)
    back = made.returning(tables.person.c.created_at)
    found = store.run(lambda tx: tx.execute(back).scalar_one())

    assert (found, found.utcoffset()) == (NOW, timedelta(0))


def test_sqlite_keeps_what_it_has_said_is_kept(sqlite_file: Path) -> None:
    with Store(str(sqlite_file)) as store:
        asked = ["journal_mode", "synchronous", "foreign_keys", "secure_delete"]
        found = [
            store.run(lambda tx, n=name: tx.exec_driver_sql(f"PRAGMA {n}").scalar())  # type: ignore[misc]
            for name in asked
        ]

    assert found == ["wal", 2, 1, 1]


def test_another_process_that_writes_too_long_makes_sqlite_busy(copy: Path) -> None:
    with Store(f"sqlite:///{copy}?timeout=0.05") as store:
        other = sqlite3.connect(copy)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy):
            store.run(lambda tx: add(tx, "Lan"))
        other.close()

        store.run(lambda tx: add(tx, "Minh"))
        assert names(store) == ["Minh"]


def fill_up(tx: Connection) -> None:
    tx.exec_driver_sql("PRAGMA max_page_count=1")
    add(tx, "x" * 10_000_000)


def undo_all(tx: Connection) -> None:
    tx.exec_driver_sql("ROLLBACK")
    raise OSError


@pytest.mark.parametrize("break_down", [fill_up, undo_all])
def test_nobody_is_told_to_be_kept_who_is_not_when_the_disk_is_full(
    copy: Path, break_down: Work[None]
) -> None:
    """SQLite may then undo the neighbours' work as well."""
    with Store(str(copy)) as store:
        gate = threading.Event()
        store.submit(lambda tx: gate.wait())
        before = store.submit(lambda tx: add(tx, "trước"))
        full = store.submit(break_down)
        after = store.submit(lambda tx: add(tx, "sau"))
        gate.set()
        works = {"trước": before, "đầy": full, "sau": after}
        told = [name for name, future in works.items() if future.exception() is None]
        do(store, "PRAGMA max_page_count=1000000")

        assert names(store) == told
        assert full.exception() is not None
        store.run(lambda tx: add(tx, "nữa"))
        assert names(store) == [*told, "nữa"]
