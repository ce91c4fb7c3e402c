"""The tables, but for those that stand beside their statements (guests, links, timers). Only their shape: no ORM
session ever loads a row, statements go through the `Table` objects.

Read them as `tables.revision.c.words`. A person's words stand in columns of `Words` and its variants
alone; every other text column holds ids, names of kinds, or platform keys.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKeyConstraint, Index, MetaData, Table, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.utc import Utc
from storage.words import ByteWords, JsonWords, Words

NAMING = {kind: f"{kind}_%(table_name)s_%(column_0_N_name)s" for kind in ("fk", "uq", "ix")}


class Row(SQLModel):
    """Base of all tables: our own metadata, so that nothing else can slip into the migrations."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention={"pk": "pk_%(table_name)s", **NAMING})


def _id() -> Any:
    return Field(default=None, primary_key=True)


class Person(Row, table=True):
    id: int | None = _id()
    name: str = Field(default="", sa_type=Words)
    created_at: datetime = Field(sa_type=Utc)


class Unit(Row, table=True):
    """A Party organisation; `profile` holds its own facts, asked once in a life (question -> answer)."""

    id: int | None = _id()
    parent_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    kind: str = ""
    profile: object = Field(default_factory=dict, sa_type=JsonWords, nullable=False)
    created_at: datetime = Field(sa_type=Utc)


