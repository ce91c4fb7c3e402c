"""Who is talking, where, and how far they are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Connection, select

from flows.dialogue.session import Phase, Session
from storage import chats, tables
from storage.chats import Address
from storage.store import Store
from tests.storage.scene import LAN, MINH, NOW, SECOND, begin, take


def test_a_new_chat_brings_a_person_a_unit_and_a_role(store: Store) -> None:
    chat = take(store)
    m = tables.membership.c
    role = store.run(lambda tx: tx.execute(select(m.person_id, m.unit_id, m.role, m.until)).one())

    assert chat.session == Session()
    assert not chat.parked
    assert chat.address == LAN
    assert tuple(role) == (chat.person, chat.unit, "bí thư", None)


def test_a_chat_is_made_once(store: Store) -> None:
    assert take(store) == take(store, now=NOW + SECOND)


@pytest.mark.parametrize("part", ["chat", "thread", "destiny"])
def test_one_user_of_one_bot_is_one_person_in_every_chat(store: Store, part: str) -> None:
    first = take(store)
    other = take(store, replace(LAN, **{part: "khác"}))

    assert other.id != first.id
    assert (other.person, other.unit) == (first.person, first.unit)


@pytest.mark.parametrize(
    "other", [MINH, replace(LAN, bot="khác"), replace(LAN, channel="khác"), replace(LAN, user="x")]
)
def test_another_user_bot_or_channel_is_another_person(store: Store, other: Address) -> None:
    first, second = take(store), take(store, other)

    assert first.person != second.person
    assert first.unit != second.unit


def test_chats_without_a_user_are_not_taken_for_one_person(store: Store) -> None:
    nobody = Address("terminal", "thuky", "1", "")

    assert take(store, nobody).person != take(store, replace(nobody, chat="2")).person


def test_a_session_is_kept(store: Store) -> None:
    def work(tx: Connection) -> None:
        chat = begin(tx)
        chats.keep_session(tx, chat.id, session)

    session = Session(Phase.ASKING, "d1", "q1", "row", "token", 3)
    store.run(work)

    assert take(store).session == session


def test_a_session_without_a_draft_is_kept_too(store: Store) -> None:
    session = Session(Phase.BROWSING, page=2)
    store.run(lambda tx: chats.keep_session(tx, chats.take(tx, LAN, NOW).id, session))

    assert take(store).session == session
