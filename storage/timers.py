"""Wake-ups of chats, kept over restarts. A due timer becomes an event and is cleared in its turn's transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Table, UniqueConstraint, delete, insert, select
from sqlmodel import Field

from storage import tables
from storage.chats import Address, address_columns, address_of
from storage.tables import Row, metadata
from storage.utc import Utc


class TimerRow(Row, table=True):
    """A wake-up of a chat. Ids are never used twice: a timer that was set anew is another timer."""

    __tablename__ = "timer"
    __table_args__ = (UniqueConstraint("chat_id", "key"), {"sqlite_autoincrement": True})
    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(foreign_key="chat.id")
    key: str
    when: datetime = Field(sa_type=Utc, index=True)


timer: Table = metadata.tables["timer"]
C = timer.c


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
    tx.execute(insert(timer), {"chat_id": chat_id, "key": key, "when": when})


def cancel(tx: Connection, chat_id: int, key: str) -> None:
    tx.execute(delete(timer).where(C.chat_id == chat_id, C.key == key))


def due(tx: Connection, now: datetime, limit: int) -> list[Timer]:
    """What should have rung by *now*, the earliest first; what another worker has in hand is passed over."""
    rows = tx.execute(
        select(C.id, C.chat_id, C.key, C.when, *address_columns(tables.chat))
        .join_from(timer, tables.chat)
        .where(C.when <= now)
        .order_by(C.when, C.id)
        .limit(limit)
        .with_for_update(of=timer, skip_locked=True)
    )
    return [Timer(row.id, row.chat_id, address_of(row), row.key, row.when) for row in rows]


def upcoming(tx: Connection, now: datetime) -> datetime | None:
    """When the first that is not due yet will ring; None: none is set."""
    return tx.execute(select(C.when).where(C.when > now).order_by(C.when).limit(1)).scalar()


def clear(tx: Connection, id: int) -> bool:
    """Whether the timer was still there: if not, another turn had it or set it anew. For use under the chat's lock."""
    return tx.execute(delete(timer).where(C.id == id)).rowcount == 1
