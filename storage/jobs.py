"""Background work: queued in a turn's transaction, claimed under a lease, repeated after a crash.

Not the work itself: a kind is a name, a payload is opaque and erased when the job is over.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    func,
    insert,
    null,
    or_,
    select,
    update,
)

from outlines.reading import Json
from storage import tables
from storage.chats import Address, address_columns, address_of

C = tables.job.c

ATTEMPTS = 5
"""A job that killed its worker this often is not tried again."""


@dataclass(frozen=True, slots=True)
class Job:
    """Work in hand. `attempts` counts this one too."""

    id: int
    kind: str
    draft: str
    chat_id: int
    address: Address
    payload: Json
    attempts: int


def queue(
    tx: Connection,
    kind: str,
    draft_id: str,
    chat_id: int,
    payload: Json,
    now: datetime,
) -> int:
    row = {
        "kind": kind,
        "draft_id": draft_id or None,
        "chat_id": chat_id,
        "payload": payload,
        "created_at": now,
    }
    id: int = tx.execute(insert(tables.job).returning(C.id), row).scalar_one()
    return id


def claim(tx: Connection, now: datetime, lease: timedelta) -> Job | None:
    """The oldest job that nobody holds, held until *now* + *lease*."""
    row = tx.execute(_free(now).where(C.attempts < ATTEMPTS).limit(1)).first()
    if row is None:
        return None
    held = {"held_until": now + lease, "attempts": row.attempts + 1}
    tx.execute(update(tables.job).where(C.id == row.id).values(held))
    return _job(row, row.attempts + 1)


def exhausted(tx: Connection, now: datetime, limit: int) -> list[Job]:
    """Jobs whose last attempt ended without a word: to be told to their chat and failed."""
    rows = tx.execute(_free(now).where(C.attempts >= ATTEMPTS).limit(limit))
    return [_job(row, row.attempts) for row in rows]


def release(tx: Connection, channels: Collection[str]) -> None:
    """Nobody works for these channels but the caller, who begins: what a dead worker held may be done at once."""
    c = tables.chat.c
    ours = select(c.id).where(c.channel.in_(channels))
    held = update(tables.job).where(C.state == "waiting", C.chat_id.in_(ours))
    tx.execute(held.values(held_until=None))


def ordered(tx: Connection, limit: int) -> list[Address]:
    """The chats that wait for a job, oldest first."""
    columns: list[ColumnElement[Any]] = [*address_columns(tables.chat)]
    rows = tx.execute(
        select(*columns)
        .join_from(tables.job, tables.chat)
        .where(C.state == "waiting")
        .order_by(C.id)
        .limit(limit)
    )
    return list(dict.fromkeys(address_of(row) for row in rows))


def finish(tx: Connection, id: int, now: datetime) -> bool:
    """Done. False: it was over before, another worker took it when this one's lease ran out."""
    return _close(tx, id, state="done", finished_at=now)


def fail(tx: Connection, id: int, now: datetime, error: str) -> bool:
    """Given up, not tried again. `error` is the exception's class name alone. False: as in `finish`."""
    return _close(tx, id, state="failed", finished_at=now, error=error)


def unfinished(tx: Connection, chat_id: int | None = None) -> int:
    """How many jobs are not over, of one chat or of all."""
    waiting = select(func.count()).select_from(tables.job).where(C.state == "waiting")
    asked = waiting if chat_id is None else waiting.where(C.chat_id == chat_id)
    return tx.execute(asked).scalar_one()


def _free(now: datetime) -> Select[Any]:
    return (
        select(
            *(C.id, C.kind, C.draft_id, C.chat_id, C.payload, C.attempts),
            *address_columns(tables.chat),
        )
        .join_from(tables.job, tables.chat)
        .where(C.state == "waiting", or_(C.held_until.is_(None), C.held_until <= now))
        .order_by(C.id)
        .with_for_update(of=tables.job, skip_locked=True)
    )


def _close(tx: Connection, id: int, **values: object) -> bool:
    mine = update(tables.job).where(C.id == id, C.state == "waiting")
    return tx.execute(mine.values(payload=null(), held_until=None, **values)).rowcount == 1


def _job(row: Row[Any], attempts: int) -> Job:
    return Job(
        id=row.id,
        kind=row.kind,
        draft=row.draft_id or "",
        chat_id=row.chat_id,
        address=address_of(row),
        payload=row.payload,
        attempts=attempts,
    )
