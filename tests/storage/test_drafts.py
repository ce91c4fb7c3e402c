"""Answers are only ever added, and a draft stays with the outline version it began with."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Connection, func, select

from flows.dialogue.effects import Keep
from flows.drafts.values import Answer, Source, State
from outlines.reading import Json
from storage import drafts, shelf, tables
from storage.chats import Chat
from storage.errors import Missing
from storage.store import Store
from tests.storage.scene import MINH, NOW, SECOND, begin, keep, take

LONG = "Đảng bộ đã lãnh đạo thực hiện tốt nhiệm vụ chính trị. " * 50


@pytest.fixture
def chat(store: Store) -> Chat:
    return store.run(begin)


def test_a_draft_is_pinned_to_the_newest_version_of_its_day(store: Store, chat: Chat) -> None:
    store.run(lambda tx: shelf.publish(tx, "bao-cao", 2, "other", "source 2", NOW))
    store.run(lambda tx: drafts.open(tx, "d2", chat, "bao-cao", "", NOW))

    assert store.run(lambda tx: drafts.pinned(tx, "d1")) == ("bao-cao", 1)
    assert store.run(lambda tx: drafts.pinned(tx, "d2")) == ("bao-cao", 2)


def test_what_is_not_there_is_said_to_be_missing(store: Store, chat: Chat) -> None:
    with pytest.raises(Missing):
        store.run(lambda tx: drafts.pinned(tx, "d9"))
    with pytest.raises(Missing):
        store.run(lambda tx: drafts.open(tx, "d9", chat, "khong-co", "", NOW))
    with pytest.raises(Missing):
        store.run(lambda tx: keep(tx, chat, "q1", "lời", draft="d9"))


def test_a_draft_belongs_to_its_person_in_every_chat(store: Store, chat: Chat) -> None:
    elsewhere, stranger = take(store, replace(chat.address, thread="2")), take(store, MINH)

    assert [c.id for c in store.run(lambda tx: drafts.cards(tx, elsewhere.person))] == ["d1"]
    assert store.run(lambda tx: drafts.cards(tx, stranger.person)) == []


def test_cards_show_the_draft_used_last_first_with_its_own_notes(store: Store, chat: Chat) -> None:
    def work(tx: Connection) -> None:
        drafts.open(tx, "d2", chat, "bao-cao", "Bản hai", NOW + SECOND)
        drafts.open(tx, "d3", chat, "bao-cao", "Bản ba", NOW + 2 * SECOND)
        effect = Keep("d1", "q1", State.ANSWERED, LONG)
        drafts.keep(tx, effect, chat, NOW + 3 * SECOND)

    store.run(work)
    first, second, third = store.run(lambda tx: drafts.cards(tx, chat.person))

    assert [first.id, second.id, third.id] == ["d1", "d3", "d2"]
    assert (first.name, first.outline, first.status) == ("Bản d1", "bao-cao", "open")
    assert set(first.answers) == {"q1"}
    assert len(first.answers["q1"].words) <= drafts.SHORT
    assert second.answers == third.answers == {}


def test_a_draft_can_be_renamed(store: Store, chat: Chat) -> None:
    store.run(lambda tx: drafts.rename(tx, "d1", "Sơ kết"))

    assert [card.name for card in store.run(lambda tx: drafts.cards(tx, chat.person))] == ["Sơ kết"]


def test_an_empty_draft_has_nothing(store: Store, chat: Chat) -> None:
    assert store.run(lambda tx: drafts.notes(tx, "d1")) == drafts.Notes({}, {}, "")
    assert store.run(lambda tx: drafts.answers(tx, "d1")) == {}
    assert store.run(lambda tx: drafts.words(tx, "d1", "q1")) == ""
    assert store.run(lambda tx: drafts.watermark(tx, "d1")) == 0


VALUES: list[Json] = [None, "lời", 0, True, {"số": [1, "12,5%", None]}, ["a", {"b": False}]]


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("state", State)
def test_an_answer_comes_back_as_it_was(
    store: Store, chat: Chat, state: State, value: Json
) -> None:
    words = "Dòng một\n\tdòng hai 👨‍👩‍👧 \u1ef9 & < > \" ' \\ % %s {x}"
    effect = Keep("d1", "q1", state, words, value, source=Source.CHOSEN)
    store.run(lambda tx: drafts.keep(tx, effect, chat, NOW))

    answer = Answer(state, words, value, seq=1)
    assert store.run(lambda tx: drafts.answers(tx, "d1")) == {"q1": answer}
    assert store.run(lambda tx: drafts.words(tx, "d1", "q1")) == words


def test_a_hundred_thousand_characters_are_one_answer(store: Store, chat: Chat) -> None:
    words = "Điểm ắ😀\n" * 12_500
    store.run(lambda tx: keep(tx, chat, "q1", words))

    assert store.run(lambda tx: drafts.words(tx, "d1", "q1")) == words
    assert store.run(lambda tx: drafts.notes(tx, "d1")).lengths == {"q1": 100_000}


def test_the_newest_revision_counts_and_the_older_ones_stay(store: Store, chat: Chat) -> None:
    def work(tx: Connection) -> list[drafts.Kept]:
        return [keep(tx, chat, "q1", f"lần {n}", based_on=n - 1) for n in (1, 2, 3)]

    kept = store.run(work)
    count = select(func.count()).select_from(tables.revision)

    assert [(k.seq, k.conflict) for k in kept] == [(1, False), (2, False), (3, False)]
    assert store.run(lambda tx: drafts.words(tx, "d1", "q1")) == "lần 3"
    assert store.run(lambda tx: drafts.notes(tx, "d1")).answers["q1"].seq == 3
    assert store.run(lambda tx: tx.execute(count).scalar()) == 3


def test_an_answer_based_on_an_older_one_is_a_conflict_and_both_are_kept(
    store: Store, chat: Chat
) -> None:
    store.run(lambda tx: keep(tx, chat, "q1", "của Lan"))
    late = store.run(lambda tx: keep(tx, chat, "q1", "của Minh", based_on=0))
    after = store.run(lambda tx: keep(tx, chat, "q1", "của Lan", based_on=2))

    assert (late.seq, late.conflict) == (2, True)
    assert (after.seq, after.conflict) == (3, False)
    assert store.run(lambda tx: drafts.answers(tx, "d1", upto=late.id))["q1"].words == "của Minh"


def test_rows_of_a_question_are_answers_of_their_own(store: Store, chat: Chat) -> None:
    def work(tx: Connection) -> None:
        for item in ("", "r1", "r2"):
            drafts.keep(tx, Keep("d1", "q1", State.ANSWERED, f"<{item}>", item=item), chat, NOW)

    store.run(work)
    answers = store.run(lambda tx: drafts.answers(tx, "d1"))

    assert {key: (a.words, a.seq) for key, a in answers.items()} == {
        "q1": ("<>", 1),
        "q1/r1": ("<r1>", 1),
        "q1/r2": ("<r2>", 1),
    }
    assert store.run(lambda tx: drafts.words(tx, "d1", "q1", "r2")) == "<r2>"


def test_a_watermark_shows_the_draft_as_it_was(store: Store, chat: Chat) -> None:
    def work(tx: Connection) -> int:
        keep(tx, chat, "q1", "trước")
        mark = drafts.watermark(tx, "d1")
        keep(tx, chat, "q1", "sau", based_on=1)
        keep(tx, chat, "q2", "mới")
        return mark

    mark = store.run(work)
    then = store.run(lambda tx: drafts.answers(tx, "d1", mark))
    now = store.run(lambda tx: drafts.answers(tx, "d1"))

    assert {key: a.words for key, a in then.items()} == {"q1": "trước"}
    assert {key: a.words for key, a in now.items()} == {"q1": "sau", "q2": "mới"}
    assert store.run(lambda tx: drafts.answers(tx, "d1", upto=0)) == {}


def test_notes_are_short_but_for_settings_and_what_is_asked_for(store: Store, chat: Chat) -> None:
    def work(tx: Connection) -> None:
        for question in ("q1", "fact", "@mode"):
            keep(tx, chat, question, LONG)

    store.run(work)
    notes = store.run(lambda tx: drafts.notes(tx, "d1", whole=["fact"]))

    assert len(notes.answers["q1"].words) <= drafts.SHORT
    assert notes.answers["q1"].words.endswith("…")
    assert notes.answers["q1"].value is None
    assert notes.answers["fact"] == notes.answers["@mode"] == Answer(State.ANSWERED, LONG, LONG)
    assert set(notes.lengths.values()) == {len(LONG)}


def test_short_words_stand_on_one_line(store: Store, chat: Chat) -> None:
    store.run(lambda tx: keep(tx, chat, "q1", "một\nhai\n\nba"))

    assert store.run(lambda tx: drafts.notes(tx, "d1")).answers["q1"].words == "một hai ba"


def test_the_last_question_is_the_one_answered_last(store: Store, chat: Chat) -> None:
    def work(tx: Connection) -> None:
        for question in ("q2", "q1", "q2", "q3", "q1", "@mode"):
            keep(tx, chat, question, "lời")

    store.run(work)

    assert store.run(lambda tx: drafts.notes(tx, "d1")).last == "q1"


def test_drafts_do_not_mix(store: Store, chat: Chat) -> None:
    def work(tx: Connection) -> None:
        begin(tx, MINH, "d2")
        keep(tx, chat, "q1", "của Lan")
        keep(tx, chat, "q1", "của Minh", draft="d2")

    store.run(work)

    assert store.run(lambda tx: drafts.words(tx, "d1", "q1")) == "của Lan"
    assert store.run(lambda tx: drafts.answers(tx, "d2"))["q1"].words == "của Minh"
    assert store.run(lambda tx: drafts.watermark(tx, "d1")) < store.run(
        lambda tx: drafts.watermark(tx, "d2")
    )


def test_a_unit_remembers_its_facts(store: Store, chat: Chat) -> None:
    name = Answer(State.ANSWERED, "Chi bộ 3", {"kind": "chi_bo", "name": "3"}, 1)
    newer, other = replace(name, words="Chi bộ 4", seq=2), replace(name, words="Đảng ủy")

    def work(tx: Connection) -> None:
        for question, answer in [("to_chuc", name), ("cap_tren", other), ("to_chuc", newer)]:
            drafts.keep_profile(tx, chat.unit, question, answer)

    store.run(work)

    assert store.run(lambda tx: drafts.profile(tx, chat.unit)) == {
        "to_chuc": newer,
        "cap_tren": other,
    }
    stranger = take(store, MINH)
    assert store.run(lambda tx: drafts.profile(tx, stranger.unit)) == {}


def test_pieces_are_kept_with_their_revision(store: Store, chat: Chat) -> None:
    def work(tx: Connection) -> None:
        kept = keep(tx, chat, "q1", "một hai")
        drafts.add_piece(tx, kept.id, "10", NOW, "một", NOW)
        drafts.add_piece(tx, kept.id, "9", None, "hai", NOW)

    store.run(work)
    p = tables.piece.c
    rows = store.run(lambda tx: tx.execute(select(p.key, p.at, p.words).order_by(p.id)).all())

    assert [tuple(row) for row in rows] == [("10", NOW, "một"), ("9", None, "hai")]
