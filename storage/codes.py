"""Codes that join chats: shown in one, typed in another, good once and for some minutes. Not the joining itself.

The tables stand here, beside their statements. Of a code only the hash is kept.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, Table, delete, func, insert, select, update
from sqlmodel import Field

from storage.tables import Row, metadata
from storage.utc import Utc


class Code(Row, table=True):
    """`chat_id` showed it, `spent_by` used it; `digest` is its SHA-256."""

    digest: str = Field(primary_key=True)
    chat_id: int = Field(foreign_key="chat.id", index=True)
    expires_at: datetime = Field(sa_type=Utc, index=True)
    spent_by: int | None = Field(default=None, foreign_key="chat.id", index=True)


class Miss(Row, table=True):
    """A code was typed that is none."""

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(foreign_key="chat.id", index=True)
    at: datetime = Field(sa_type=Utc, index=True)


code: Table = metadata.tables["code"]
miss_: Table = metadata.tables["miss"]
C, M = code.c, miss_.c
LIFETIME = timedelta(minutes=10)
WINDOW = timedelta(hours=1)
MISSES = 5
"""In so much time one may guess so often: with eight digits that is never often enough."""


def issue(tx: Connection, chat_id: int, written: str, now: datetime) -> None:
    """The chat's newest code; an older one that nobody used is good no more."""
    tx.execute(delete(code).where(C.chat_id == chat_id, C.spent_by.is_(None)))
    row = {"digest": digest(written), "chat_id": chat_id, "expires_at": now + LIFETIME}
    tx.execute(insert(code), row)


def find(tx: Connection, digest: str, now: datetime) -> int | None:
    """The chat that shows it; None: no such code, or not any more."""
    here = select(C.chat_id).where(C.digest == digest, C.spent_by.is_(None), C.expires_at > now)
    return tx.execute(here).scalar()


def spend(tx: Connection, digest: str, chat_id: int, now: datetime) -> int | None:
    """As `find`; and nobody finds it again."""
    here = update(code).where(C.digest == digest, C.spent_by.is_(None), C.expires_at > now)
    return tx.execute(here.values(spent_by=chat_id).returning(C.chat_id)).scalar()


def is_spent_by(tx: Connection, digest: str, chat_id: int) -> bool:
    spent = select(C.digest).where(C.digest == digest, C.spent_by == chat_id)
    return tx.execute(spent).first() is not None


def miss(tx: Connection, chat_id: int, now: datetime) -> None:
    tx.execute(insert(miss_), {"chat_id": chat_id, "at": now})


def may_try(tx: Connection, chat_id: int, now: datetime) -> bool:
    missed = select(func.count()).where(M.chat_id == chat_id, M.at > now - WINDOW)
    return tx.execute(missed).scalar_one() < MISSES


def expire(tx: Connection, now: datetime) -> None:
    """Forgets what counts no more."""
    tx.execute(delete(code).where(C.expires_at <= now - WINDOW))
    tx.execute(delete(miss_).where(M.at <= now - WINDOW))


def digest(written: str) -> str:
    return sha256(written.encode("utf-8", "surrogateescape")).hexdigest()
