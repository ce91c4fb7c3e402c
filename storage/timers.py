"""Wake-ups of chats, kept over restarts. A due timer becomes an event and is cleared in its turn's transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from storage import tables
from storage.chats import Address, address_columns, address_of

C = tables.timer.c


@dataclass(frozen=True, slots=True)
class Timer:
    """A timer that is due; `address` is the chat to take."""

    id: int
    chat_id: int
    address: Address
    key: str
    when: datetime


def set(tx: Connection, chat_id: int, key: str, when: datetime) -> None:
    """Replaces a timer of the same key by another one: a turn that saw the old one clears nothing."""
    cancel(tx, chat_id, key)
    tx.execute(insert(tables.timer), {"chat_id": chat_id, "key": key, "when": when})


def cancel(tx: Connection, chat_id: int, key: str) -> None:
    tx.execute(delete(tables.timer).where(C.chat_id == chat_id, C.key == key))


def due(tx: Connection, now: datetime, limit: int) -> list[Timer]:
    """What should have rung by *now*, the earliest first; what another worker has in hand is passed over."""
    rows = tx.execute(
        select(C.id, C.chat_id, C.key, C.when, *address_columns(tables.chat))
        .join_from(tables.timer, tables.chat)
        .where(C.when <= now)
        .order_by(C.when, C.id)
        .limit(limit)
        .with_for_update(of=tables.timer, skip_locked=True)
    )
    return [Timer(row.id, row.chat_id, address_of(row), row.key, row.when) for row in rows]


def clear(tx: Connection, id: int) -> bool:
    """Whether the timer was still there: if not, another turn had it or set it anew. For use under the chat's lock."""
    return tx.execute(delete(tables.timer).where(C.id == id)).rowcount == 1