class Membership(Row, table=True):
    """A person's role in a unit, from `since` until `until` (open: null)."""

    id: int | None = _id()
    person_id: int = Field(foreign_key="person.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    role: str
    since: datetime = Field(sa_type=Utc)
    until: datetime | None = Field(default=None, sa_type=Utc)


class Chat(Row, table=True):
    """A conversation on a channel and where it stands. No words."""

    __table_args__ = (
        UniqueConstraint("channel", "bot", "chat", "user", "thread", "destiny"),
        Index(None, "channel", "bot", "user"),
    )
    id: int | None = _id()
    channel: str
    bot: str
    chat: str
    user: str
    thread: str = ""
    destiny: str = "default"
    person_id: int = Field(foreign_key="person.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    phase: str
    draft_id: str | None = Field(default=None, foreign_key="draft.id", index=True)
    question: str = ""
    item: str = ""
    token: str = ""
    page: int = 0
    album: str = ""
    parked: bool = False
    used_at: datetime = Field(sa_type=Utc)


class OutlineVersion(Row, table=True):
    """One version of an outline, complete and immutable. The source is the author's, not a person's answer."""

    __tablename__ = "outline_version"
    id: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    digest: str
    source: str
    published_at: datetime = Field(sa_type=Utc)


class Draft(Row, table=True):
    """One report in the making, pinned to an outline version. `edition` is n of "Dự thảo lần n"."""

    __table_args__ = (
        ForeignKeyConstraint(
            ["outline_id", "outline_version"], ["outline_version.id", "outline_version.version"]
        ),
    )
    id: str = Field(primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    owner_id: int = Field(foreign_key="person.id", index=True)
    outline_id: str
    outline_version: int
    name: str = Field(sa_type=Words)
    status: str = "open"
    edition: int = 1
    campaign: str | None = None
    based_on: str | None = Field(default=None, foreign_key="draft.id", index=True)
    created_at: datetime = Field(sa_type=Utc)
    used_at: datetime = Field(sa_type=Utc)
    binned_at: datetime | None = Field(default=None, sa_type=Utc)


class Access(Row, table=True):
    """Who may do what in a draft; an empty section means the whole of it."""

    draft_id: str = Field(primary_key=True, foreign_key="draft.id")
    person_id: int = Field(primary_key=True, foreign_key="person.id", index=True)
    section: str = Field(default="", primary_key=True)
    right: str


class Revision(Row, table=True):
    """One state of one answer; never changed, never removed but with its draft. `length` in characters."""

    __table_args__ = (UniqueConstraint("draft_id", "question", "item", "seq"),)
    id: int | None = _id()
    draft_id: str = Field(foreign_key="draft.id")
    question: str
    item: str = ""
    seq: int
    based_on: int = 0
    state: str
    words: str = Field(sa_type=Words)
    short: str = Field(sa_type=Words)
    length: int
    value: object = Field(default=None, sa_type=JsonWords, nullable=False)
    source: str
    derived_from: int | None = Field(default=None, foreign_key="revision.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    chat_id: int = Field(foreign_key="chat.id", index=True)
    created_at: datetime = Field(sa_type=Utc)


class Piece(Row, table=True):
    """One incoming message inside a revision; `at` is the platform's time."""

    __table_args__ = (UniqueConstraint("revision_id", "key"),)
    id: int | None = _id()
    revision_id: int = Field(foreign_key="revision.id")
    key: str
    at: datetime | None = Field(default=None, sa_type=Utc)
    words: str = Field(sa_type=Words)
    created_at: datetime = Field(sa_type=Utc)


SHOWN = text("platform_id != ''")


class Prompt(Row, table=True):
    """One asking of a question in a chat. `revision`: the seq the person saw; `platform_id` stands while buttons do."""

    __table_args__ = (
        Index(None, "chat_id", "created_at"),
        Index("ix_prompt_shown", "chat_id", sqlite_where=SHOWN, postgresql_where=SHOWN),
    )
    chat_id: int = Field(primary_key=True, foreign_key="chat.id")
    token: str = Field(primary_key=True)
    draft_id: str | None = Field(default=None, foreign_key="draft.id", index=True)
    question: str = ""
    item: str = ""
    revision: int = 0
    choices: object = Field(sa_type=JsonWords, nullable=False)
    platform_id: str = ""
    created_at: datetime = Field(sa_type=Utc)
    delivered_at: datetime | None = Field(default=None, sa_type=Utc)
    picked: int | None = None
    picked_at: datetime | None = Field(default=None, sa_type=Utc)


class Remark(Row, table=True):
    """What a rule or a reader says of an answer."""

    id: int | None = _id()
    draft_id: str = Field(foreign_key="draft.id", index=True)
    question: str
    item: str = ""
    revision_id: int | None = Field(default=None, foreign_key="revision.id", index=True)
    rule: str = ""
    author_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    words: str = Field(sa_type=Words)
    state: str = "open"
    created_at: datetime = Field(sa_type=Utc)


WAITING = text("state = 'waiting'")
"""Queues are read from their waiting rows only; their indexes hold no others."""


class Inbox(Row, table=True):
    """Updates seen. Keys are the platform's and compared for equality only."""

    __table_args__ = (
        UniqueConstraint("channel", "bot", "key"),
        Index("ix_inbox_waiting", "id", sqlite_where=WAITING, postgresql_where=WAITING),
    )
    id: int | None = _id()
    channel: str
    bot: str
    key: str
    chat: str
    user: str
    thread: str = ""
    destiny: str = "default"
    payload: object = Field(default=None, sa_type=JsonWords, nullable=True)
    state: str = "waiting"
    error: str = ""
    received_at: datetime = Field(sa_type=Utc)
    finished_at: datetime | None = Field(default=None, sa_type=Utc)


class Message(Row, table=True):
    """Words to send, to a chat or to a person; `held_until` is a sender's lease or the next attempt."""

    __table_args__ = (
        Index(
            "ix_message_waiting", "chat_id", "id", sqlite_where=WAITING, postgresql_where=WAITING
        ),
    )
    id: int | None = _id()
    chat_id: int | None = Field(default=None, foreign_key="chat.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    purpose: str = "reply"
    body: object = Field(default=None, sa_type=JsonWords, nullable=True)
    token: str = ""
    state: str = "waiting"
    attempts: int = 0
    not_before: datetime | None = Field(default=None, sa_type=Utc)
    expires_at: datetime | None = Field(default=None, sa_type=Utc)
    held_until: datetime | None = Field(default=None, sa_type=Utc)
    platform_id: str = ""
    created_at: datetime = Field(sa_type=Utc)
    finished_at: datetime | None = Field(default=None, sa_type=Utc)


class Job(Row, table=True):
    """Background work, claimed under a lease (`held_until`) and repeated after a crash."""

    __table_args__ = (
        Index("ix_job_waiting", "id", sqlite_where=WAITING, postgresql_where=WAITING),
    )
    id: int | None = _id()
    kind: str
    draft_id: str | None = Field(default=None, foreign_key="draft.id", index=True)
    chat_id: int | None = Field(default=None, foreign_key="chat.id", index=True)
    payload: object = Field(default=None, sa_type=JsonWords, nullable=True)
    state: str = "waiting"
    attempts: int = 0
    held_until: datetime | None = Field(default=None, sa_type=Utc)
    error: str = ""
    created_at: datetime = Field(sa_type=Utc)
    finished_at: datetime | None = Field(default=None, sa_type=Utc)


class File(Row, table=True):
    """Bytes: reports and uploads. The name may hold a draft's name. `size` in bytes."""

    id: str = Field(primary_key=True)
    draft_id: str | None = Field(default=None, foreign_key="draft.id", index=True)
    name: str = Field(sa_type=Words)
    mime: str
    data: bytes = Field(sa_type=ByteWords)
    size: int
    created_at: datetime = Field(sa_type=Utc)


metadata = Row.metadata

person: Table = metadata.tables["person"]
unit: Table = metadata.tables["unit"]
membership: Table = metadata.tables["membership"]
chat: Table = metadata.tables["chat"]
outline_version: Table = metadata.tables["outline_version"]
draft: Table = metadata.tables["draft"]
access: Table = metadata.tables["access"]
revision: Table = metadata.tables["revision"]
piece: Table = metadata.tables["piece"]
prompt: Table = metadata.tables["prompt"]
remark: Table = metadata.tables["remark"]
inbox: Table = metadata.tables["inbox"]
message: Table = metadata.tables["message"]
job: Table = metadata.tables["job"]
file: Table = metadata.tables["file"]
