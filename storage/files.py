"""Reports and uploads, as bytes in the database: a host's disk may not last."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from storage import tables
from storage.errors import Missing

C = tables.file.c


@dataclass(frozen=True, slots=True)
class File:
    name: str
    mime: str
    data: bytes


def save(tx: Connection, name: str, mime: str, data: bytes, draft_id: str, now: datetime) -> str:
    """The new file's id, which nobody can guess. `draft_id` is empty for a file of no draft."""
    id = secrets.token_urlsafe(16)
    row = {
        "id": id,
        "draft_id": draft_id or None,
        "name": name,
        "mime": mime,
        "data": data,
        "size": len(data),
        "created_at": now,
    }
    tx.execute(insert(tables.file), row)
    return id


def load(tx: Connection, id: str) -> File:
    """Raises Missing."""
    row = tx.execute(select(C.name, C.mime, C.data).where(C.id == id)).first()
    if row is None:
        raise Missing("the file is not there")
    return File(row.name, row.mime, bytes(row.data))


def size(tx: Connection, id: str) -> int:
    """In bytes; 0 if there is no such file."""
    return tx.execute(select(C.size).where(C.id == id)).scalar() or 0
