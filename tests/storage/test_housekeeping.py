"""What is to be forgotten is gone: not only from the tables, also from the database's files."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from flows.dialogue.effects import Ask
from flows.dialogue.messages import Choice, Message
from flows.dialogue.session import Phase, Session
from storage import chats, drafts, files, housekeeping, inbox, jobs, outbox, prompts, tables, timers
from storage.store import Store
from tests.storage.scene import DAY, LAN, MINH, NOW, SECOND, begin, keep, take

PRIVATE = "rieng-7f3a"
"""Stands in every place where words can be."""

MONTH = 30 * DAY


def traces(store: Store, url: str) -> str:
    """Everything that the database holds, as its files have it (SQLite) or as its rows show it."""
    store.tidy()
    if "://" in url:
        return store.run(rows)
    found = Path(url).parent.glob("thuky.sqlite3*")
    return "\n".join(path.read_bytes().decode(errors="replace") for path in found)


def rows(tx: Connection) -> str:
    every = (tx.execute(select(table)).all() for table in tables.metadata.sorted_tables)
    return "\n".join(str(row) for found in every for row in found)


def fill(tx: Connection, draft: str, words: str) -> None:
    """A draft, with words in every table that can hold some."""
    chat = begin(tx, draft=draft)
    drafts.rename(tx, draft, words)
    first = keep(tx, chat, "q1", words * 2000, draft=draft)
    keep(tx, chat, "q1", words, draft=draft, based_on=1)
    drafts.add_piece(tx, first.id, "1", NOW, words, NOW)
    for token, about in [(f"{draft}-t", draft), (f"{draft}-list", "")]:
        choices = (Choice(words, "act"),)
        prompts.open(tx, Ask(token, about, "q1", "", 0, choices), chat.id, NOW)
    for purpose in ("reply", "reminder"):
        id = outbox.post(tx, chat.id, Message(words), NOW, purpose)
    outbox.sent(tx, id, NOW)
    jobs.queue(tx, "import", draft, chat.id, words, NOW)
    files.save(tx, words, "text/plain", words.encode(), draft, NOW)
    failed = inbox.receive(tx, LAN, draft, words, NOW)
    assert failed is not None
    inbox.fail(tx, failed, NOW, "ValueError")
    timers.set(tx, chat.id, "settle", NOW)
    remark = {"draft_id": draft, "question": "q1", "words": words, "created_at": NOW}
    tx.execute(tables.remark.insert().values(remark))
    chats.keep_session(tx, chat.id, Session(Phase.ASKING, draft, "q1", token=f"{draft}-t"))


def test_a_purged_draft_leaves_no_word(store: Store, url: str) -> None:
    store.run(lambda tx: fill(tx, "d1", PRIVATE))
    before = traces(store, url)
    store.run(lambda tx: housekeeping.purge(tx, "d1", NOW))

    assert PRIVATE in before
    assert PRIVATE not in traces(store, url)


def test_a_purge_takes_only_its_draft(store: Store) -> None:
    store.run(lambda tx: fill(tx, "d1", PRIVATE))
    store.run(lambda tx: fill(tx, "d2", "lời khác"))
    store.run(lambda tx: housekeeping.purge(tx, "d1", NOW))
    chat = take(store)

    assert [card.id for card in store.run(lambda tx: drafts.cards(tx, chat.person))] == ["d2"]
    assert store.run(lambda tx: drafts.words(tx, "d2", "q1")) == "lời khác"
    assert store.run(lambda tx: prompts.find(tx, chat.id, "d2-t")) is not None
    assert store.run(lambda tx: tx.execute(select(tables.file.c.name)).scalars().all()) == [
        "lời khác"
    ]
    assert chat.session.draft == "d2"


def test_a_chat_in_a_purged_draft_chooses_again(store: Store) -> None:
    store.run(lambda tx: fill(tx, "d1", PRIVATE))
    store.run(lambda tx: housekeeping.purge(tx, "d1", NOW))

    assert take(store).session == Session()


def test_the_talk_of_other_people_is_left_alone(store: Store) -> None:
    store.run(lambda tx: fill(tx, "d1", PRIVATE))
    minh = take(store, MINH)
    store.run(lambda tx: outbox.post(tx, minh.id, Message("chào"), NOW))
    store.run(lambda tx: housekeeping.purge(tx, "d1", NOW))
    sent = store.run(lambda tx: outbox.claim(tx, "terminal", NOW, 9, SECOND))

    assert [each.message.text for each in sent] == ["chào"]


def test_a_farewell_after_the_purge_is_sent(store: Store) -> None:
    def work(tx: Connection) -> None:
        fill(tx, "d1", PRIVATE)
        housekeeping.purge(tx, "d1", NOW)
        outbox.post(tx, chats.take(tx, LAN, NOW).id, Message("Đã xóa"), NOW)

    store.run(work)
    sent = store.run(lambda tx: outbox.claim(tx, "terminal", NOW, 9, SECOND))

    assert [each.message.text for each in sent] == ["Đã xóa"]


@pytest.mark.parametrize(("age", "left"), [(MONTH - SECOND, 1), (MONTH, 0)])
def test_a_sent_message_is_erased_after_thirty_days(
    store: Store, url: str, age: timedelta, left: int
) -> None:
    def work(tx: Connection) -> None:
        chat = chats.take(tx, LAN, NOW)
        outbox.sent(tx, outbox.post(tx, chat.id, Message(PRIVATE), NOW), NOW)
        outbox.failed(tx, outbox.post(tx, chat.id, Message(PRIVATE), NOW), NOW, None)

    store.run(work)
    store.run(lambda tx: housekeeping.erase_old(tx, NOW + age))

    assert int(PRIVATE in traces(store, url)) == left


@pytest.mark.parametrize(("age", "left"), [(MONTH - SECOND, 1), (MONTH, 0)])
def test_a_failed_update_is_erased_after_thirty_days(
    store: Store, url: str, age: timedelta, left: int
) -> None:
    def work(tx: Connection) -> None:
        id = inbox.receive(tx, LAN, "1", PRIVATE, NOW)
        assert id is not None
        inbox.fail(tx, id, NOW, "ValueError")

    store.run(work)
    store.run(lambda tx: housekeeping.erase_old(tx, NOW + age))

    assert int(PRIVATE in traces(store, url)) == left


def test_what_is_still_to_be_sent_or_done_is_kept_however_old(store: Store) -> None:
    """A person who blocked the bot for a year gets everything on coming back."""

    def work(tx: Connection) -> None:
        outbox.post(tx, chats.take(tx, LAN, NOW).id, Message("trả lời"), NOW)
        inbox.receive(tx, LAN, "1", "lời", NOW)
        housekeeping.erase_old(tx, late)

    late = NOW + 400 * DAY
    store.run(work)

    sent = store.run(lambda tx: outbox.claim(tx, "terminal", late, 9, SECOND))
    assert [each.message.text for each in sent] == ["trả lời"]
    assert [w.payload for w in store.run(lambda tx: inbox.waiting(tx, late, 9))] == ["lời"]


def test_a_message_past_its_time_is_erased_at_once(store: Store, url: str) -> None:
    def work(tx: Connection) -> None:
        chat = chats.take(tx, LAN, NOW)
        outbox.post(tx, chat.id, Message(PRIVATE), NOW, expires_at=NOW + SECOND)

    store.run(work)
    store.run(lambda tx: housekeeping.erase_old(tx, NOW))
    before = traces(store, url)
    store.run(lambda tx: housekeeping.erase_old(tx, NOW + SECOND))

    assert PRIVATE in before
    assert PRIVATE not in traces(store, url)


def test_an_update_that_is_done_leaves_no_word(store: Store, url: str) -> None:
    """Its payload is erased with the turn, also one that had been stored alone."""
    id = store.run(lambda tx: inbox.receive(tx, LAN, "1", PRIVATE, NOW))
    assert id is not None
    before = traces(store, url)
    store.run(lambda tx: inbox.finish(tx, id, NOW))

    assert PRIVATE in before
    assert PRIVATE not in traces(store, url)
