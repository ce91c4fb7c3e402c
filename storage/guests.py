"""What another bot on the same chats keeps of its own conversations: a state's name and some data. Not ours.

The table stands here, beside its statements, for nothing else in the house reads it.
"""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection, Table, UniqueConstraint, select, update
from sqlmodel import Field

from outlines.reading import Json
from storage.chats import Address, at
from storage.tables import Row, metadata
from storage.upsert import insert_new
from storage.words import JsonWords


class Guest(Row, table=True):
    """`state`: empty for none; `data`: whatever the other bot puts there, a person's words among it."""

    __table_args__ = (UniqueConstraint("channel", "bot", "chat", "user", "thread", "destiny"),)
    id: int | None = Field(default=None, primary_key=True)
    channel: str
    bot: str
    chat: str
    user: str
    thread: str = ""
    destiny: str = "default"
    state: str = ""
    data: object = Field(default_factory=dict, sa_type=JsonWords, nullable=False)


guest: Table = metadata.tables["guest"]
C = guest.c


def state(tx: Connection, address: Address) -> str:
    """Empty for none."""
    return tx.execute(select(C.state).where(*at(guest, address))).scalar() or ""


def set_state(tx: Connection, address: Address, state: str) -> None:
    _make(tx, address)
    tx.execute(update(guest).where(*at(guest, address)).values(state=state))


def data(tx: Connection, address: Address) -> dict[str, Json]:
    found = tx.execute(select(C.data).where(*at(guest, address))).scalar()
    return dict(found) if isinstance(found, dict) else {}


def set_data(tx: Connection, address: Address, data: dict[str, Json]) -> None:
    _make(tx, address)
    tx.execute(update(guest).where(*at(guest, address)).values(data=data))


def _make(tx: Connection, address: Address) -> None:
    row = {**asdict(address), "state": "", "data": {}}
    unique = [C.channel, C.bot, C.chat, C.user, C.thread, C.destiny]
    insert_new(tx, guest, row, unique=unique)
