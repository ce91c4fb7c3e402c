"""Turns: each update once, all or nothing, in order, whatever goes wrong in the middle or holds the chat."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import cast

import pytest
from sqlalchemy import Connection

from bot.house import cut
from bot.runner import Incoming, Runner
from bot.wire import to_json
from flows.dialogue import phrases
from flows.dialogue.events import Corrected, Event, Said, Started
from flows.dialogue.messages import Message
from flows.dialogue.session import Phase
from storage import inbox, shelf, tables, timers
from tests.bot.scenes import LAN, MINH, QUESTIONS, Scene, chat_of, draft_of, held

WORDS = "Đồng chí A. nhận 5 triệu đồng"
POISON = Said(cast("str", [WORDS]))
"""An event over which its turn stumbles: words that are no text, as no channel makes them."""


def put_by(scene: Scene, event: Event, key: str) -> None:
    """As if its chat had been busy."""
    payload, now = to_json(event), scene.fates.now
    scene.house.store.run(lambda tx: inbox.receive(tx, LAN, key, payload, now))


# --- once ------------------------------------------------------------------------------------


def test_an_update_seen_before_changes_nothing_and_says_nothing(on_both: Scene) -> None:
    on_both.begin()
    for _ in range(3):
        on_both.take(Said("Hoàn thành 100%."), key="như nhau")

    assert on_both.kept() == ["Hoàn thành 100%."]
    assert len(on_both.hear()) == 1


# --- all or nothing --------------------------------------------------------------------------


def test_a_turn_that_raises_leaves_an_apology_and_nothing_else(
    on_both: Scene, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    on_both.begin()
    before = on_both.session()
    on_both.fates.broken = ValueError(WORDS)
    with caplog.at_level(logging.DEBUG):
        on_both.take(Said(WORDS))
    on_both.fates.broken = None

    assert on_both.hear() == [phrases.APOLOGY]
    assert on_both.session() == before
    assert on_both.kept() == []
    assert on_both.column(tables.inbox, "state")[-1] == "failed"
    assert on_both.column(tables.inbox, "error")[-1] == "ValueError"
    assert WORDS not in caplog.text + "".join(capfd.readouterr())


def test_the_update_of_a_turn_that_raised_is_known_and_the_next_is_served(on_both: Scene) -> None:
    on_both.begin()
    on_both.fates.broken = KeyError()
    on_both.take(Said("Câu trả lời."), key="như nhau")
    on_both.fates.broken = None
    on_both.take(Said("Câu trả lời."), key="như nhau")

    assert on_both.hear() == [phrases.APOLOGY]
    assert on_both.kept() == []
    on_both.say("Câu trả lời.")
    assert on_both.kept() == ["Câu trả lời."]


def test_a_turn_that_raises_in_its_second_leg_takes_back_the_first(on_both: Scene) -> None:
    on_both.take(Started())
    on_both.hear()
    on_both.fates.fail_after(3, RuntimeError())
    on_both.take(Said("1"))
    on_both.fates.broken = None

    assert on_both.hear() == [phrases.APOLOGY]
    assert on_both.column(tables.draft, "id") == []
    assert on_both.session().phase is Phase.CHOOSING


# --- what was edited ------------------------------------------------------------------------


def test_a_marked_edit_of_a_turn_that_raised_is_kept_nowhere(on_both: Scene) -> None:
    on_both.begin()
    on_both.fates.broken = ValueError()
    on_both.take(Corrected("41", "MẬT"))
    on_both.take(Corrected("41", "không mật"))
    on_both.fates.broken = None

    payloads = on_both.column(tables.inbox, "payload")[-2:]
    assert payloads[0] is None
    assert payloads[1] is not None


def test_an_edit_amends_in_its_own_chat_and_draft_only(on_both: Scene) -> None:
    on_both.begin()
    on_both.take(Said("Đạt 98%.", key="41"))
    on_both.begin(MINH)
    on_both.hear()
    on_both.take(Corrected("41", "Đạt 97%."), MINH)
    assert phrases.CORRECTED_LATER in on_both.hear(MINH)[-1]

    on_both.take(Corrected("41", "Đạt 99%."))
    assert on_both.kept() == ["Đạt 98%.", "Đạt 99%."]

    on_both.say("/bannhap", "2")
    on_both.take(Corrected("41", "Đạt 100%."))
    assert phrases.OF_ANOTHER_DRAFT in on_both.hear()[-1]
    assert on_both.kept() == ["Đạt 98%.", "Đạt 99%."]


# --- what waited -----------------------------------------------------------------------------


def test_what_waited_is_done_first_and_in_order(on_both: Scene) -> None:
    on_both.begin()
    put_by(on_both, Said("Một."), "a")
    put_by(on_both, Said("Hai."), "b")
    on_both.say("Ba.")

    assert on_both.kept() == ["Một.", "Hai.", "Ba."]
    assert set(on_both.column(tables.inbox, "state")) == {"done"}


def test_what_waited_is_taken_up_though_nothing_more_comes(on_both: Scene) -> None:
    on_both.begin()
    put_by(on_both, Said("Một."), "a")
    put_by(on_both, Said("Hai."), "b")

    assert on_both.house.work() == 2
    assert on_both.house.work() == 0
    assert on_both.kept() == ["Một.", "Hai."]


def test_an_update_that_waited_and_raises_fails_alone(on_both: Scene) -> None:
    on_both.begin()
    put_by(on_both, Said("Một."), "a")
    put_by(on_both, POISON, "b")
    put_by(on_both, Said("Hai."), "c")
    on_both.take(Said("Ba."))

    assert on_both.kept() == ["Một.", "Hai.", "Ba."]
    assert [heard for heard in on_both.hear() if heard == phrases.APOLOGY] == [phrases.APOLOGY]
    assert on_both.column(tables.inbox, "state")[-4:] == ["done", "failed", "done", "done"]
    assert on_both.column(tables.inbox, "payload")[-4::2] == [None, None]


def test_an_update_that_waited_and_raises_when_it_is_taken_up_fails(on_both: Scene) -> None:
    on_both.begin()
    put_by(on_both, POISON, "a")
    on_both.house.work()

    assert on_both.hear() == [phrases.APOLOGY]
    assert on_both.column(tables.inbox, "error")[-1] == "AttributeError"
    assert on_both.house.work() == 0


# --- who holds the chat ----------------------------------------------------------------------


@pytest.mark.parametrize("lock", [chat_of, draft_of])
def test_an_update_that_finds_its_chat_busy_is_stored_alone_and_done_later(
    lock: Callable[[Scene], Callable[[Connection], object]], on_postgres: Scene
) -> None:
    on_postgres.begin()
    with held(on_postgres, lock(on_postgres)):
        began = time.monotonic()
        on_postgres.take(Said("Một."))
        on_postgres.take(Said("Hai."))
        waited = time.monotonic() - began
        assert on_postgres.column(tables.inbox, "state")[-2:] == ["waiting", "waiting"]
        assert on_postgres.kept() == []
    on_postgres.say("Ba.")

    assert on_postgres.kept() == ["Một.", "Hai.", "Ba."]
    assert set(on_postgres.column(tables.inbox, "state")) == {"done"}
    assert 1 <= waited < 5


def test_a_busy_chat_does_not_hold_up_another(on_postgres: Scene) -> None:
    on_postgres.begin(MINH)
    on_postgres.take(Started(), LAN)
    with held(on_postgres, chat_of(on_postgres)):
        began = time.monotonic()
        assert on_postgres.say("Một.", address=MINH)
        assert time.monotonic() - began < 0.5


def test_what_finds_its_chat_still_busy_waits_on(on_postgres: Scene) -> None:
    on_postgres.begin()
    put_by(on_postgres, Said("Một."), "a")
    with held(on_postgres, chat_of(on_postgres)):
        on_postgres.house.work()
        assert on_postgres.column(tables.inbox, "state")[-1] == "waiting"
    on_postgres.house.work()

    assert on_postgres.kept() == ["Một."]


def test_turns_of_one_chat_at_once_do_not_interleave(on_both: Scene) -> None:
    on_both.begin()
    answers = [f"Câu trả lời {n}." for n in range(len(QUESTIONS))]
    with ThreadPoolExecutor(len(answers)) as people:
        list(people.map(lambda words: on_both.take(Said(words)), answers))
    on_both.house.work()

    assert sorted(on_both.kept()) == answers
    assert on_both.column(tables.revision, "seq")[-4:] == [1] * 4
    assert len(on_both.hear()) == len(answers)
    assert on_both.session().phase is Phase.RESTING


# --- wake-ups --------------------------------------------------------------------------------


def test_a_wake_up_rings_once_and_not_before_its_time(on_both: Scene) -> None:
    on_both.begin()
    chat = on_both.column(tables.chat, "id")[0]
    on_both.house.store.run(lambda tx: timers.set(tx, chat, "thử", on_both.fates.now))
    on_both.fates.wait(-1)
    assert on_both.house.runner.catch_up().seen == 0
    on_both.fates.wait(1)

    assert [on_both.house.runner.catch_up().seen for _ in range(2)] == [1, 0]


def test_a_wake_up_that_finds_its_chat_busy_rings_later(on_postgres: Scene) -> None:
    on_postgres.begin()
    chat = on_postgres.column(tables.chat, "id")[0]
    on_postgres.house.store.run(lambda tx: timers.set(tx, chat, "thử", on_postgres.fates.now))
    with held(on_postgres, chat_of(on_postgres)):
        on_postgres.house.runner.catch_up()

    assert [on_postgres.house.runner.catch_up().seen for _ in range(2)] == [1, 0]


# --- the shelf -------------------------------------------------------------------------------


def test_an_outline_that_nobody_can_read_any_more_is_not_offered_and_stops_no_one(
    on_both: Scene,
) -> None:
    now = on_both.fates.now
    on_both.house.store.run(lambda tx: shelf.publish(tx, "cũ", 1, "digest", "không rõ", now))
    on_both.take(Started())

    assert phrases.WHICH_OUTLINE in on_both.hear()[0]
    on_both.say("1", "chi bộ thôn 3")
    assert on_both.kept("to_chuc") == ["chi bộ thôn 3"]


def test_what_a_channel_cannot_send_in_one_piece_is_queued_in_several(on_both: Scene) -> None:
    def halved(channel: str, message: Message) -> list[Message]:
        return [Message(f"{channel}: còn nữa"), message]

    world = replace(on_both.house.world, cut=halved)
    runner = Runner(on_both.house.store, world)
    runner.take(Incoming(LAN, "1", Started()))

    first, last = on_both.hear()
    assert first == "terminal: còn nữa"
    assert phrases.GREETING in last


def test_telegram_is_told_in_pieces_that_it_takes() -> None:
    parts = cut("telegram", Message("một hai " * 1000))

    assert [len(each.text) <= 4096 for each in parts] == [True, True]
    assert cut("terminal", Message("một hai " * 1000)) == [Message("một hai " * 1000)]
