"""A process that dies around a commit leaves whole turns or none; what it said is kept, is kept."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterable
from concurrent.futures import Future
from functools import partial

import pytest
from sqlalchemy import Connection, select

from storage import tables
from storage.errors import ChatBusy
from storage.store import Store
from tests.storage.scene import begin, take
from tests.storage.victim import EXIT, turn

TURNS = 30
POINTS = [f"commit.{side}:{n}" for side in ("before", "after") for n in (1, 2, 7)]


def victim(url: str, point: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.storage.victim", url, f"0-{TURNS}", point]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def kept(tx: Connection) -> dict[str, list[str]]:
    """Per table the keys of the turns that are in it, sorted; a key that is twice in it is there twice."""
    asked = {
        "inbox": select(tables.inbox.c.key).where(tables.inbox.c.state == "done"),
        "piece": select(tables.piece.c.words),
        "revision": select(tables.revision.c.words),
        "message": select(tables.message.c.body),
    }
    found = {name: tx.execute(query).scalars().all() for name, query in asked.items()}
    return {name: sorted(map(_key, values)) for name, values in found.items()}


def _key(value: object) -> str:
    return str(value["text"] if isinstance(value, dict) else value)


def assert_whole(store: Store, told: Iterable[str]) -> None:
    """Every table tells of the same turns, each once, and of all that were told to be kept."""
    page = take(
        store
    ).session.page  # waits for a turn whose process died but whose commit was under way
    found = store.run(kept)

    assert found["inbox"] == found["piece"] == found["revision"] == found["message"]
    assert len(set(found["inbox"])) == len(found["inbox"])
    assert set(told) <= set(found["inbox"])
    assert page == len(found["inbox"])


def replay(store: Store) -> None:
    """The platform repeats everything, and once more what found its chat busy; then each turn is there once."""
    left = [str(n) for n in range(TURNS)]
    for _ in range(TURNS):
        taken = {key: store.submit(partial(turn, key)) for key in left}
        left = [key for key, future in taken.items() if _was_busy(future)]
    assert left == []


def _was_busy(future: Future[bool]) -> bool:
    try:
        future.result()
    except ChatBusy:
        return True
    return False


@pytest.mark.parametrize("point", POINTS)
def test_a_process_that_ends_at_a_commit_leaves_all_or_nothing(url: str, point: str) -> None:
    with Store(url) as store:
        store.run(begin)
    process = victim(url, point)
    told, _ = process.communicate(timeout=60)

    with Store(url) as store:
        assert process.returncode == EXIT
        assert_whole(store, told.split())
        replay(store)
        assert_whole(store, map(str, range(TURNS)))


def test_a_process_killed_at_any_time_leaves_all_or_nothing(url: str) -> None:
    with Store(url) as store:
        store.run(begin)
    process = victim(url, "-")
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(0.005)
    process.kill()
    told = first + process.stdout.read()
    process.wait()
    process.stdout.close()

    with Store(url) as store:
        assert_whole(store, told.split())
        replay(store)
        assert_whole(store, map(str, range(TURNS)))


@pytest.mark.parametrize("point", ["commit.before", "commit.after"])
def test_a_fault_that_raises_is_told_and_not_believed(url: str, point: str) -> None:
    def fault(passed: str) -> None:
        if passed == point and armed:
            raise ConnectionError

    armed: list[bool] = []
    with Store(url, fault=fault) as store:
        store.run(begin)
        armed.append(True)
        with pytest.raises(ConnectionError):
            store.run(partial(turn, "0"))
        armed.clear()

        assert_whole(store, [])
        assert store.run(kept)["inbox"] == (["0"] if point == "commit.after" else [])
