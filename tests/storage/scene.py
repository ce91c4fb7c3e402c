"""A secretary, a chat and a draft to begin a test from. Times are far from any clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from flows.dialogue.effects import Keep
from flows.drafts.values import State
from storage import chats, drafts, shelf
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
