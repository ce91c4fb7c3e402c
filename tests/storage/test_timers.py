"""A wake-up rings once, and at the time set last."""

from __future__ import annotations

from datetime import datetime

import pytest

from storage import timers
from storage.chats import Chat
from storage.store import Store
from tests.storage.scene import LAN, MINH, NOW, SECOND, take


@pytest.fixture
def chat(store: Store) -> Chat:
    return take(store)


def set_timer(store: Store, chat: Chat, key: str, when: datetime) -> None:
    store.run(lambda tx: timers.set(tx, chat.id, key, when))


def due(store: Store, now: datetime, limit: int = 9) -> list[timers.Timer]:
    return store.run(lambda tx: timers.due(tx, now, limit))


def test_a_timer_is_due_from_its_time_on(store: Store, chat: Chat) -> None:
    set_timer(store, chat, "settle", NOW)
    (timer,) = due(store, NOW)

    assert due(store, NOW - SECOND) == []
    assert (timer.chat_id, timer.address, timer.key, timer.when) == (chat.id, LAN, "settle", NOW)
    assert due(store, NOW + SECOND) == [timer]


def test_the_earliest_rings_first_up_to_the_limit(store: Store, chat: Chat) -> None:
    for key, late in [("c", 2), ("a", 0), ("b", 1)]:
        set_timer(store, chat, key, NOW + late * SECOND)

    assert [timer.key for timer in due(store, NOW + 9 * SECOND, 2)] == ["a", "b"]


def test_setting_again_moves_the_timer(store: Store, chat: Chat) -> None:
    set_timer(store, chat, "settle", NOW)
    set_timer(store, chat, "settle", NOW + 2 * SECOND)

    assert due(store, NOW + SECOND) == []
    assert len(due(store, NOW + 2 * SECOND)) == 1


def test_a_timer_is_cleared_once(store: Store, chat: Chat) -> None:
    set_timer(store, chat, "settle", NOW)
    (timer,) = due(store, NOW)

    assert store.run(lambda tx: timers.clear(tx, timer.id))
    assert not store.run(lambda tx: timers.clear(tx, timer.id))
    assert due(store, NOW) == []


def test_a_worker_that_saw_the_old_time_does_not_clear_the_new(store: Store, chat: Chat) -> None:
    set_timer(store, chat, "settle", NOW)
    (old,) = due(store, NOW)
    set_timer(store, chat, "settle", NOW + SECOND)

    assert not store.run(lambda tx: timers.clear(tx, old.id))
    assert len(due(store, NOW + SECOND)) == 1


def test_a_timer_is_of_one_chat_and_key(store: Store, chat: Chat) -> None:
    minh = take(store, MINH)
    for owner, key in [(chat, "settle"), (chat, "remind"), (minh, "settle")]:
        set_timer(store, owner, key, NOW)
    store.run(lambda tx: timers.cancel(tx, chat.id, "settle"))
    store.run(lambda tx: timers.cancel(tx, chat.id, "unknown"))

    assert [(t.chat_id, t.key) for t in due(store, NOW)] == [
        (chat.id, "remind"),
        (minh.id, "settle"),
    ]
