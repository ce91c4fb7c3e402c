"""Revisions made from others: joined, moved, carried. Each adds, none takes away."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import Connection, func, select

from flows.dialogue.effects import Append, Carry, Keep, Move, TakeBack
from flows.drafts.pieces import Piece
from flows.drafts.values import State
from outlines.reading import Json
from storage import drafts, revisions, shelf, tables
from storage.chats import Chat
from storage.store import Store
from tests.storage.scene import NOW, SECOND, begin


@pytest.fixture
def chat(store: Store) -> Chat:
    return store.run(begin)


def at(second: int) -> datetime:
    return NOW + second * SECOND


def said(tx: Connection, chat: Chat, question: str, words: str, second: int) -> None:
    piece = Piece(str(second), words, at(second))
    stands = revisions.standing(tx, "d1", question)
    effect = Keep("d1", question, State.ANSWERED, words, based_on=stands.seq, piece=piece)
    revisions.keep(tx, effect, chat, NOW)


def added(tx: Connection, chat: Chat, question: str, words: str, second: int) -> None:
    piece = Piece(str(second), words, at(second))
    revisions.append(tx, Append("d1", question, piece), chat, NOW)


def words(store: Store, question: str) -> str:
    return store.run(lambda tx: drafts.words(tx, "d1", question))


def test_a_message_is_joined_in_the_order_in_which_it_was_written(store: Store, chat: Chat) -> None:
    def work(tx: Connection) -> None:
        said(tx, chat, "q1", "hai", 2)
        added(tx, chat, "q1", "ba", 3)
        added(tx, chat, "q1", "một", 1)

    store.run(work)

    assert words(store, "q1") == "một\nhai\nba"
    stands = store.run(lambda tx: revisions.standing(tx, "d1", "q1"))
    assert [piece.words for piece in stands.pieces] == ["hai", "ba", "một"]


def test_joining_adds_revisions_and_changes_none(store: Store, chat: Chat) -> None:
    def work(tx: Connection) -> list[str]:
        said(tx, chat, "q1", "một", 1)
        added(tx, chat, "q1", "hai", 2)
        return list(tx.execute(select(tables.revision.c.words)).scalars())

    assert store.run(work) == ["một", "một\nhai"]


def test_words_that_came_in_no_message_stand_before_what_is_added(store: Store, chat: Chat) -> None:
    def work(tx: Connection) -> None:
        revisions.keep(tx, Keep("d1", "q1", State.ANSWERED, "gợi ý"), chat, NOW)
        added(tx, chat, "q1", "thêm", 1)

    store.run(work)

    assert words(store, "q1") == "gợi ý\nthêm"


def test_what_was_skipped_is_answered_by_what_is_added(store: Store, chat: Chat) -> None:
    def work(tx: Connection) -> None:
        revisions.keep(tx, Keep("d1", "q1", State.LATER, "cũ"), chat, NOW)
        added(tx, chat, "q1", "mới", 1)

    store.run(work)

    assert words(store, "q1") == "mới"


def test_the_newest_message_moves_and_the_rest_stays(store: Store, chat: Chat) -> None:
    def work(tx: Connection) -> None:
        said(tx, chat, "q1", "một", 1)
        said(tx, chat, "q2", "hai", 2)
        added(tx, chat, "q2", "nhầm", 3)
        revisions.move(tx, Move("d1", "q2", "q1"), chat, NOW)

    store.run(work)

    assert words(store, "q1") == "một\nnhầm"
    assert words(store, "q2") == "hai"


def test_an_answer_that_was_one_message_leaves_what_stood_before_it(
    store: Store, chat: Chat
) -> None:
    def work(tx: Connection) -> None:
        said(tx, chat, "q1", "một", 1)
        said(tx, chat, "q2", "đúng", 2)
        said(tx, chat, "q2", "nhầm", 3)
        revisions.move(tx, Move("d1", "q2", "q1"), chat, NOW)

    store.run(work)

    assert words(store, "q2") == "đúng"


def test_a_first_answer_that_moves_leaves_the_question_for_later(store: Store, chat: Chat) -> None:
    def work(tx: Connection) -> None:
        said(tx, chat, "q1", "một", 1)
        said(tx, chat, "q2", "nhầm", 2)
        revisions.move(tx, Move("d1", "q2", "q1"), chat, NOW)

    store.run(work)

    answers = store.run(lambda tx: drafts.answers(tx, "d1"))
    assert answers["q2"].state is State.LATER
    assert answers["q1"].words == "một\nnhầm"


def test_a_message_that_moves_again_after_it_was_taken_back_stands_once(
    store: Store, chat: Chat
) -> None:
    def work(tx: Connection) -> None:
        said(tx, chat, "q1", "một", 1)
        said(tx, chat, "q2", "nhầm", 2)
        revisions.move(tx, Move("d1", "q2", "q1"), chat, NOW)
        revisions.take_back(tx, TakeBack("d1", "q2"), chat, NOW)
        revisions.move(tx, Move("d1", "q2", "q1"), chat, NOW)

    store.run(work)

    assert words(store, "q1") == "một\nnhầm"


def test_so_do_words_that_came_in_no_message(store: Store, chat: Chat) -> None:
    def work(tx: Connection) -> None:
        said(tx, chat, "q1", "một", 1)
        drafts.keep(tx, Keep("d1", "q2", State.ANSWERED, "mang sang"), chat, NOW)
        for _ in range(2):
            revisions.move(tx, Move("d1", "q2", "q1"), chat, NOW)
            revisions.take_back(tx, TakeBack("d1", "q2"), chat, NOW)

    store.run(work)

    assert words(store, "q1") == "mang sang\nmột"


def test_moving_nothing_changes_nothing(store: Store, chat: Chat) -> None:
    def work(tx: Connection) -> int:
        revisions.move(tx, Move("d1", "q2", "q1"), chat, NOW)
        return tx.execute(select(func.count()).select_from(tables.revision)).scalar_one()

    assert store.run(work) == 0


def test_answers_are_carried_over_joined_and_the_old_ones_stay(store: Store, chat: Chat) -> None:
    def work(tx: Connection) -> None:
        said(tx, chat, "q1", "một", 1)
        said(tx, chat, "q2", "hai", 2)
        revisions.carry(tx, Carry("d1", ("q1", "q2"), "q3", State.ANSWERED), chat, NOW)

    store.run(work)

    assert [words(store, q) for q in ("q1", "q2", "q3")] == ["một", "hai", "một\nhai"]


def test_the_bin_hides_and_gives_back(store: Store, chat: Chat) -> None:
    def status(tx: Connection) -> str:
        return drafts.cards(tx, chat.person)[0].status

    store.run(lambda tx: drafts.bin(tx, "d1", NOW))
    assert store.run(status) == "binned"

    store.run(lambda tx: drafts.restore(tx, "d1"))
    assert store.run(status) == "open"


def test_a_draft_follows_the_version_it_is_given(store: Store, chat: Chat) -> None:
    def work(tx: Connection) -> tuple[str, int]:
        shelf.publish(tx, "bao-cao", 2, "other", "source 2", NOW)
        assert shelf.newest_version(tx, "bao-cao") == 2
        drafts.repin(tx, "d1", 2)
        return drafts.pinned(tx, "d1")

    assert store.run(work) == ("bao-cao", 2)


def test_a_value_too_long_for_a_turn_is_carried_whole(store: Store, chat: Chat) -> None:
    rows: Json = {"rows": [{"id": f"r{n}", "cells": {"ten": "x" * 100}} for n in range(40)]}

    def work(tx: Connection) -> Json:
        revisions.keep(tx, Keep("d1", "q1", State.ANSWERED, "x" * 4000, rows), chat, NOW)
        revisions.carry(tx, Carry("d1", ("q1",), "q2", State.ANSWERED), chat, NOW)
        return revisions.standing(tx, "d1", "q2").value

    assert store.run(work) == rows


def test_words_that_were_replaced_or_skipped_are_taken_back(store: Store, chat: Chat) -> None:
    def work(tx: Connection) -> None:
        said(tx, chat, "q1", "cũ", 1)
        said(tx, chat, "q1", "mới", 2)
        revisions.keep(tx, Keep("d1", "q1", State.LATER, based_on=2), chat, NOW)
        revisions.take_back(tx, TakeBack("d1", "q1"), chat, NOW)

    store.run(work)
    assert words(store, "q1") == "mới"

    store.run(lambda tx: revisions.take_back(tx, TakeBack("d1", "q1"), chat, NOW))
    assert words(store, "q1") == "cũ"


def test_where_nothing_stood_nothing_is_taken_back(store: Store, chat: Chat) -> None:
    def work(tx: Connection) -> None:
        said(tx, chat, "q1", "một", 1)
        revisions.take_back(tx, TakeBack("d1", "q1"), chat, NOW)

    store.run(work)

    assert words(store, "q1") == "một"


def test_messages_of_one_number_from_two_chats_stand_side_by_side(store: Store, chat: Chat) -> None:
    def work(tx: Connection) -> None:
        said(tx, chat, "q1", "của máy này", 7)
        added(tx, chat, "q1", "của máy kia", 7)

    store.run(work)

    assert words(store, "q1") == "của máy này\ncủa máy kia"
