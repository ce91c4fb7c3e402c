"""Nothing lost, nothing doubled, wherever the process dies: at every failpoint, and by kill -9 at any moment.

The person repeats only what the bot does not know, so what was lost would be missing at the end, and what was
done twice would be there twice. A message may be shown twice: the process died between showing and noting it.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, cycle, islice
from pathlib import Path
from threading import Timer
from typing import TypeVar
from zipfile import is_zipfile

import pytest
from sqlalchemy import Connection, Table, inspect, select

from flows.dialogue.session import Phase
from flows.drafts.settings import MODE, NAME
from storage import tables
from storage.codec import message_from_json
from storage.jobs import ATTEMPTS
from storage.store import Store
from tests.bot.lives import KILLED, Birth, Heard, Life, forked, living, started
from tests.bot.person import ANSWERS, EDITED, FACTS, LAST, NEW, SKIPPED, Person
from tests.engines import Postgres

T = TypeVar("T")

EVER = 600.0
"""Seconds: longer than any life."""
TALK = {forked: 0.7, started: 1.7}
"""Seconds in which a whole conversation is hardly over."""


@dataclass
class Fate:
    """Leads a person's program through its lives."""

    url: str
    folder: Path
    birth: Birth = forked
    person: Person = field(default_factory=Person)
    deaths: int = 0

    def lead(self, failpoint: str = "", seconds: float = EVER) -> bool:
        """One life, no longer than that. Whether it came to a good end."""
        args = ["chat", "--jsonl", "--db", self.url, "--out", str(self.folder / "out")]
        env = {"HOME": str(self.folder), "THUKY_JOB_LEASE": "1", "THUKY_FAILPOINT": failpoint}
        greeting = look(self.url, _unsent) + 1
        with living(self.birth, args, env) as life:
            killer = Timer(seconds, life.process.kill)
            killer.start()
            done = self._talk(life, greeting)
            killer.cancel()
            code = life.process.wait()
        self.deaths += code in KILLED
        assert code in KILLED or (code == 0 and done), f"exit {code}"
        return code == 0

    def _talk(self, life: Life, greeting: int) -> bool:
        """What was left unsent and the greeting; an answer to each message; what comes at the end."""
        heard = all(self._hear(life) for _ in range(greeting))
        while heard and (words := self.person.reply()) is not None:
            life.say(words)
            heard = self._hear_answer(life)
        for message in life.rest():
            self.person.hear(message)
        return heard

    def _hear(self, life: Life) -> Heard | None:
        message = life.hear()
        if message is not None:
            self.person.hear(message)
        return message

    def _hear_answer(self, life: Life) -> bool:
        """A finished report may come before it."""
        while message := self._hear(life):
            if "file" not in message:
                return True
        return False


def look(url: str, what: Callable[[Connection], T]) -> T:
    with Store(url) as store:
        return store.run(what)


def _unsent(tx: Connection) -> int:
    """Messages in the outbox of a database that may not have its tables yet."""
    if not inspect(tx).has_table(tables.message.name):
        return 0
    return Counter(_column(tx, tables.message, "state"))["waiting"]


def _column(tx: Connection, table: Table, name: str) -> list[str]:
    return list(tx.execute(select(table.c[name])).scalars())


def all_is_there_once(fate: Fate) -> None:
    """Every answer, the position, and what was ordered; and every message was shown."""
    look(fate.url, _check_answers)
    look(fate.url, _check_work)
    look(fate.url, lambda tx: _check_messages(tx, fate))
    files = fate.person.files
    assert 1 <= len(files) <= 1 + fate.deaths
    assert all(is_zipfile(each) for each in files)


def _check_answers(tx: Connection) -> None:
    r, c = tables.revision.c, tables.chat.c
    rows = tx.execute(select(r.question, r.seq, r.words).order_by(r.question, r.seq)).all()
    told = {**FACTS, **ANSWERS, SKIPPED: "", MODE: "Từng ý: nhiều câu ngắn, dễ trả lời"}
    expected = [(id, 1, words.replace(r"\n", "\n")) for id, words in told.items()]
    expected += [(EDITED, 2, NEW), (NAME, 1, "Sơ kết giữa nhiệm kỳ 2020 - 2025")]
    assert [tuple(row) for row in rows] == sorted(expected)
    position = tx.execute(select(c.phase, c.question, c.item, c.page)).one()
    assert tuple(position) == (Phase.ASKING, LAST, "", 0)


