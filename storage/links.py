"""Links to stored files, for channels that take none. Not the page behind them: that is the web app.

The token is known to nobody but who got it: only its hash is kept, and looked up.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, Table, delete, insert, select
from sqlmodel import Field

from storage import files, tables
from storage.files import File
from storage.tables import Row, metadata
from storage.utc import Utc


class Link(Row, table=True):
    """A way to a file without a login, for who holds the token, whose SHA-256 is `digest`."""

    digest: str = Field(primary_key=True)
    file_id: str = Field(foreign_key="file.id", index=True)
    chat_id: int = Field(foreign_key="chat.id", index=True)
    created_at: datetime = Field(sa_type=Utc)
    expires_at: datetime = Field(sa_type=Utc, index=True)


link: Table = metadata.tables["link"]
C = link.c
LIFETIME = timedelta(days=7)
REMEMBERED = timedelta(days=30)
"""How long one that has expired is known to have been."""


@dataclass(frozen=True, slots=True)
class Expired:
    """It was a link of ours."""


def make(tx: Connection, file_id: str, chat_id: int, now: datetime) -> tuple[str, datetime]:
    """A token that nobody can guess, and until when it opens the file."""
    token, until = secrets.token_urlsafe(32), now + LIFETIME
    row = {"digest": _digest(token), "file_id": file_id, "chat_id": chat_id,
           "created_at": now, "expires_at": until}  # fmt: skip
    tx.execute(insert(link), row)
    return token, until


def find(tx: Connection, token: str, now: datetime) -> File | Expired | None:
    """The file, as often as it is asked for; None: no such link."""
    row = tx.execute(select(C.file_id, C.expires_at).where(C.digest == _digest(token))).first()
    if row is None:
        return None
    return Expired() if row.expires_at <= now else files.load(tx, row.file_id)


def expire(tx: Connection, now: datetime) -> None:
    """Forgets links that ended long ago."""
    tx.execute(delete(link).where(C.expires_at <= now - REMEMBERED))


def purge(tx: Connection, draft_id: str) -> None:
    """Those to a draft's files, before the files go."""
    mine = select(tables.file.c.id).where(tables.file.c.draft_id == draft_id)
    tx.execute(delete(link).where(C.file_id.in_(mine)))


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogateescape")).hexdigest()
