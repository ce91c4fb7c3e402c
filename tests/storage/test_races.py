"""Several threads and processes at once: turns of one chat never interleave, and nothing is done twice."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TypeVar

import pytest
from sqlalchemy import Connection, select, text

from flows.dialogue.messages import Message
from storage import chats, inbox, jobs, outbox, tables, timers
from storage.errors import ChatBusy
from storage.store import Store
from tests.engines import Postgres
from tests.storage.scene import LAN, MINH, NOW, add, begin, names, take
from tests.storage.test_kills import assert_whole

T = TypeVar("T")

LEASE = timedelta(minutes=1)


@pytest.fixture
def other(url: str) -> Iterator[Store]:
    """The same database from elsewhere, as another process would have it."""
    with Store(url) as store:
        yield store


def at_once(*works: Callable[[], T]) -> list[T]:
    """Runs them side by side, all from the same moment."""
    barrier = threading.Barrier(len(works), timeout=10)

    def start(work: Callable[[], T]) -> T:
        barrier.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as threads:
        return [future.result() for future in [threads.submit(start, work) for work in works]]


def patiently(store: Store, work: Callable[[Connection], T]) -> T:
    """As the worker does: a busy chat is tried again."""
    while True:
        try:
            return store.run(work)
        except ChatBusy:
            time.sleep(0.01)


def test_turns_of_one_chat_do_not_interleave(store: Store, other: Store) -> None:
    """Read, think, write: interleaved turns would lose a count."""

    def turn(tx: Connection) -> None:
        chat = chats.take(tx, LAN, NOW)
        time.sleep(0.001)
        chats.keep_session(tx, chat.id, replace(chat.session, page=chat.session.page + 1))

    def several(where: Store) -> Callable[[], None]:
        def work() -> None:
            for _ in range(10):
                patiently(where, turn)

        return work

    at_once(*(several(where) for where in (store, other, store, other)))

    assert take(store).session.page == 40


def test_processes_on_one_chat_do_not_interleave(store: Store, url: str) -> None:
    store.run(begin)
    keys = ["0-40", "20-60", "40-80"]  # half of the updates reach two processes
    command = [sys.executable, "-m", "tests.storage.victim", url]
    started = [subprocess.Popen([*command, each, "-"], stdout=subprocess.DEVNULL) for each in keys]

    assert [process.wait(60) for process in started] == [0, 0, 0]
    assert_whole(store, map(str, range(80)))


def test_a_first_message_said_twice_at_once_makes_one_person(store: Store, other: Store) -> None:
    threads = [replace(LAN, thread=str(n % 2)) for n in range(4)]
    works = [
        lambda a=address, s=where: patiently(s, lambda tx: chats.take(tx, a, NOW))
        for address, where in zip(threads, [store, other] * 2, strict=True)
    ]
    found = at_once(*works)

    assert len({chat.person for chat in found}) == 1
    assert len({chat.id for chat in found}) == 2


def test_an_update_that_arrives_twice_at_once_is_done_once(store: Store, other: Store) -> None:
    def receive(where: Store) -> Callable[[], int | None]:
        return lambda: where.run(lambda tx: inbox.receive(tx, LAN, "1", None, NOW))

    found = at_once(*(receive(where) for where in [store, other] * 3))

    assert sum(id is not None for id in found) == 1


def test_two_senders_never_hold_the_same_message(store: Store, other: Store) -> None:
    def post(tx: Connection) -> None:
        for n in range(20):
            chat = chats.take(tx, replace(LAN, user=str(n), chat=str(n)), NOW)
            for words in ("một", "hai"):
                outbox.post(tx, chat.id, Message(words), NOW)

    def send(where: Store) -> Callable[[], list[outbox.Outgoing]]:
        return lambda: [
            each
            for _ in range(5)
            for each in where.run(lambda tx: outbox.claim(tx, "terminal", NOW, 3, LEASE))
        ]

    store.run(post)
    held = [each for found in at_once(send(store), send(other), send(store)) for each in found]

    assert len(held) == len({each.id for each in held}) == 20
    assert {each.message.text for each in held} == {"một"}


def test_two_workers_never_hold_the_same_job(store: Store, other: Store) -> None:
    def claim(where: Store) -> Callable[[], list[jobs.Job | None]]:
        return lambda: [where.run(lambda tx: jobs.claim(tx, NOW, LEASE)) for _ in range(10)]

    chat = store.run(begin)
    for _ in range(15):
        store.run(lambda tx: jobs.queue(tx, "report", "d1", chat.id, None, NOW))
    held = [job.id for found in at_once(claim(store), claim(other)) for job in found if job]

    assert len(held) == len(set(held)) == 15


def test_a_timer_seen_by_two_workers_rings_once(store: Store, other: Store) -> None:
    def ring(where: Store) -> Callable[[], bool]:
        def work(tx: Connection) -> bool:
            chats.take(tx, LAN, NOW)
            return timers.clear(tx, timer.id)

        return lambda: patiently(where, work)

    chat = take(store)
    store.run(lambda tx: timers.set(tx, chat.id, "settle", NOW))
    (timer,) = store.run(lambda tx: timers.due(tx, NOW, 9))

    assert sorted(at_once(ring(store), ring(other))) == [False, True]


# --- PostgreSQL: several works at once ----------------------------------------------------------


@pytest.fixture
def pool(postgres: Postgres) -> Iterator[Store]:
    with Store(postgres.emptied()) as store:
        yield store


class Held:
    """A work that stays inside its transaction until it is let go."""

    def __init__(self, store: Store, work: Callable[[Connection], object]) -> None:
        self._inside = threading.Event()
        self._leave = threading.Event()
        self._work = work
        self.future: Future[None] = store.submit(self._stay)
        self._inside.wait(10)

    def _stay(self, tx: Connection) -> None:
        self._work(tx)
        self._inside.set()
        self._leave.wait(10)

    def let_go(self) -> None:
        self._leave.set()
        self.future.result()


def test_a_turn_waits_half_a_second_for_its_chat_and_no_longer(pool: Store) -> None:
    take(pool)
    held = Held(pool, lambda tx: chats.take(tx, LAN, NOW))
    began = time.monotonic()
    with pytest.raises(ChatBusy):
        take(pool)
    waited = time.monotonic() - began
    stored = pool.run(lambda tx: inbox.receive(tx, LAN, "1", "lời", NOW))
    held.let_go()

    assert 0.4 < waited < 2
    assert stored is not None
    assert take(pool).address == LAN


def test_a_turn_waits_half_a_second_for_a_new_chat_too(pool: Store) -> None:
    held = Held(pool, lambda tx: chats.take(tx, LAN, NOW))
    with pytest.raises(ChatBusy):
        take(pool)
    held.let_go()

    assert take(pool).address == LAN


def test_other_chats_do_not_wait(pool: Store) -> None:
    take(pool)
    held = Held(pool, lambda tx: chats.take(tx, LAN, NOW))
    began = time.monotonic()
    take(pool, MINH)
    waited = time.monotonic() - began
    held.let_go()

    assert waited < 0.4


def test_two_works_that_block_each_other_are_both_done(pool: Store) -> None:
    """A deadlock costs one of them its turn; it is run again from the start."""

    def lock(tx: Connection, id: int) -> None:
        tx.execute(text("UPDATE person SET name = name || '.' WHERE id = :id"), {"id": id})

    def both(first: int, second: int) -> Callable[[], None]:
        def work(tx: Connection) -> None:
            lock(tx, first)
            if first not in tried:
                tried.add(first)
                met.wait(10)
            lock(tx, second)

        return lambda: pool.run(work)

    met = threading.Barrier(2)
    tried: set[int] = set()
    for name in "ab":
        pool.run(partial(add, name=name))
    ids = pool.run(lambda tx: tx.execute(select(tables.person.c.id)).scalars().all())
    at_once(both(*ids), both(*reversed(ids)))

    assert names(pool) == ["a..", "b.."]
