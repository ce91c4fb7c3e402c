"""Words to send: per chat, in order, at least once. Not the sending itself, nor a channel's limits.

A sender claims under a lease; if it dies the lease runs out and another sends the message again.
Only the oldest message that is due in a chat is ever handed out, so that order holds.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Select,
    and_,
    insert,
    not_,
    or_,
    select,
    update,
)

from flows.dialogue.messages import Message
from storage import tables
from storage.chats import Address, address_columns, address_of
from storage.codec import message_from_json, message_to_json

M = tables.message.c


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message that this sender holds. `attempts` counts this one too."""

    id: int
    chat_id: int
    address: Address
    message: Message
    purpose: str
    attempts: int
    created_at: datetime


def post(  # noqa: PLR0913, PLR0917 - one row, and the caller names the last three
    tx: Connection,
    chat_id: int,
    message: Message,
    now: datetime,
    purpose: str = "reply",
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
) -> int:
    """Orders a message; it is sent after the commit. Before *not_before* it holds up no other."""
    row = {
        "chat_id": chat_id,
        "purpose": purpose,
        "body": message_to_json(message),
        "token": message.token,
        "not_before": not_before,
        "expires_at": expires_at,
        "created_at": now,
    }
    id: int = tx.execute(insert(tables.message).returning(M.id), row).scalar_one()
    return id


def was_told(tx: Connection, chat_id: int, purpose: str) -> bool:
    """Whether anything was ever ordered for this purpose in this chat."""
    told = select(M.id).where(M.chat_id == chat_id, M.purpose == purpose).limit(1)
    return tx.execute(told).first() is not None


def claim(
    tx: Connection,
    channel: str,
    now: datetime,
    limit: int,
    lease: timedelta,
    *,
    chat: int | None = None,
) -> list[Outgoing]:
    """At most *limit* messages, one a chat, held until *now* + *lease*. Parked chats are passed over.

    *chat*: only of this chat.
    """
    heads = _heads(channel, now, limit)
    rows = tx.execute(heads if chat is None else heads.where(M.chat_id == chat)).all()
    if rows:
        tx.execute(
            update(tables.message)
            .where(M.id.in_([row.id for row in rows]))
            .values(held_until=now + lease, attempts=M.attempts + 1)
        )
    return [_outgoing(row) for row in rows]


def sent(tx: Connection, id: int, now: datetime, platform_id: str = "") -> None:
    """Delivered. The prompt that it opened, if any, learns when and as which message."""
    row = tx.execute(
        update(tables.message)
        .where(M.id == id)
        .values(state="sent", finished_at=now, held_until=None, platform_id=platform_id)
        .returning(M.chat_id, M.token)
    ).one()
    if row.token:
        p = tables.prompt.c
        tx.execute(
            update(tables.prompt)
            .where(p.chat_id == row.chat_id, p.token == row.token)
            .values(delivered_at=now, platform_id=platform_id)
        )


def failed(tx: Connection, id: int, now: datetime, retry_at: datetime | None) -> None:
    """Not delivered: to be tried again at *retry_at*, later messages of the chat waiting; or never (None)."""
    again = {"held_until": retry_at}
    never = {"state": "undeliverable", "finished_at": now, "held_until": None}
    tx.execute(update(tables.message).where(M.id == id).values(again if retry_at else never))


def refused(tx: Connection, ids: Collection[int], retry_at: datetime | None = None) -> None:
    """Surely not shown: never tried, or turned away unread. That was no attempt; again at *retry_at*, or at once."""
    again = {"held_until": retry_at, "attempts": M.attempts - 1}
    tx.execute(update(tables.message).where(M.id.in_(ids)).values(again))


def release(tx: Connection, channels: Collection[str]) -> None:
    """Nobody sends on these channels but the caller, who begins: what a dead sender held may go at once."""
    c = tables.chat.c
    ours = select(c.id).where(c.channel.in_(channels))
    held = update(tables.message).where(M.state == "waiting", M.chat_id.in_(ours))
    tx.execute(held.values(held_until=None))


def elsewhere(tx: Connection, chat_id: int) -> tuple[int, str] | None:
    """The chat that the same person used last on another channel, with its channel; parked ones do not count."""
    c, here = tables.chat.c, tables.chat.alias("here").c
    row = tx.execute(
        select(c.id, c.channel)
        .join_from(tables.chat, here.id.table, c.person_id == here.person_id)
        .where(here.id == chat_id, c.channel != here.channel, not_(c.parked))
        .order_by(c.used_at.desc(), c.id.desc())
        .limit(1)
    ).first()
    return None if row is None else (row.id, row.channel)


def park(tx: Connection, chat_id: int) -> None:
    """The person blocked the bot: nothing more is sent, nothing is lost."""
    _set_parked(tx, chat_id, parked=True)


def unpark(tx: Connection, chat_id: int) -> None:
    _set_parked(tx, chat_id, parked=False)


def _set_parked(tx: Connection, chat_id: int, *, parked: bool) -> None:
    c = tables.chat.c
    tx.execute(update(tables.chat).where(c.id == chat_id).values(parked=parked))


def _heads(channel: str, now: datetime, limit: int) -> Select[Any]:
    """Begins at the chats for which anything waits, so that a long backlog of one costs the others nothing."""
    c = tables.chat.c
    anything = select(M.chat_id).where(M.state == "waiting").distinct().subquery()
    ahead = tables.message.alias("ahead")
    first = select(ahead.c.id).where(ahead.c.chat_id == anything.c.chat_id, _due(ahead, now))
    heads = select(first.order_by(ahead.c.id).limit(1).scalar_subquery()).select_from(anything)
    return (
        select(
            *(M.id, M.chat_id, M.body, M.purpose, M.attempts, M.created_at),
            *address_columns(tables.chat),
        )
        .join_from(tables.message, tables.chat, M.chat_id == c.id)
        .where(M.id.in_(heads), M.state == "waiting", c.channel == channel, not_(c.parked))
        .where(or_(M.held_until.is_(None), M.held_until <= now))
        .order_by(M.id)
        .limit(limit)
        .with_for_update(of=tables.message, skip_locked=True)
    )


def _due(message: FromClause, now: datetime) -> ColumnElement[bool]:
    m = message.c
    return and_(
        m.state == "waiting",
        or_(m.not_before.is_(None), m.not_before <= now),
        or_(m.expires_at.is_(None), m.expires_at > now),
    )


def _outgoing(row: Row[Any]) -> Outgoing:
    return Outgoing(
        id=row.id,
        chat_id=row.chat_id,
        address=address_of(row),
        message=message_from_json(row.body),
        purpose=row.purpose,
        attempts=row.attempts + 1,
        created_at=row.created_at,
    )
