"""Background work: reports of the moment at which they were ordered, once, and one that fails stops no other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, suppress
from io import BytesIO
from pathlib import Path

from docx import Document
from sqlalchemy import Connection

from bot.settings import JOB_LEASE
from bot.workshop import Builders
from flows.dialogue import phrases
from reports.job import Built
from storage import chats, drafts, jobs, shelf, tables
from storage.jobs import ATTEMPTS
from tests.bot.scenes import LAN, MINH, Scene, chat_of, held, scene
from tests.engines import Postgres
from tests.worlds import at_once

ORDER = "/xuat"
LEASE = JOB_LEASE.total_seconds()


def report(scene: Scene) -> str:
    """Words of the last report that came."""
    return "\n".join(each.text for each in Document(BytesIO(scene.files[-1].data)).paragraphs)


def states(scene: Scene) -> list[str]:
    return scene.column(tables.job, "state")


def handed_over(heard: list[str]) -> list[str]:
    return [each for each in heard if "Gửi đồng chí báo cáo" in each]


# --- what is built ---------------------------------------------------------------------------


def test_a_report_is_of_the_moment_at_which_it_was_ordered(on_both: Scene) -> None:
    on_both.begin()
    on_both.say("Lúc đặt báo cáo.", ORDER, "Sau khi đặt.", "/lui", "Lại sau nữa.")
    assert on_both.house.work() == 1
    on_both.hear()

    assert "Lúc đặt báo cáo." in report(on_both)
    assert "Sau khi đặt." not in report(on_both)
    on_both.say(ORDER)
    on_both.house.work()
    on_both.hear()
    assert "Lại sau nữa." in report(on_both)


def test_two_orders_are_two_reports_and_each_is_handed_over_once(on_both: Scene) -> None:
    on_both.begin()
    on_both.say(ORDER, ORDER)

    assert (on_both.house.work(), on_both.house.work()) == (2, 0)
    assert len(handed_over(on_both.hear())) == len(on_both.files) == 2


def test_the_conversation_goes_on_where_it_was(on_both: Scene) -> None:
    on_both.begin()
    before = on_both.session()
    on_both.say(ORDER)
    on_both.house.work()
    on_both.hear()

    after = on_both.session()
    assert (after.phase, after.question) == (before.phase, before.question)
    on_both.say("Câu trả lời sau báo cáo.")
    assert on_both.kept() == ["Câu trả lời sau báo cáo."]


# --- what fails ------------------------------------------------------------------------------


def order_of_a_broken_outline(scene: Scene) -> None:
    """A draft whose outline no program reads any more."""
    now = scene.fates.now

    def work(tx: Connection) -> None:
        chat = chats.take(tx, LAN, now)
        shelf.publish(tx, "hong", 1, "digest", "không phải đề cương", now)
        drafts.open(tx, "hong", chat, "hong", "", now)
        jobs.queue(tx, "report", "hong", chat.id, {"upto": None}, now)

    scene.house.store.run(work)


def test_a_report_that_cannot_be_built_is_told_and_stops_no_other(on_both: Scene) -> None:
    on_both.begin()
    on_both.begin(MINH)
    order_of_a_broken_outline(on_both)
    on_both.say(ORDER, address=MINH)
    on_both.house.work()

    assert states(on_both) == ["failed", "done"]
    assert on_both.hear(LAN)[0].startswith(phrases.FAILED)
    assert handed_over(on_both.hear(MINH))
    assert on_both.column(tables.job, "error")[0] == "OutlineError"


class Killed:
    """A builder whose process is killed so many times, and then builds."""

    def __init__(self, times: int) -> None:
        self.left = times

    def __call__(self, work: Callable[..., Built], *args: object) -> Future[Built]:
        self.left -= 1
        if self.left < 0:
            return at_once(work, *args)
        future: Future[Built] = Future()
        future.set_exception(BrokenProcessPool())
        return future


def test_a_job_whose_process_was_killed_comes_again_after_its_lease(url: str) -> None:
    with scene(url, Killed(1)) as each:
        each.begin()
        each.say(ORDER)
        each.house.work()
        each.fates.wait(LEASE - 1)
        each.house.work()
        assert each.hear() == []
        each.fates.wait(1)
        each.house.work()

        assert len(handed_over(each.hear())) == 1
        assert states(each) == ["done"]


def test_a_job_that_kills_its_process_again_and_again_is_given_up(url: str) -> None:
    with scene(url, Killed(ATTEMPTS)) as each:
        each.begin()
        each.say(ORDER)
        for _ in range(ATTEMPTS + 2):
            each.house.work()
            each.fates.wait(LEASE)

        assert states(each) == ["failed"]
        assert [heard.startswith(phrases.FAILED) for heard in each.hear()] == [True]


def test_a_job_that_outlives_its_lease_is_done_twice_but_handed_over_once(url: str) -> None:
    slow: list[Scene] = []

    def overtaken(work: Callable[..., Built], *args: object) -> Future[Built]:
        """While one builds, its lease runs out and another worker does it all."""
        if slow:
            each = slow.pop()
            each.fates.wait(LEASE)
            assert each.house.work() == 1
        return at_once(work, *args)

    with scene(url, overtaken) as each:
        each.begin()
        each.say(ORDER)
        slow.append(each)
        each.house.work()

        assert states(each) == ["done"]
        assert len(each.column(tables.file, "id")) == 1
        assert len(handed_over(each.hear())) == 1


def test_a_report_for_a_busy_chat_is_handed_over_later(postgres: Postgres) -> None:
    turn = ExitStack()
    turns = [turn]

    def meanwhile(work: Callable[..., Built], *args: object) -> Future[Built]:
        """The first time, a turn of another process begins while the report is built."""
        if turns:
            turns.pop().enter_context(held(each, chat_of(each)))
        return at_once(work, *args)

    with scene(postgres.emptied(), meanwhile) as each:
        each.begin()
        each.say(ORDER)
        each.house.work()
        turn.close()
        assert states(each) == ["waiting"]
        each.fates.wait(LEASE)
        each.house.work()

        assert states(each) == ["done"]
        assert len(handed_over(each.hear())) == 1


# --- real processes --------------------------------------------------------------------------


def test_a_report_is_built_in_a_process_of_its_own(tmp_path: Path) -> None:
    with scene(str(tmp_path / "thuky.db"), None) as each:
        each.begin()
        each.say("Do một tiến trình khác viết.", ORDER)
        each.house.work()
        each.hear()

    assert "Do một tiến trình khác viết." in report(each)


def test_builders_replace_a_process_that_was_killed() -> None:
    with Builders() as builders:
        os.kill(builders.submit(os.getpid).result(), signal.SIGKILL)
        with suppress(BrokenExecutor):
            for _ in range(100):
                builders.submit(time.sleep, 0.05).result()

        assert builders.submit(os.getpid).result() != os.getpid()


BUILDER = """
import os
from bot.workshop import Builders

print(Builders().submit(os.getpid).result(), flush=True)
os.kill(os.getpid(), 9)
"""


def test_a_builder_does_not_outlive_a_program_that_was_killed(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(f"if __name__ == '__main__':\n    exec({BUILDER!r})\n")
    done = subprocess.run(
        [sys.executable, program], stdout=subprocess.PIPE, check=False, timeout=60
    )

    assert done.returncode == -signal.SIGKILL
    assert gone(int(done.stdout))


def gone(process: int) -> bool:
    """Within a few seconds."""
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False