def _check_work(tx: Connection) -> None:
    assert set(_column(tx, tables.inbox, "state")) == {"done"}
    assert set(_column(tx, tables.message, "state")) == {"sent"}
    assert _column(tx, tables.job, "state") == ["done"]
    assert len(_column(tx, tables.file, "id")) == 1
    assert len(_column(tx, tables.draft, "id")) == 1


def _check_messages(tx: Connection, fate: Fate) -> None:
    said = Counter(message_from_json(body).text for body in _column(tx, tables.message, "body"))
    heard = Counter(fate.person.heard)
    assert not said - heard
    assert (heard - said).total() <= fate.deaths


def sqlite(folder: Path) -> str:
    return str(folder / "thuky.db")


def until_the_end(fate: Fate, failpoints: Iterable[str]) -> None:
    """Life after life, each armed with the next failpoint, until one passes without dying."""
    for failpoint in islice(failpoints, 100):
        if fate.lead(failpoint):
            return
    raise AssertionError("the conversation never ends")


def passings(point: str, begin: int, turn: int) -> Iterator[str]:
    """At every passing of the start, then of three turns, round and round: an edit takes that many.

    *begin*, *turn*: about how often a start and a turn pass it.
    """
    over = range(begin + 1, begin + 3 * turn + 2)
    return (f"{point}:{n}" for n in chain(range(1, begin + 1), cycle(over)))


COMMITS = ("commit.before", "commit.after")
SENDS = ("send.before", "send.after", "send.noted")


@pytest.mark.parametrize("point", COMMITS)
def test_dying_at_any_commit_loses_and_doubles_nothing(point: str, tmp_path: Path) -> None:
    fate = Fate(sqlite(tmp_path), tmp_path)
    until_the_end(fate, passings(point, 11, 8))

    all_is_there_once(fate)
    assert fate.deaths >= 18


def test_dying_at_any_commit_on_postgres_loses_and_doubles_nothing(
    tmp_path: Path, postgres: Postgres
) -> None:
    fate = Fate(postgres.emptied(), tmp_path)
    before, after = (passings(point, 11, 8) for point in COMMITS)
    both = (next(each) for each in cycle((before, after)))
    until_the_end(fate, islice(both, 0, None, 3))

    all_is_there_once(fate)
    assert fate.deaths >= 10


@pytest.mark.parametrize("point", SENDS)
def test_dying_at_any_sending_loses_and_doubles_nothing(point: str, tmp_path: Path) -> None:
    fate = Fate(sqlite(tmp_path), tmp_path)
    until_the_end(fate, passings(point, 1, 1))

    all_is_there_once(fate)
    assert fate.deaths >= 8


@pytest.mark.parametrize("point", ["job.claimed", "job.built"])
def test_a_report_arrives_although_its_builder_died_twice(point: str, tmp_path: Path) -> None:
    fate = Fate(sqlite(tmp_path), tmp_path)
    until_the_end(fate, [point, point, ""])

    all_is_there_once(fate)
    assert fate.deaths == 2


@pytest.mark.parametrize(("seed", "birth"), [(1, forked), (2, forked), (3, started)])
def test_kill_at_any_moment_loses_and_doubles_nothing(
    seed: int, birth: Birth, tmp_path: Path
) -> None:
    chance = random.Random(seed)  # noqa: S311 - to be the same at every run
    fate = Fate(sqlite(tmp_path), tmp_path, birth)
    moments = (chance.uniform(0.1, TALK[birth]) for _ in range(ATTEMPTS - 1))  # one more ends a job
    while not fate.lead(seconds=next(moments, EVER)):
        pass

    all_is_there_once(fate)
    assert fate.deaths > 0
