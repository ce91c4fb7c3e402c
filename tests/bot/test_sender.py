"""Sending: every verdict of a platform, in order within a chat, at least once, whatever breaks off."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.forms import plain
from bot.pacing import Pace
from bot.sender import Sender
from bot.verdicts import Again, Blocked, Malformed, Sent, Wait
from flows.dialogue import phrases
from flows.dialogue.events import Started
from flows.dialogue.messages import Choice, Message
from storage import chats, outbox, tables
from storage.chats import Address
from tests.bot.platforms import QUICK, Scripted, real_now, true
from tests.bot.scenes import LAN, MINH, Scene
from tests.bot.services import empty, sender, until
from tests.bot.test_delivery import Died, dying, post

UNSEEN = "123456:AAtoken-that-nobody-may-see"


async def dead(sender: Sender) -> None:
    """It dies on its way."""
    with pytest.raises(ExceptionGroup) as raised:
        await empty(sender)
    assert raised.group_contains(Died)


def states(scene: Scene) -> list[str]:
    return [str(each) for each in scene.column(tables.message, "state")]


def put(scene: Scene, message: Message, address: Address = LAN) -> None:
    now = scene.fates.now
    chat = scene.house.store.run(lambda tx: chats.take(tx, address, now)).id
    scene.house.store.run(lambda tx: outbox.post(tx, chat, message, now))


# --- sent ------------------------------------------------------------------------------------


async def test_everything_is_sent_once_and_in_order(on_both: Scene) -> None:
    texts = [f"tin {n}" for n in range(12)]
    for text in texts:
        post(on_both, f"{text} cho Lan", address=LAN)
        post(on_both, f"{text} cho Minh", address=MINH)
    platform = Scripted()
    await empty(sender(on_both, platform))

    assert platform.texts(LAN) == [f"{text} cho Lan" for text in texts]
    assert platform.texts(MINH) == [f"{text} cho Minh" for text in texts]
    assert set(states(on_both)) == {"sent"}


async def test_a_slow_chat_keeps_no_other_waiting(on_both: Scene) -> None:
    minh_was_served = asyncio.Event()

    async def meanwhile(message: Message) -> None:
        if message.text == "hai":
            minh_was_served.set()
        else:
            await minh_was_served.wait()

    post(on_both, "một", address=LAN)
    post(on_both, "hai", address=MINH)
    platform = Scripted(meanwhile=meanwhile)
    await empty(sender(on_both, platform))

    assert platform.sent == [("minh", "hai"), ("lan", "một")]


async def test_one_that_hangs_is_seen_soon_though_nothing_is_told(on_both: Scene) -> None:
    minh_was_served = asyncio.Event()

    async def meanwhile(message: Message) -> None:
        if message.text == "hai":
            minh_was_served.set()
        else:
            await minh_was_served.wait()

    post(on_both, "một", address=LAN)
    post(on_both, "hai", address=MINH)
    platform = Scripted(meanwhile=meanwhile)
    pace = replace(QUICK, slow=0.2, queue=600.0, look=0.05, seldom=600.0)
    async with asyncio.timeout(10):
        await empty(sender(on_both, platform, pace))

    assert platform.sent == [("minh", "hai"), ("lan", "một")]


async def test_a_clock_that_was_set_back_holds_up_nothing(on_both: Scene) -> None:
    post(on_both, "một", "hai")
    on_both.fates.wait(-3600)
    platform = Scripted()
    await empty(sender(on_both, platform))

    assert platform.texts(LAN) == ["một", "hai"]


async def test_a_backlog_is_sent_several_at_a_time(on_both: Scene) -> None:
    """One at a time would fall behind for ever what many people are told."""
    minh_was_served = asyncio.Event()

    async def meanwhile(message: Message) -> None:
        if message.text == "hai":
            minh_was_served.set()
        else:
            await minh_was_served.wait()

    post(on_both, "một", address=LAN)
    post(on_both, "hai", address=MINH)
    on_both.fates.wait(150)
    platform = Scripted(meanwhile=meanwhile)
    async with asyncio.timeout(10):
        await empty(sender(on_both, platform, replace(QUICK, slow=60.0, queue=100.0)))

    assert platform.sent == [("minh", "hai"), ("lan", "một")]


async def test_a_prompt_learns_when_it_was_delivered_and_as_which_message(on_both: Scene) -> None:
    on_both.take(Started())
    at = real_now()
    text = on_both.column(tables.message, "body")[0]["text"]
    await empty(sender(on_both, Scripted({text: [Sent("77", at)]})))

    assert on_both.column(tables.prompt, "platform_id") == ["77"]
    assert on_both.column(tables.prompt, "delivered_at") == [at]


async def test_what_is_ordered_meanwhile_is_sent_without_being_looked_for(on_both: Scene) -> None:
    platform = Scripted()
    working = sender(on_both, platform, replace(QUICK, look=60.0, seldom=60.0))
    stop = asyncio.Event()
    running = asyncio.create_task(working.run(stop))
    await asyncio.sleep(0.05)
    post(on_both, "một")
    working.wake()
    await true(lambda: bool(platform.sent))
    stop.set()
    working.wake()
    await running

    assert platform.texts(LAN) == ["một"]


# --- not yet ---------------------------------------------------------------------------------


async def test_what_failed_is_tried_again_and_what_comes_after_it_waits(on_both: Scene) -> None:
    post(on_both, "một", "hai", "ba")
    platform = Scripted({"một": [Again(), OSError(), Again()], "hai": [Again()]})
    await until(sender(on_both, platform), lambda: len(platform.sent) == 3)

    assert platform.texts(LAN) == ["một", "hai", "ba"]
    assert [message.text for _, message, _ in platform.tried] == 4 * ["một"] + 2 * ["hai"] + ["ba"]


async def test_a_chat_that_must_wait_waits_alone(on_both: Scene) -> None:
    post(on_both, "một", "hai", address=LAN)
    post(on_both, "ba", "bốn", address=MINH)
    platform = Scripted({"một": [Wait(0.3)]})
    began = real_now()
    await until(sender(on_both, platform), lambda: len(platform.sent) == 4)

    assert platform.sent == [("minh", "ba"), ("minh", "bốn"), ("lan", "một"), ("lan", "hai")]
    assert real_now() - began >= timedelta(seconds=0.3)


async def test_when_all_must_wait_nobody_is_served_before(on_both: Scene) -> None:
    post(on_both, "một", address=LAN)
    platform = Scripted({"một": [Wait(0.3, everybody=True)]})
    working = sender(on_both, platform)
    began = real_now()

    async def later(message: Message) -> None:
        if len(platform.tried) == 1:
            post(on_both, "hai", address=MINH)

    platform.meanwhile = later
    await until(working, lambda: len(platform.sent) == 2)

    times = on_both.column(tables.message, "finished_at")
    assert min(times) - began >= timedelta(seconds=0.3)


async def test_who_blocked_the_bot_is_parked_and_loses_nothing(on_both: Scene) -> None:
    post(on_both, "một", "hai")
    platform = Scripted({"một": [Blocked()]})
    await empty(sender(on_both, platform))
    assert (platform.sent, on_both.column(tables.chat, "parked")) == ([], [True])

    chat = on_both.column(tables.chat, "id")[0]
    on_both.house.store.run(lambda tx: outbox.unpark(tx, chat))
    await empty(sender(on_both, platform))
    assert platform.texts(LAN) == ["một", "hai"]


# --- malformed -------------------------------------------------------------------------------

OFFER = Message("Chọn một.", (Choice("Có", "yes"),), (Choice("Bỏ qua", "/boqua"),), "t0000000")
PLAIN = "Chọn một.\n1. Có\n/boqua bỏ qua"


def test_plain_text_names_what_the_buttons_offered() -> None:
    assert plain(OFFER) == Message(PLAIN)
    assert plain(Message("Báo cáo.", file="x")) == Message("Báo cáo.", file="x")


@pytest.mark.parametrize(
    ("script", "tried", "state"),
    [
        ({OFFER.text: [Malformed()]}, [OFFER.text, PLAIN], "sent"),
        (
            {OFFER.text: [Malformed()], PLAIN: [Malformed()]},
            [OFFER.text, PLAIN, phrases.UNSENT],
            "undeliverable",
        ),
        (
            {OFFER.text: [Malformed()], PLAIN: [Malformed()], phrases.UNSENT: [Malformed()]},
            [OFFER.text, PLAIN, phrases.UNSENT],
            "undeliverable",
        ),
    ],
)
async def test_a_malformed_message_is_said_plainer_and_holds_up_no_other(
    script: dict[str, list[Malformed | Exception]], tried: list[str], state: str, on_both: Scene
) -> None:
    put(on_both, OFFER)
    post(on_both, "tin sau")
    platform = Scripted({text: [*verdicts] for text, verdicts in script.items()})
    await empty(sender(on_both, platform))

    assert [message.text for _, message, _ in platform.tried] == [*tried, "tin sau"]
    assert states(on_both) == [state, "sent"]


def test_the_fixed_sentence_names_the_way_on() -> None:
    assert "/tieptuc" in phrases.UNSENT


async def test_a_file_that_is_gone_does_not_stop_the_chat(on_both: Scene) -> None:
    put(on_both, Message("Báo cáo.", file="không có"))
    post(on_both, "tin sau")
    platform = Scripted()
    await empty(sender(on_both, platform))

    assert platform.texts(LAN) == [phrases.UNSENT, "tin sau"]


# --- deaths ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("point", "arrived"),
    [
        ("send.before", ["một", "hai", "ba"]),
        ("send.after", ["một", "hai", "hai", "ba"]),
        ("send.noted", ["một", "hai", "ba"]),
    ],
)
async def test_after_a_death_a_message_may_come_twice_and_is_never_lost(
    point: str, arrived: list[str], on_both: Scene
) -> None:
    post(on_both, "một", "hai", "ba")
    platform = Scripted()
    short = replace(QUICK, lease=0.3)
    await dead(sender(on_both, platform, short, dying(point, 2)))
    await until(sender(on_both, platform), lambda: states(on_both) == 3 * ["sent"])

    assert platform.texts(LAN) == arrived


async def test_while_the_lease_of_a_dead_sender_runs_nobody_else_sends(on_both: Scene) -> None:
    post(on_both, "một", "hai")
    platform = Scripted()
    await dead(sender(on_both, platform, fault=dying("send.after")))
    await empty(sender(on_both, platform))

    assert platform.texts(LAN) == ["một"]


async def test_a_sending_longer_than_its_lease_is_not_begun_twice(on_both: Scene) -> None:
    async def slowly(message: Message) -> None:
        await asyncio.sleep(0.3)

    post(on_both, "một")
    platform = Scripted(meanwhile=slowly)
    await empty(sender(on_both, platform, replace(QUICK, lease=0.05)))

    assert platform.texts(LAN) == ["một"]


# --- stopping --------------------------------------------------------------------------------


async def test_what_cannot_be_sent_in_time_is_put_back_for_the_next_sender(on_both: Scene) -> None:
    post(on_both, *(f"tin {n}" for n in range(5)))
    platform = Scripted()
    slow = replace(Pace(), drain=0.5)
    await empty(sender(on_both, platform, slow))
    assert platform.texts(LAN) == ["tin 0", "tin 1", "tin 2"]

    await empty(sender(on_both, platform))
    assert platform.texts(LAN) == [f"tin {n}" for n in range(5)]


async def test_what_is_on_its_way_when_the_time_is_over_arrives_and_is_noted(
    on_both: Scene,
) -> None:
    """Broken off, it would be sent again by the next process, though nothing had died."""

    async def slowly(message: Message) -> None:
        await asyncio.sleep(0.3)

    post(on_both, *(f"tin {n}" for n in range(9)))
    platform = Scripted(meanwhile=slowly)
    await empty(sender(on_both, platform, replace(QUICK, drain=0.5)))

    assert len(platform.tried) == states(on_both).count("sent")
    assert "waiting" in states(on_both)


async def test_a_platform_that_hangs_does_not_keep_the_process_alive(on_both: Scene) -> None:
    async def never(message: Message) -> None:
        await asyncio.Event().wait()

    post(on_both, "một")
    platform = Scripted(meanwhile=never)
    async with asyncio.timeout(10):
        await empty(sender(on_both, platform, replace(QUICK, drain=0.2)))

    assert states(on_both) == ["waiting"]


# --- silence ---------------------------------------------------------------------------------


async def test_an_error_is_logged_without_its_text(
    on_sqlite: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    post(on_sqlite, "Đồng chí A.")
    platform = Scripted({"Đồng chí A.": [OSError(f"https://host/bot{UNSEEN}/sendMessage")]})
    with caplog.at_level(logging.DEBUG), suppress(TimeoutError):
        await until(sender(on_sqlite, platform), lambda: bool(platform.sent))

    assert "OSError" in caplog.text
    assert UNSEEN not in caplog.text
    assert "Đồng chí A." not in caplog.text
