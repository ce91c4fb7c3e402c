"""Prompts: the askings of questions in a chat, which buttons and late presses name by token."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from flows.dialogue.context import Prompt
from flows.dialogue.effects import Ask
from storage import tables
from storage.codec import choices_from_json, choices_to_json

C = tables.prompt.c

FEW = 10
"""Buttons of so many old messages are taken off at a time."""


def open(tx: Connection, ask: Ask, chat_id: int, now: datetime) -> None:
    row = {
        "chat_id": chat_id,
        "token": ask.token,
        "draft_id": ask.draft or None,
        "question": ask.question,
        "item": ask.item,
        "revision": ask.revision,
        "choices": choices_to_json(ask.choices),
        "created_at": now,
    }
    tx.execute(insert(tables.prompt), row)


def find(tx: Connection, chat_id: int, token: str) -> Prompt | None:
    """A token of another chat finds nothing: presses are checked, never trusted."""
    row = tx.execute(
        select(
            *(C.draft_id, C.question, C.item, C.revision, C.choices, C.created_at),
            *(C.picked, C.picked_at),
        ).where(C.chat_id == chat_id, C.token == token)
    ).first()
    return (
        None
        if row is None
        else Prompt(
            token=token,
            draft=row.draft_id or "",
            question=row.question,
            item=row.item,
            revision=row.revision,
            choices=choices_from_json(row.choices),
            delivered_at=_first_put(tx, chat_id, row),
            created_at=row.created_at,
            picked=row.picked,
            picked_at=row.picked_at,
            tries=_tries(tx, chat_id, token),
        )
    )


def pick(tx: Connection, chat_id: int, token: str, place: int, now: datetime) -> None:
    """This was picked on it."""
    here = update(tables.prompt).where(C.chat_id == chat_id, C.token == token)
    tx.execute(here.values(picked=place, picked_at=now))


def _tries(tx: Connection, chat_id: int, token: str) -> int | None:
    """How often the message that opens it was tried; None if it does not wait any more."""
    m = tables.message.c
    waits = (m.chat_id == chat_id, m.token == token, m.state == "waiting")
    return tx.execute(select(m.attempts).where(*waits)).scalar()


def _first_put(tx: Connection, chat_id: int, row: Any) -> datetime | None:
    """When the question came to the chat: the first delivery since another question was put there."""
    here = C.chat_id == chat_id
    others = select(C.created_at).where(
        here, C.question != row.question, C.created_at <= row.created_at
    )
    since = tx.execute(others.order_by(C.created_at.desc()).limit(1)).scalar()
    again = [here, C.question == row.question, C.delivered_at.is_not(None)]
    after = [C.created_at > since] if since is not None else []
    return tx.execute(select(func.min(C.delivered_at)).where(*again, *after)).scalar()


def outdated(tx: Connection, chat_id: int, token: str) -> list[str]:
    """The messages, by their ids on the platform, whose buttons stand beside those of the prompt *token*."""
    here = [C.chat_id == chat_id, C.token != token, C.platform_id != ""]
    rows = tx.execute(select(C.platform_id).where(*here).order_by(C.created_at.desc()).limit(FEW))
    return list(rows.scalars())


def retire(tx: Connection, chat_id: int, platform_id: str) -> None:
    """The buttons of this message are gone."""
    gone = update(tables.prompt).where(C.chat_id == chat_id, C.platform_id == platform_id)
    tx.execute(gone.values(platform_id=""))
