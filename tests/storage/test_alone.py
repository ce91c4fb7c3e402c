"""One serving process a database: who comes second waits or is sent away, and a dead one holds nothing."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import inspect, text

from storage.alone import alone
from storage.engine import make_engine, read_url
from storage.errors import CannotOpen, Taken
from storage.store import Store
from tests.engines import Postgres

HOLD = """
import sys, time
from storage.alone import alone
with alone(sys.argv[1], 0):
    print("in", flush=True)
    time.sleep(60)
"""


def test_the_second_is_sent_away(url: str) -> None:
    with alone(url, 0), pytest.raises(Taken, match="Xin dừng nó trước"), alone(url, 0.2):
        pass


def test_who_waits_comes_in_when_the_first_leaves(url: str) -> None:
    came: list[float] = []

    def come() -> None:
        with alone(url, 20):
            came.append(time.monotonic())

    with alone(url, 0):
        waiting = Thread(target=come)
        waiting.start()
        time.sleep(0.3)
        left = time.monotonic()
        assert came == []
    waiting.join()

    assert came[0] >= left


def test_a_killed_process_holds_nothing(url: str) -> None:
    process = subprocess.Popen([sys.executable, "-c", HOLD, url], stdout=subprocess.PIPE)
    assert process.stdout
    assert process.stdout.readline() == b"in\n"
    with pytest.raises(Taken), alone(url, 0):
        pass
    process.kill()
    process.wait()
    process.stdout.close()

    with alone(url, 10):
        pass


def test_a_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    with alone(str(tmp_path / "data" / "thuky.db"), 0) as ours:
        assert ours()


def cut_off(url: str) -> None:
    """The server ends the connection that holds the lock, as when it starts anew."""
    ends = text(
        "SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
        " WHERE l.locktype = 'advisory' AND d.datname = current_database()"
    )
    engine = make_engine(read_url(url), connections=1)
    with engine.begin() as connection:
        connection.execute(ends)
    engine.dispose()


def test_a_lock_lost_with_its_connection_is_had_again(postgres: Postgres) -> None:
    url = postgres.emptied()
    with alone(url, 0) as ours:
        cut_off(url)
        assert ours()
        with pytest.raises(Taken), alone(url, 0.2):
            pass


def test_unless_another_took_it_meanwhile(postgres: Postgres) -> None:
    url = postgres.emptied()
    with alone(url, 0) as ours:
        cut_off(url)
        with alone(url, 5):
            assert not ours()
        assert ours()


def test_a_place_that_cannot_be_had_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotOpen), alone(str(tmp_path / "file" / "thuky.db"), 0):
        pass
    with (
        pytest.raises(CannotOpen),
        alone("postgresql://nobody@127.0.0.1:1/thuky?connect_timeout=2", 0),
    ):
        pass


def test_the_tables_can_be_brought_up_to_date_inside(empty_url: str) -> None:
    """Migrating has a lock of its own; on PostgreSQL the two were one, and the process waited for itself."""
    with alone(empty_url, 0), Store(empty_url) as store:
        Thread(target=store.migrate, daemon=True).start()
        store.run(lambda tx: None)
        end = time.monotonic() + 10
        while not store.run(lambda tx: inspect(tx).has_table("timer")):
            assert time.monotonic() < end
            time.sleep(0.05)
