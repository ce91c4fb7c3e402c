"""Updates seen. Each is done once, whatever the platform repeats. Not their meaning: payloads are opaque.

A turn does `receive … finish` in one transaction, so a row that others can see as waiting was stored
alone (its chat was busy) and is still to be done. Keys are compared for equality, never by order.

A failed update keeps its payload, the only copy of what the person wrote, until somebody has looked
(`erase`) or 30 days have passed (housekeeping).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, null, select, update

from outlines.reading import Json
from storage import tables
from storage.chats import Address, address_columns, address_of, at
from storage.upsert import insert_new

C = tables.inbox.c


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that was stored and acknowledged, and is still to be done."""

    id: int
    address: Address
    key: str
    payload: Json
    received_at: datetime


def receive(tx: Connection, address: Address, key: str, payload: Json, now: datetime) -> int | None:
    """The new row's id; None if this update was seen before: then nothing may be done."""
    row = {**asdict(address), "key": key, "payload": payload, "received_at": now}
    new = insert_new(tx, tables.inbox, row, unique=[C.channel, C.bot, C.key])
    return None if new is None else new.id


def finish(tx: Connection, id: int, now: datetime) -> None:
    """Done: the payload is erased."""
    _close(tx, id, state="done", payload=null(), finished_at=now)


def fail(tx: Connection, id: int, now: datetime, error: str) -> None:
    """Given up. `error` is the exception's class name alone; its text might hold words."""
    _close(tx, id, state="failed", error=error, finished_at=now)


def erase(tx: Connection, id: int) -> None:
    """Erases the payload now, whatever the state (secrecy gate)."""
    _close(tx, id, payload=null())


def waiting(tx: Connection, now: datetime, limit: int) -> list[Waiting]:
    """What was stored alone up to *now*, oldest first. Take the chat, then ask `pending`."""
    asked = _waiting().where(C.received_at <= now).order_by(C.id).limit(limit)
    return [_read(row) for row in tx.execute(asked)]


def pending(tx: Connection, id: int) -> Waiting | None:
    """The update if it is still to be done. To be asked under the chat's lock, so that one worker does it."""
    row = tx.execute(_waiting().where(C.id == id)).first()
    return None if row is None else _read(row)


def ahead(tx: Connection, address: Address, id: int) -> list[Waiting]:
    """Updates of the same chat that came before and wait: a turn does these first.

    The channel is compared as an expression, so that SQLite does not take the index of keys, which begins with
    it and holds every update there ever was, but the one of the few that wait.
    """
    _, *here = at(tables.inbox, address)
    same = C.channel.concat("") == address.channel
    earlier = _waiting().where(same, *here, C.id < id).order_by(C.id)
    return [_read(row) for row in tx.execute(earlier)]


def _close(tx: Connection, id: int, **values: object) -> None:
    tx.execute(update(tables.inbox).where(C.id == id).values(**values))


def _waiting() -> Select[Any]:
    columns = (C.id, C.key, C.payload, C.received_at, *address_columns(tables.inbox))
    return select(*columns).where(C.state == "waiting")


def _read(row: Row[Any]) -> Waiting:
    return Waiting(row.id, address_of(row), row.key, row.payload, row.received_at)
