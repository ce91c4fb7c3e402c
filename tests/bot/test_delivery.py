"""Sending: in order within a chat, at least once, whatever breaks off in the middle."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from flows.dialogue.events import Started
from flows.dialogue.messages import Message
from storage import chats, files, outbox, tables
from tests.bot.scenes import LAN, MINH, Scene


class Died(Exception):  # noqa: N818
    """In place of a death."""


def dying(point: str, times: int = 1) -> Callable[[str], None]:
    """Dies at the n-th passing of a point."""
    left = [times]

    def pass_point(name: str) -> None:
        left[0] -= name == point
        if left[0] == 0:
            raise Died

    return pass_point


def post(scene: Scene, *texts: str, address: chats.Address = LAN, file: str = "") -> None:
    now = scene.fates.now
    chat = scene.house.store.run(lambda tx: chats.take(tx, address, now)).id
    for text in texts:
        message = Message(text, file=file)
        scene.house.store.run(partial(outbox.post, chat_id=chat, message=message, now=now))


def test_everything_is_sent_once_and_in_order(on_both: Scene) -> None:
    texts = [f"tin {n}" for n in range(25)]
    post(on_both, *texts)

    assert on_both.hear() == texts
    assert on_both.hear() == []
    assert set(on_both.column(tables.message, "state")) == {"sent"}


def test_each_chat_hears_its_own(on_both: Scene) -> None:
    post(on_both, "cho Lan", address=LAN)
    post(on_both, "cho Minh", address=MINH)

    assert on_both.hear(MINH) == ["cho Minh"]
    assert on_both.hear(LAN) == ["cho Lan"]


@pytest.mark.parametrize(
    ("point", "again"),
    [
        ("send.before", ["hai", "ba"]),
        ("send.after", ["hai", "ba"]),
        ("send.noted", ["ba"]),
    ],
)
def test_after_a_death_sending_goes_on_where_it_was_noted_last(
    point: str, again: list[str], on_both: Scene
) -> None:
    post(on_both, "một", "hai", "ba")
    with pytest.raises(Died):
        on_both.hear(fault=dying(point, 2))

    assert on_both.heard == (["một"] if point == "send.before" else ["một", "hai"])
    assert on_both.hear() == again


def test_a_message_that_cannot_be_sent_holds_back_those_after_it(on_both: Scene) -> None:
    post(on_both, "một", "hai")
    delivery = on_both.delivery()

    def refuse(_: str) -> None:
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - any
        on_both.hear(fault=refuse)
    assert on_both.heard == []
    assert delivery.pump() == 2
    assert on_both.heard == ["một", "hai"]


def test_a_file_comes_with_its_message(on_both: Scene) -> None:
    now = on_both.fates.now
    file = on_both.house.store.run(lambda tx: files.save(tx, "1.docx", "mime", b"PK", "", now))
    post(on_both, "Gửi đồng chí.", file=file)
    on_both.hear()

    assert [(each.name, each.data) for each in on_both.files] == [("1.docx", b"PK")]


def test_a_prompt_learns_when_it_was_delivered(on_both: Scene) -> None:
    on_both.begin()
    on_both.fates.wait(5)
    on_both.take(Started())
    assert on_both.column(tables.prompt, "delivered_at")[-1] is None
    on_both.hear()

    assert on_both.column(tables.prompt, "delivered_at")[-1] == on_both.fates.now
