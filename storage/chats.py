"""Chats: who is talking to us, where, and how far they are. Taking a chat locks it for the turn.

Not what is said: no words are kept here.
"""

from __future__ import annotations

import zlib
from dataclasses import asdict, astuple, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Row, insert, select, text, update

from flows.dialogue.session import Phase, Session
from storage import tables
from storage.codec import session_from_json, session_to_json

PATIENCE = "500ms"
"""How long a turn waits for a lock (DESIGN 3.2); after that the update is stored alone."""
CREATING = 0x6368
"""First key of the lock under which a chat is made ("ch")."""
ROLE = "bí thư"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a conversation is, in the platform's own names. Parts that a channel lacks are empty."""

    channel: str
    bot: str
    chat: str
    user: str
    thread: str = ""
    destiny: str = "default"


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat as it stood when the turn took it."""

    id: int
    person: int
    unit: int
    session: Session
    parked: bool
    address: Address


def take(tx: Connection, address: Address, now: datetime) -> Chat:
    """The chat, locked until the transaction ends; made silently, with person and unit, if new.

    From here on no lock is waited for longer than half a second: then the transaction ends in ChatBusy.
    """
    _be_patient(tx)
    chat = _touch(tx, address, now)
    if chat is None:
        hold_account(tx, address)
        chat = _touch(tx, address, now) or _create(tx, address, now)
    return chat


def anew(tx: Connection, chat: Chat) -> Chat:
    """The same chat with the person and unit that it has now."""
    c = tables.chat.c
    row = tx.execute(select(c.person_id, c.unit_id).where(c.id == chat.id)).one()
    return replace(chat, person=row.person_id, unit=row.unit_id)


def session(tx: Connection, address: Address) -> Session | None:
    """Where a chat stands, without taking it; None if it is not known."""
    asked = select(*tables.chat.c).where(*at(tables.chat, address))
    row = tx.execute(asked).first()
    return None if row is None else _chat(row, address).session


def move(tx: Connection, chat_id: int, phase: Phase) -> None:
    """Another phase, all else as it is."""
    tx.execute(update(tables.chat).where(tables.chat.c.id == chat_id), {"phase": phase.value})


def keep_session(tx: Connection, chat_id: int, session: Session) -> None:
    columns = session_to_json(session)
    columns["draft_id"] = columns.pop("draft") or None
    tx.execute(update(tables.chat).where(tables.chat.c.id == chat_id), columns)


def address_columns(table: FromClause) -> list[ColumnElement[str]]:
    """The columns of a table that make an Address, in its order."""
    return [table.c[name] for name in Address.__slots__]


def address_of(row: Row[Any]) -> Address:
    """From a row that has `address_columns`."""
    return Address(*(getattr(row, name) for name in Address.__slots__))


def at(table: FromClause, address: Address) -> list[ColumnElement[bool]]:
    """The conditions that a row of the table has this address."""
    parts = astuple(address)
    return [column == part for column, part in zip(address_columns(table), parts, strict=True)]


def _be_patient(tx: Connection) -> None:
    """SQLite has one writer, so there is nothing to wait for."""
    if tx.dialect.name == "postgresql":
        tx.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}'"))


def _touch(tx: Connection, address: Address, now: datetime) -> Chat | None:
    """Locks and reads in one statement."""
    touched = update(tables.chat).where(*at(tables.chat, address)).returning(*tables.chat.c)
    row = tx.execute(touched, {"used_at": now}).first()
    return None if row is None else _chat(row, address)


def _chat(row: Row[Any], address: Address) -> Chat:
    return Chat(
        id=row.id,
        person=row.person_id,
        unit=row.unit_id,
        session=session_from_json({**row._asdict(), "draft": row.draft_id}),
        parked=row.parked,
        address=address,
    )


def hold_account(tx: Connection, address: Address) -> None:
    """Until the transaction ends nobody makes a chat for this user, or says whose they are. Two first messages of one
    person at once must not make two persons.
    """
    if tx.dialect.name == "postgresql":
        who = f"{address.channel}\n{address.bot}\n{address.user}"
        keys = {"space": CREATING, "who": zlib.crc32(who.encode()) - 2**31}
        tx.execute(text("SELECT pg_advisory_xact_lock(:space, :who)"), keys)


def _create(tx: Connection, address: Address, now: datetime) -> Chat:
    person, unit = _known(tx, address) or _alone(tx, now)
    session = Session()
    belongs = {"person_id": person, "unit_id": unit}
    id = _new(tx, tables.chat, **asdict(address), **belongs, phase=session.phase.value, used_at=now)
    return Chat(id, person, unit, session, parked=False, address=address)


def _known(tx: Connection, address: Address) -> tuple[int, int] | None:
    """The same user in another chat or thread of the same bot is the same person: also when that one is just being
    joined to another, which is waited for.
    """
    found = _belongs(tx, address)
    if found is None:
        return None
    p = tables.person.c
    tx.execute(select(p.id).where(p.id == found[0]).with_for_update(read=True, key_share=True))
    return _belongs(tx, address)


def _belongs(tx: Connection, address: Address) -> tuple[int, int] | None:
    c = tables.chat.c
    row = tx.execute(
        select(c.person_id, c.unit_id)
        .where(c.channel == address.channel, c.bot == address.bot, c.user == address.user)
        .order_by(c.used_at.desc(), c.id.desc())
        .limit(1)
    ).first()
    return (row.person_id, row.unit_id) if row and address.user else None


def _alone(tx: Connection, now: datetime) -> tuple[int, int]:
    """A person who comes alone brings a unit of their own."""
    unit = _new(tx, tables.unit, created_at=now)
    return member(tx, unit, now), unit


def member(tx: Connection, unit: int, now: datetime) -> int:
    """A new person of this unit."""
    person = _new(tx, tables.person, created_at=now)
    _new(tx, tables.membership, person_id=person, unit_id=unit, role=ROLE, since=now)
    return person


def _new(tx: Connection, table: Any, **values: object) -> int:
    id: int = tx.execute(insert(table).returning(table.c.id), values).scalar_one()
    return id
