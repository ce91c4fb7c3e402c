"""The experiment: people act, the server dies and lives again, then everything is let run out and is judged."""

from __future__ import annotations

import heapq
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, func, select

from flows.dialogue import phrases
from storage import tables, timers
from storage.errors import Busy
from storage.store import Store
from tests.faults.evidence import Evidence, gather
from tests.faults.judge import Verdict, judge
from tests.faults.lives import Lives, Server
from tests.faults.people import Person
from tests.faults.side import Side

LOOK = 0.03
"""Seconds between two looks of a person who waits."""
PROGRESS = 10.0
END = 180.0
"""Seconds that the rest may take."""
AT_ONCE = 8
"""People who may wait for an answer at the same time. More would fill the processor, and then every death finds
something on its way.
"""
BACKLOG = 600
"""Updates that may wait before people pause: so many never write while a bot is down."""


@dataclass(frozen=True, slots=True)
class Plan:
    steps: int
    people: int
    seed: int


@dataclass(frozen=True, slots=True)
class Outcome:
    steps: int
    seconds: float
    kills: Counter[str]
    dropped: int
    verdict: Verdict
    wrong: Sequence[str]
    """Lives that ended as they should not, calls that the platform's description does not allow."""
    reports: Counter[str]
    made: Counter[str]
    """Of what the people's steps became, so that a run that exercises nothing is seen to."""

    @property
    def bound(self) -> int:
        """Of messages shown twice."""
        return self.kills.total() - self.kills["SIGTERM"] + self.dropped

    @property
    def holds(self) -> bool:
        v = self.verdict
        zeros = (v.lost, v.doubled, v.swapped, v.unfinished, self.wrong)
        return not any(zeros) and v.twice <= self.bound


def run(
    plan: Plan, side: Side, url: str, log: Path, tell: Callable[[str], None] = lambda line: None
) -> Outcome:
    log.touch()
    began = time.monotonic()
    with Store(url) as store:
        store.migrate()
        side.prepare(store)
    with side:
        lives = Lives(url, side.environment(), log, plan.seed)
        lives.start()
        people = [Person(1000 + n, plan.seed) for n in range(plan.people)]
        steps = _act(plan, people, side, lives, tell)
        side.calm()
        seconds = time.monotonic() - began
        server = lives.last()
        for each in people:
            each.settle(side)
        _run_out(side, url, server)
        if not server.stop():
            lives.wrong.append(f"at the end: exit {server.code}")
        with Store(url) as store:
            evidence = store.run(lambda tx: gather(tx, side))
        verdict = judge(evidence)
        reports = Counter(each.state for each in evidence.jobs)
        wrong = [*lives.wrong, *side.flaws()]
        made = _made(evidence)
        return Outcome(steps, seconds, lives.kills, side.dropped(), verdict, wrong, reports, made)


def _made(evidence: Evidence) -> Counter[str]:
    return Counter(
        turns=len(evidence.inbox),
        revisions=len(evidence.kept),
        messages=len(evidence.said),
        late=sum(phrases.LATE in each.text for each in evidence.said),
    )


def _act(
    plan: Plan, people: Sequence[Person], side: Side, lives: Lives, tell: Callable[[str], None]
) -> int:
    """One thread for all: a person who waits is looked at again and again, which costs little."""
    due = [(0.0, n) for n in range(len(people))]
    steps, told, began = 0, time.monotonic(), time.monotonic()
    while steps < plan.steps:
        when, n = heapq.heappop(due)
        now = time.monotonic()
        if when > now:
            time.sleep(when - now)
        if now - told > PROGRESS:
            told = now
            tell(f"{steps} steps, {steps / (now - began):.0f}/s, {lives.kills.total()} ends")
        if people[n].ready(side, now) and not _busy(people, side, now):
            steps += people[n].act(side, now)
        heapq.heappush(due, (time.monotonic() + LOOK, n))
    return steps


def _busy(people: Sequence[Person], side: Side, now: float) -> bool:
    return sum(each.waits(now) for each in people) >= AT_ONCE or side.waiting() >= BACKLOG


def _run_out(side: Side, url: str, server: Server) -> None:
    until = time.monotonic() + END
    with Store(url) as store:
        while time.monotonic() < until and not server.ended(0):
            with suppress(Busy):  # it serves
                if not side.waiting() and not store.run(_left):
                    return
            time.sleep(0.3)


def _left(tx: Connection) -> int:
    """Rows that still wait for something."""
    queues = (tables.inbox, tables.message, tables.job)
    counts = [
        select(func.count()).select_from(each).where(each.c.state == "waiting") for each in queues
    ]
    counts.append(select(func.count()).select_from(timers.timer))
    return sum(tx.execute(each).scalar_one() for each in counts)
