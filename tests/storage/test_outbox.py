"""Per chat, in order, at least once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, select

from flows.dialogue.effects import Ask
from flows.dialogue.messages import Choice, Message
from storage import outbox, prompts, tables
from storage.chats import Chat
from storage.outbox import Outgoing
from storage.store import Store
from tests.storage.scene import LAN, MINH, NOW, SECOND, begin, take

LEASE = timedelta(seconds=30)


@pytest.fixture
def lan(store: Store) -> Chat:
    return take(store)


@pytest.fixture
def minh(store: Store) -> Chat:
    return take(store, MINH)


def post(store: Store, chat: Chat, *texts: str) -> list[int]:
    return store.run(lambda tx: [outbox.post(tx, chat.id, Message(text), NOW) for text in texts])


def claim(store: Store, now: datetime = NOW, limit: int = 9) -> list[Outgoing]:
    return store.run(lambda tx: outbox.claim(tx, "terminal", now, limit, LEASE))


def texts(outgoing: list[Outgoing]) -> list[str]:
    return [each.message.text for each in outgoing]


def test_a_message_goes_out_as_it_was_ordered(store: Store, lan: Chat) -> None:
    choices = (Choice("Có", "yes"), Choice("Chưa", "no"))
    message = Message("Đồng chí …", choices, (Choice("Bỏ qua", "/boqua"),), "token", "file")
    id = store.run(lambda tx: outbox.post(tx, lan.id, message, NOW, purpose="reminder"))

    assert claim(store) == [
        Outgoing(id, lan.id, LAN, message, "reminder", attempts=1, created_at=NOW)
    ]


def test_each_chat_gets_its_oldest_message_only(store: Store, lan: Chat, minh: Chat) -> None:
    post(store, lan, "1", "2")
    post(store, minh, "3", "4")

    assert texts(claim(store)) == ["1", "3"]
    assert claim(store) == []


def test_the_next_goes_out_when_the_first_is_sent(store: Store, lan: Chat) -> None:
    first, _ = post(store, lan, "1", "2")
    claim(store)
    store.run(lambda tx: outbox.sent(tx, first, NOW))

    assert texts(claim(store)) == ["2"]


def test_a_claim_of_a_sender_that_died_runs_out(store: Store, lan: Chat) -> None:
    post(store, lan, "1", "2")
    claim(store)

    assert claim(store, NOW + LEASE - SECOND) == []
    again = claim(store, NOW + LEASE)
    assert [(each.message.text, each.attempts) for each in again] == [("1", 2)]


def test_a_claim_may_be_of_one_chat(store: Store, lan: Chat, minh: Chat) -> None:
    post(store, lan, "1")
    post(store, minh, "2")
    found = store.run(lambda tx: outbox.claim(tx, "terminal", NOW, 9, LEASE, chat=minh.id))

    assert texts(found) == ["2"]


def test_another_channel_takes_only_its_own(store: Store, lan: Chat) -> None:
    post(store, lan, "1")

    assert store.run(lambda tx: outbox.claim(tx, "telegram", NOW, 9, LEASE)) == []


def test_the_limit_counts_messages(store: Store, lan: Chat, minh: Chat) -> None:
    post(store, minh, "1")
    post(store, lan, "2")

    assert texts(claim(store, limit=1)) == ["1"]


def test_a_message_to_be_tried_again_holds_up_those_after_it(store: Store, lan: Chat) -> None:
    first, _ = post(store, lan, "1", "2")
    claim(store)
    later = NOW + 2 * LEASE
    store.run(lambda tx: outbox.failed(tx, first, NOW, retry_at=later))

    assert claim(store, later - SECOND) == []
    assert texts(claim(store, later)) == ["1"]


def test_what_was_turned_away_unread_was_not_tried(store: Store, lan: Chat) -> None:
    """Nobody has seen its question, so what is said meanwhile does not answer it."""
    first, _ = post(store, lan, "1", "2")
    claim(store)
    later = NOW + 2 * LEASE
    store.run(lambda tx: outbox.refused(tx, [first], later))

    assert claim(store, later - SECOND) == []
    assert [(each.message.text, each.attempts) for each in claim(store, later)] == [("1", 1)]


def test_what_is_not_due_yet_or_expired_holds_up_nothing(store: Store, lan: Chat) -> None:
    late = store.run(
        lambda tx: outbox.post(tx, lan.id, Message("sau"), NOW, not_before=NOW + LEASE)
    )
    store.run(lambda tx: outbox.post(tx, lan.id, Message("cũ"), NOW, expires_at=NOW))
    post(store, lan, "1")

    [first] = claim(store)
    assert first.message.text == "1"
    store.run(lambda tx: outbox.sent(tx, first.id, NOW))
    assert [each.id for each in claim(store, NOW + LEASE)] == [late]


def test_an_undeliverable_message_holds_up_nothing(store: Store, lan: Chat) -> None:
    first, _ = post(store, lan, "1", "2")
    claim(store)
    store.run(lambda tx: outbox.failed(tx, first, NOW, retry_at=None))

    assert texts(claim(store)) == ["2"]


def test_a_message_for_later_holds_up_nothing_before_its_time(store: Store, lan: Chat) -> None:
    at = NOW + 60 * SECOND
    store.run(lambda tx: outbox.post(tx, lan.id, Message("nhắc"), NOW, not_before=at))
    (reply,) = post(store, lan, "trả lời")
    first = claim(store)
    store.run(lambda tx: outbox.sent(tx, reply, NOW))

    assert texts(first) == ["trả lời"]
    assert claim(store, at - SECOND) == []
    assert texts(claim(store, at)) == ["nhắc"]


def test_a_message_past_its_time_is_not_sent(store: Store, lan: Chat) -> None:
    end = NOW + 60 * SECOND
    store.run(lambda tx: outbox.post(tx, lan.id, Message("nhắc"), NOW, expires_at=end))
    post(store, lan, "trả lời")

    assert texts(claim(store, end)) == ["trả lời"]


def test_a_parked_chat_waits_and_loses_nothing(store: Store, lan: Chat, minh: Chat) -> None:
    post(store, lan, "1")
    post(store, minh, "2")
    store.run(lambda tx: outbox.park(tx, lan.id))
    parked = take(store).parked

    assert parked
    assert texts(claim(store)) == ["2"]
    store.run(lambda tx: outbox.unpark(tx, lan.id))
    assert not take(store).parked
    assert texts(claim(store)) == ["1"]


def test_sending_tells_the_prompt_when_and_as_what_it_was_delivered(store: Store) -> None:
    def work(tx: Connection) -> int:
        chat = begin(tx)
        for token in ("t1", "t2"):
            prompts.open(tx, Ask(token, "d1", "q1", "", 0, ()), chat.id, NOW)
        return outbox.post(tx, chat.id, Message("Câu 1", (), (), "t1"), NOW)

    id = store.run(work)
    store.run(lambda tx: outbox.sent(tx, id, NOW + SECOND, "4711"))
    p = tables.prompt.c
    asked = select(p.token, p.delivered_at, p.platform_id).order_by(p.token)

    assert [tuple(row) for row in store.run(lambda tx: tx.execute(asked).all())] == [
        ("t1", NOW + SECOND, "4711"),
        ("t2", None, ""),
    ]
