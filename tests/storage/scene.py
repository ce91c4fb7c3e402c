"""A secretary, a chat and a draft to begin a test from. Times are far from any clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, insert, select, text

from flows.dialogue.effects import Keep
from flows.drafts.values import State
from storage import chats, drafts, shelf, tables
from storage.chats import Address, Chat
from storage.store import Store

NOW = datetime(2027, 2, 3, 4, 5, 6, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)

LAN = Address("terminal", "thuky", "lan", "lan")
MINH = Address("terminal", "thuky", "minh", "minh")


def take(store: Store, address: Address = LAN, now: datetime = NOW) -> Chat:
    return store.run(lambda tx: chats.take(tx, address, now))


def begin(tx: Connection, address: Address = LAN, draft: str = "d1") -> Chat:
    """A chat with an open draft of outline "bao-cao", version 1."""
    chat = chats.take(tx, address, NOW)
    shelf.publish(tx, "bao-cao", 1, "digest", "source", NOW)
    drafts.open(tx, draft, chat, "bao-cao", f"Bản {draft}", NOW)
    return chat


def keep(
    tx: Connection, chat: Chat, question: str, words: str, *, draft: str = "d1", based_on: int = 0
) -> drafts.Kept:
    effect = Keep(draft, question, State.ANSWERED, words, words, based_on=based_on)
    return drafts.keep(tx, effect, chat, NOW)


def add(tx: Connection, name: str) -> None:
    """The smallest work: one row more."""
    tx.execute(insert(tables.person).values(name=name, created_at=NOW))


def names(store: Store) -> list[str]:
    """What `add` has added, in order."""
    asked = select(tables.person.c.name).order_by(tables.person.c.id)
    return store.run(lambda tx: list(tx.execute(asked).scalars()))


def do(store: Store, sql: str) -> None:
    def work(tx: Connection) -> None:
        tx.execute(text(sql))

    store.run(work)


def chain(error: BaseException) -> list[str]:
    """What a traceback would print of an error and of those it came from."""
    before = None if error.__suppress_context__ else error.__context__
    cause = error.__cause__ or before
    return [repr(error), str(error), *(chain(cause) if cause else [])]
