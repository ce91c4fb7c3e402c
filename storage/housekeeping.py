"""Forgetting on purpose: old messages, and a draft with everything that quotes it. Not what decides when.

Afterwards `Store.tidy()` takes the last traces out of the database's own log.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, delete, null, or_, select, tuple_, update

from flows.dialogue.session import Session
from storage import links, tables
from storage.chats import address_columns, keep_session

KEPT = timedelta(days=30)
"""How long the words of a sent message, or of an update that failed, are kept (DESIGN 3.1)."""


def erase_old(tx: Connection, now: datetime) -> None:
    """Erases what was sent or failed more than 30 days ago, and unsent messages past their time."""
    m, i = tables.message.c, tables.inbox.c
    late = (m.state == "waiting") & (m.expires_at <= now)
    tx.execute(_expire().where(late).values(finished_at=now))
    old = (m.state != "waiting") & (m.finished_at <= now - KEPT)
    tx.execute(update(tables.message).where(old, m.body.is_not(None)).values(body=null()))
    failed = (i.state == "failed") & (i.finished_at <= now - KEPT)
    tx.execute(update(tables.inbox).where(failed, i.payload.is_not(None)).values(payload=null()))


def overdue(tx: Connection, now: datetime) -> list[str]:
    """Drafts that have lain in the bin for 30 days, in which nobody wrote meanwhile: to be purged."""
    d = tables.draft.c
    left = (d.binned_at <= now - KEPT) & (d.used_at <= now - KEPT)
    long_ago = (d.status == "binned") & left
    return list(tx.execute(select(d.id).where(long_ago)).scalars())


def purge(tx: Connection, draft_id: str, now: datetime) -> None:
    """Removes a draft for good: answers, pieces, prompts, remarks, files, jobs, and what quotes them.

    Every earlier message of its chats is erased, since any may quote it; those still unsent are not
    sent. Post a farewell after this, not before.
    """
    chats = tx.execute(_chats(draft_id)).scalars().all()
    _forget_talk(tx, draft_id, chats, now)
    _forget_work(tx, draft_id)


def _expire() -> Any:
    return update(tables.message).values(state="expired", body=null())


def _chats(draft_id: str) -> Select[Any]:
    """Where the draft was talked of: every chat of everyone who may see it."""
    a = tables.access.c
    readers = select(a.person_id).where(a.draft_id == draft_id)
    return select(tables.chat.c.id).where(tables.chat.c.person_id.in_(readers))


def _forget_talk(tx: Connection, draft_id: str, chats: Any, now: datetime) -> None:
    c, m, p, i = tables.chat.c, tables.message.c, tables.prompt.c, tables.inbox.c
    for chat in tx.execute(select(c.id).where(c.draft_id == draft_id)).scalars():
        keep_session(tx, chat, Session())
    here = m.chat_id.in_(chats)
    tx.execute(_expire().where(here, m.state == "waiting").values(finished_at=now))
    tx.execute(update(tables.message).where(here).values(body=null()))
    lists = p.chat_id.in_(chats) & p.draft_id.is_(None)  # of drafts, by name
    tx.execute(delete(tables.prompt).where(or_(p.draft_id == draft_id, lists)))
    address = select(*address_columns(tables.chat)).where(c.id.in_(chats))
    said = tuple_(*address_columns(tables.inbox)).in_(address) & (i.state == "failed")
    tx.execute(update(tables.inbox).where(said).values(payload=null()))


def _forget_work(tx: Connection, draft_id: str) -> None:
    r, d = tables.revision.c, tables.draft.c
    mine = select(r.id).where(r.draft_id == draft_id)
    tx.execute(delete(tables.piece).where(tables.piece.c.revision_id.in_(mine)))
    links.purge(tx, draft_id)
    for table in (tables.remark, tables.job, tables.file, tables.access):
        tx.execute(delete(table).where(table.c.draft_id == draft_id))
    tx.execute(update(tables.revision).where(r.derived_from.in_(mine)).values(derived_from=None))
    tx.execute(delete(tables.revision).where(r.draft_id == draft_id))
    tx.execute(update(tables.draft).where(d.based_on == draft_id).values(based_on=None))
    tx.execute(delete(tables.draft).where(d.id == draft_id))
