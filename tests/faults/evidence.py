"""What is in the database when all is over, as plain rows, beside what the platform knows. No judgement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from outlines.reading import Json
from storage import tables
from storage.codec import message_from_json
from storage.words import dump
from tests.faults.side import Shown, Side, Told


@dataclass(frozen=True, slots=True)
class Update:
    """A row of the inbox. A turn and everything that it wrote have one chat and one time."""

    id: int
    key: str
    chat: str
    state: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A revision, with the keys of its pieces."""

    id: int
    chat: str
    draft: str
    question: str
    words: str
    at: datetime
    pieces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A row of the outbox. `text`: as ordered; the platform may add what its buttons do not show.

    `place`: of the message as the platform received it, 0 for none.
    """

    id: int
    chat: str
    text: str
    state: str
    at: datetime
    place: int
    file: str = ""


@dataclass(frozen=True, slots=True)
class Ordered:
    """A job."""

    id: int
    chat: str
    state: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Offered:
    """A prompt; words that were asked back stand in its choices."""

    chat: str
    choices: str


@dataclass(frozen=True, slots=True)
class Evidence:
    told: Sequence[Told]
    shown: Mapping[str, Sequence[Shown]]
    inbox: Sequence[Update] = ()
    kept: Sequence[Kept] = ()
    said: Sequence[Said] = ()
    jobs: Sequence[Ordered] = ()
    offered: Sequence[Offered] = ()


def gather(tx: Connection, side: Side) -> Evidence:
    c = tables.chat.c
    chats: dict[int, str] = {row.id: row.chat for row in tx.execute(select(c.id, c.chat))}
    return Evidence(
        side.told(),
        side.shown(),
        _inbox(tx),
        _kept(tx, chats),
        _said(tx, chats, side),
        _jobs(tx, chats),
        _offered(tx, chats),
    )


def _inbox(tx: Connection) -> list[Update]:
    c = tables.inbox.c
    rows = tx.execute(select(c.id, c.key, c.chat, c.state, c.finished_at).order_by(c.id))
    return [Update(*row) for row in rows]


def _kept(tx: Connection, chats: Mapping[int, str]) -> list[Kept]:
    p, r = tables.piece.c, tables.revision.c
    pieces: dict[int, list[str]] = {}
    for row in tx.execute(select(p.revision_id, p.key).order_by(p.id)):
        pieces.setdefault(row.revision_id, []).append(row.key)
    columns = (r.id, r.chat_id, r.draft_id, r.question, r.words, r.created_at)
    rows = tx.execute(select(*columns).order_by(r.id))
    return [
        Kept(id, chats[chat], draft, question, words, at, tuple(pieces.get(id, ())))
        for id, chat, draft, question, words, at in rows
    ]


def _said(tx: Connection, chats: Mapping[int, str], side: Side) -> list[Said]:
    c = tables.message.c
    columns = (c.id, c.chat_id, c.body, c.state, c.created_at, c.platform_id)
    return [_one_said(row, chats, side) for row in tx.execute(select(*columns).order_by(c.id))]


def _one_said(row: Sequence[Any], chats: Mapping[int, str], side: Side) -> Said:
    id, chat, body, state, at, platform_id = row
    message = message_from_json(body)
    place = side.number(platform_id) if platform_id else 0
    return Said(id, chats[chat], message.text, state, at, place, message.file)


def _jobs(tx: Connection, chats: Mapping[int, str]) -> list[Ordered]:
    c = tables.job.c
    rows = tx.execute(select(c.id, c.chat_id, c.state, c.created_at).order_by(c.id))
    return [Ordered(id, chats[chat], state, at) for id, chat, state, at in rows]


def _offered(tx: Connection, chats: Mapping[int, str]) -> list[Offered]:
    c = tables.prompt.c
    rows = tx.execute(select(c.chat_id, c.choices))
    return [Offered(chats[chat], _text(choices)) for chat, choices in rows]


def _text(choices: Json) -> str:
    return dump(choices)
