"""An edited message in the database: found by its key, in its own chat; its revision is added, none is changed."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, select

from flows.dialogue.context import Spoken
from flows.dialogue.effects import Amend, Append, Keep
from flows.drafts.pieces import Piece
from flows.drafts.values import State
from storage import drafts, revisions, tables
from storage.chats import Chat
from storage.store import Store
from tests.storage.scene import MINH, NOW, SECOND, begin, take


@pytest.fixture
def chat(store: Store) -> Chat:
    """Messages 41, 42 and 43 are one answer; they were stored in another order than written."""

    def work(tx: Connection) -> Chat:
        chat = begin(tx)
        first = Keep("d1", "q1", State.ANSWERED, "hai", piece=Piece("42", "hai", NOW + 2 * SECOND))
        revisions.keep(tx, first, chat, NOW)
        for n, words in ((1, "một"), (3, "ba")):
            piece = Piece(f"4{n}", words, NOW + n * SECOND)
            revisions.append(tx, Append("d1", "q1", piece), chat, NOW)
        return chat

    return store.run(work)


def spoken(store: Store, chat: Chat, key: str) -> Spoken | None:
    return store.run(lambda tx: revisions.spoken(tx, "d1", chat.id, key))


def amend(store: Store, chat: Chat, key: str, words: str) -> str:
    """What the question says then."""
    store.run(lambda tx: revisions.amend(tx, Amend("d1", "q1", key, words), chat, NOW))
    return store.run(lambda tx: drafts.words(tx, "d1", "q1"))


def all_words(store: Store) -> list[str]:
    asked = select(tables.revision.c.words).order_by(tables.revision.c.id)
    return store.run(lambda tx: list(tx.execute(asked).scalars()))


def keep(store: Store, chat: Chat, effect: Keep) -> None:
    store.run(lambda tx: revisions.keep(tx, effect, chat, NOW))


def test_a_message_changes_in_its_place_and_no_revision_does(store: Store, chat: Chat) -> None:
    before = all_words(store)

    assert spoken(store, chat, "42") == Spoken("q1", "hai", stands=True)
    assert amend(store, chat, "42", "hai rưỡi") == "một\nhai rưỡi\nba"
    assert amend(store, chat, "42", "hai") == "một\nhai\nba"
    assert all_words(store)[: len(before)] == before


@pytest.mark.parametrize("state", [State.ANSWERED, State.LATER])
def test_what_was_replaced_or_skipped_comes_back_whole(
    store: Store, chat: Chat, state: State
) -> None:
    words = "mới" if state is State.ANSWERED else ""
    keep(store, chat, Keep("d1", "q1", state, words, based_on=3, piece=Piece("50", words, NOW)))

    assert spoken(store, chat, "42") == Spoken("q1", "hai", stands=False)
    assert amend(store, chat, "42", "hai rưỡi") == "một\nhai rưỡi\nba"


def test_the_question_of_an_edited_message_is_not_the_one_answered_last(
    store: Store, chat: Chat
) -> None:
    keep(store, chat, Keep("d1", "q2", State.ANSWERED, "sau"))
    amend(store, chat, "41", "MỘT")

    assert store.run(lambda tx: drafts.notes(tx, "d1")).last == "q2"


def test_a_message_of_another_chat_or_of_none_is_not_found(store: Store, chat: Chat) -> None:
    other = take(store, MINH)
    before = all_words(store)

    assert spoken(store, other, "42") is None
    assert [spoken(store, chat, key) for key in ("4", "99", "")] == [None] * 3
    amend(store, other, "42", "của người khác")
    amend(store, chat, "99", "không có")
    assert all_words(store) == before


def test_a_marked_key_is_found_by_its_number(store: Store, chat: Chat) -> None:
    other = take(store, MINH)
    piece = Piece("42", "của máy kia", NOW + 9 * SECOND)
    store.run(lambda tx: revisions.append(tx, Append("d1", "q2", Piece("42", "x", NOW)), chat, NOW))
    store.run(lambda tx: revisions.append(tx, Append("d1", "q1", piece), other, NOW))

    assert amend(store, chat, "41", "một rưỡi").startswith("một rưỡi\nhai")
    assert all_words(store)[-1].endswith("của máy kia")


def test_a_message_is_known_in_any_draft_but_one_in_the_bin(store: Store, chat: Chat) -> None:
    def known(who: Chat, key: str) -> bool:
        return store.run(lambda tx: revisions.spoken_anywhere(tx, who.id, key))

    assert known(chat, "42")
    assert not known(chat, "")
    assert not known(take(store, MINH), "42")
    store.run(lambda tx: drafts.bin(tx, "d1", NOW))
    assert not known(chat, "42")
