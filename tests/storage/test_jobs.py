"""Background work outlives the worker."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Connection

from storage import jobs
from storage.chats import Chat
from storage.jobs import Job
from storage.store import Store
from tests.storage.scene import LAN, MINH, NOW, SECOND, begin, take

LEASE = timedelta(minutes=2)


@pytest.fixture
def chat(store: Store) -> Chat:
    return store.run(begin)


def queue(store: Store, chat: Chat, kind: str = "report") -> int:
    return store.run(lambda tx: jobs.queue(tx, kind, "d1", chat.id, {"upto": 7}, NOW))


def claim(store: Store, late: timedelta = timedelta(0)) -> Job | None:
    return store.run(lambda tx: jobs.claim(tx, NOW + late, LEASE))


def test_a_job_is_claimed_as_it_was_queued(store: Store, chat: Chat) -> None:
    id = queue(store, chat)

    assert claim(store) == Job(id, "report", "d1", chat.id, LAN, {"upto": 7}, attempts=1)


def test_jobs_are_claimed_in_order_and_once(store: Store, chat: Chat) -> None:
    first, second = queue(store, chat), queue(store, chat)

    assert [job and job.id for job in (claim(store), claim(store), claim(store))] == [
        first,
        second,
        None,
    ]


def test_a_job_of_a_worker_that_died_is_claimed_again(store: Store, chat: Chat) -> None:
    id = queue(store, chat)
    claim(store)
    again = claim(store, LEASE)

    assert claim(store, LEASE - SECOND) is None
    assert again is not None
    assert (again.id, again.attempts, again.payload) == (id, 2, {"upto": 7})


def test_a_job_that_kills_its_workers_is_given_up(store: Store, chat: Chat) -> None:
    id = queue(store, chat)
    tries = [claim(store, n * LEASE) for n in range(jobs.ATTEMPTS + 1)]
    end = NOW + (jobs.ATTEMPTS + 1) * LEASE
    exhausted = store.run(lambda tx: jobs.exhausted(tx, end, 9))

    assert [job and job.attempts for job in tries] == [*range(1, jobs.ATTEMPTS + 1), None]
    assert [(job.id, job.attempts, job.address) for job in exhausted] == [(id, jobs.ATTEMPTS, LAN)]
    assert store.run(lambda tx: jobs.fail(tx, id, end, "Exhausted"))
    assert store.run(lambda tx: jobs.exhausted(tx, end, 9)) == []


def test_a_job_still_in_its_last_attempt_is_not_exhausted(store: Store, chat: Chat) -> None:
    queue(store, chat)
    for n in range(jobs.ATTEMPTS):
        claim(store, n * LEASE)
    during = NOW + jobs.ATTEMPTS * LEASE - SECOND

    assert store.run(lambda tx: jobs.exhausted(tx, during, 9)) == []


def test_a_job_ends_once(store: Store, chat: Chat) -> None:
    """A slow worker whose job another one has done must not hand over a second report."""
    done, failed = queue(store, chat), queue(store, chat)

    def end(tx: Connection) -> list[bool]:
        return [jobs.finish(tx, done, NOW), jobs.fail(tx, failed, NOW, "ValueError")]

    def end_otherwise(tx: Connection) -> list[bool]:
        return [jobs.fail(tx, done, NOW, "ValueError"), jobs.finish(tx, failed, NOW)]

    assert store.run(end) == [True, True]
    assert store.run(end) == store.run(end_otherwise) == [False, False]
    assert claim(store, LEASE) is None


def test_unfinished_jobs_are_counted_for_one_chat_or_all(store: Store, chat: Chat) -> None:
    minh = take(store, MINH)
    first, *_ = queue(store, chat), queue(store, chat), queue(store, minh)
    claim(store)

    assert store.run(lambda tx: jobs.unfinished(tx, chat.id)) == 2
    assert store.run(jobs.unfinished) == 3
    store.run(lambda tx: jobs.finish(tx, first, NOW))
    assert store.run(lambda tx: jobs.unfinished(tx, chat.id)) == 1
