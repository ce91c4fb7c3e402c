"""Background work: claims jobs under a lease, has reports built in other processes, hands results to their chats.

A crash repeats the job after its lease; storing the file, ending the job and telling the chat are one transaction.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from multiprocessing import get_context, parent_process
from signal import SIG_IGN, SIGINT, signal
from threading import Thread
from types import TracebackType
from typing import Self, TypeAlias, TypeVar

from sqlalchemy import Connection

from bot.faults import Fault, none
from bot.loading import parsed
from bot.runner import Incoming, Runner
from bot.settings import JOB_LEASE
from bot.world import World
from flows.dialogue.events import Finished
from flows.drafts.plan import missing, steps
from flows.drafts.settings import NAME, NUMBER
from flows.drafts.values import Answers
from outlines.model import Outline
from outlines.reading import Json
from reports.job import Built, build
from storage import drafts, files, jobs, persons, shelf
from storage.errors import Busy
from storage.jobs import Job
from storage.store import Store

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

T = TypeVar("T")

Submit: TypeAlias = Callable[..., "Future[Built]"]


@dataclass(frozen=True, slots=True)
class Workshop:
    """`submit` is a process pool's, or a stand-in that builds at once."""

    store: Store
    runner: Runner
    world: World
    submit: Submit
    fault: Fault = none
    lease: timedelta = JOB_LEASE

    def work(self, most: int | None = None) -> int:
        """Do every job that is waiting, or *most* of them; the number done."""
        done = 0
        while done != most and (job := self._claim()):
            self.fault("job.claimed")
            self._do(job)
            done += 1
        return done + self._bury()

    def _claim(self) -> Job | None:
        return self.store.run(lambda tx: jobs.claim(tx, self.world.now(), self.lease))

    def _do(self, job: Job) -> None:
        try:
            built, result = self._build(job)
        except BrokenExecutor:
            return  # its process was killed, perhaps by no fault of its own: again after the lease
        except Exception as error:  # noqa: BLE001 - one that cannot be built must not stop the others
            name = type(error).__name__
            self.store.run(lambda tx: self._give_up(tx, job, name))
            return
        self.fault("job.built")
        with suppress(Busy):  # nothing was done: again after the lease
            self.store.run(lambda tx: self._hand_over(tx, job, built, result))

    def _build(self, job: Job) -> tuple[Built, dict[str, Json]]:
        source, answers = self.store.run(lambda tx: _material(tx, job))
        built = self.submit(build, source, answers, self.world.now()).result()
        return built, summary(parsed(source), answers)

    def _hand_over(self, tx: Connection, job: Job, built: Built, result: dict[str, Json]) -> None:
        """Not to who parted with the draft since."""
        now = self.world.now()
        person, _ = persons.of_chat(tx, job.chat_id)
        if jobs.finish(tx, job.id, now) and persons.may_see(tx, person, job.draft):
            file = files.save(tx, built.name, DOCX, built.content, job.draft, now)
            self._tell(tx, job, {**result, "file": file})

    def _bury(self) -> int:
        """End jobs that killed their worker again and again, and say so."""
        now = self.world.now()
        dead = self.store.run(lambda tx: jobs.exhausted(tx, now, 10))
        for job in dead:
            self.store.run(partial(self._give_up, job=job, error="Exhausted"))
        return len(dead)

    def _give_up(self, tx: Connection, job: Job, error: str) -> None:
        jobs.fail(tx, job.id, self.world.now(), error)
        self._tell(tx, job, {"error": error})

    def _tell(self, tx: Connection, job: Job, result: Json) -> None:
        event = Finished(str(job.id), job.draft, result)
        self.runner.turn(tx, Incoming(job.address, f"job:{job.id}", event))


def _material(tx: Connection, job: Job) -> tuple[str, Answers]:
    """Answers and outline as they were when the report was ordered."""
    ordered = job.payload if isinstance(job.payload, dict) else {}
    upto, version = ordered.get("upto"), ordered.get("version")
    answers = drafts.answers(tx, job.draft, upto if isinstance(upto, int) else None)
    id, now_pinned = drafts.pinned(tx, job.draft)
    return shelf.source(tx, id, version if isinstance(version, int) else now_pinned), answers


def summary(outline: Outline, answers: Answers) -> dict[str, Json]:
    """What the person is told with the file."""
    name, number = answers.get(NAME), answers.get(NUMBER)
    return {
        "title": name.words if name else outline.title,
        "number": number.value if number else 1,
        "missing": len(missing(steps(outline, answers), answers)),
    }


class Builders:
    """Worker processes of low priority, one fewer than there are cores, so that replies stay quick.

    A pool that lost a process takes no more work, so another takes its place.
    """

    def __init__(self) -> None:
        self._pool = _pool()

    def submit(self, work: Callable[..., T], *args: object) -> Future[T]:
        try:
            return self._pool.submit(work, *args)
        except BrokenExecutor:
            self._pool.shutdown()
            self._pool = _pool()
            return self._pool.submit(work, *args)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown()


def builders() -> int:
    """How many reports are built at the same time."""
    return max(1, (os.cpu_count() or 2) - 1)


def _pool() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(builders(), mp_context=get_context("spawn"), initializer=_settle_in)


def _settle_in() -> None:
    """Ctrl+C is meant for the conversation; and a worker must not outlive a process that was killed."""
    signal(SIGINT, SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(10)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
