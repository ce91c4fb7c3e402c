"""An update is done once, whatever the platform repeats."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Connection, func, select

from outlines.reading import Json
from storage import inbox, tables
from storage.chats import Address
from storage.store import Store
from tests.storage.scene import LAN, MINH, NOW, SECOND


def receive(store: Store, key: str, address: Address = LAN, payload: Json = None) -> int | None:
    return store.run(lambda tx: inbox.receive(tx, address, key, payload, NOW))


def payloads(tx: Connection) -> list[Json]:
    return list(tx.execute(select(tables.inbox.c.payload).order_by(tables.inbox.c.id)).scalars())


def test_an_update_seen_before_is_known(store: Store) -> None:
    assert receive(store, "1") is not None
    assert receive(store, "1") is None


def test_an_update_seen_before_is_known_when_it_is_done_or_failed(store: Store) -> None:
    done, failed = receive(store, "1"), receive(store, "2")
    assert done is not None
    assert failed is not None
    store.run(lambda tx: inbox.finish(tx, done, NOW))
    store.run(lambda tx: inbox.fail(tx, failed, NOW, "ValueError"))

    assert receive(store, "1") is receive(store, "2") is None


@pytest.mark.parametrize("other", [replace(LAN, channel="khác"), replace(LAN, bot="khác")])
def test_the_same_key_on_another_channel_or_bot_is_another_update(
    store: Store, other: Address
) -> None:
    receive(store, "1")

    assert receive(store, "1", other) is not None


@pytest.mark.parametrize("key", ["01", "1 ", "１", "-1", "99999999999999999999", "10"])
def test_keys_are_compared_for_equality_only(store: Store, key: str) -> None:
    receive(store, "1")

    assert receive(store, key) is not None


@pytest.mark.parametrize("payload", [None, "lời", {"text": "Đảng bộ\n\0\ud800😀"}, [1, True, {}]])
def test_any_payload_can_be_stored(store: Store, payload: Json) -> None:
    receive(store, "1", payload=payload)

    assert [each.payload for each in store.run(lambda tx: inbox.waiting(tx, NOW, 9))] == [payload]


def test_what_was_stored_alone_waits_in_order_with_its_address(store: Store) -> None:
    for key, address in [("b", LAN), ("a", MINH), ("c", LAN)]:
        receive(store, key, address, {"key": key})
    waiting = store.run(lambda tx: inbox.waiting(tx, NOW, 2))

    assert [(each.key, each.address) for each in waiting] == [("b", LAN), ("a", MINH)]
    assert waiting[0].received_at == NOW


def test_what_came_after_now_is_not_taken_up_yet(store: Store) -> None:
    receive(store, "1")

    assert store.run(lambda tx: inbox.waiting(tx, NOW - SECOND, 9)) == []


def test_done_means_erased_and_not_pending(store: Store) -> None:
    id = receive(store, "1", payload="lời")
    assert id is not None
    before = store.run(lambda tx: inbox.pending(tx, id))
    store.run(lambda tx: inbox.finish(tx, id, NOW))

    assert before is not None
    assert before.payload == "lời"
    assert store.run(lambda tx: inbox.pending(tx, id)) is None
    assert store.run(lambda tx: inbox.waiting(tx, NOW, 9)) == []
    assert store.run(payloads) == [None]


def test_a_failed_update_keeps_the_only_copy_of_the_words_until_it_is_erased(store: Store) -> None:
    id = receive(store, "1", payload="lời")
    assert id is not None
    store.run(lambda tx: inbox.fail(tx, id, NOW, "ValueError"))
    kept = store.run(payloads)
    store.run(lambda tx: inbox.erase(tx, id))

    assert kept == ["lời"]
    assert store.run(payloads) == [None]
    assert store.run(lambda tx: inbox.waiting(tx, NOW, 9)) == []


def test_a_turn_can_see_what_came_before_it_in_the_same_chat(store: Store) -> None:
    ids = [receive(store, key, address) for key, address in
           [("1", LAN), ("2", MINH), ("3", LAN), ("4", replace(LAN, thread="t")), ("5", LAN)]]  # fmt: skip
    last = ids[-1]
    assert last is not None
    ahead = store.run(lambda tx: inbox.ahead(tx, LAN, last))

    assert [each.key for each in ahead] == ["1", "3"]


def test_a_turn_that_raises_leaves_no_trace_so_the_update_may_come_again(store: Store) -> None:
    def turn(tx: Connection) -> None:
        inbox.receive(tx, LAN, "1", "lời", NOW)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        store.run(turn)

    assert store.run(lambda tx: tx.execute(select(func.count(tables.inbox.c.id))).scalar()) == 0
    assert receive(store, "1") is not None
