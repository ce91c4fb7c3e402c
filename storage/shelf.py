"""Published outline versions: immutable, so that a draft can be pinned to one. Not the reading of outlines."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select

from storage import tables
from storage.errors import Changed, Missing
from storage.upsert import insert_new

C = tables.outline_version.c


def publish(tx: Connection, id: str, version: int, digest: str, source: str, now: datetime) -> None:
    """Adds a version; the same again changes nothing. Other words under the same number raise Changed."""
    row = {"id": id, "version": version, "digest": digest, "source": source, "published_at": now}
    insert_new(tx, tables.outline_version, row, unique=[C.id, C.version])
    stands = tx.execute(select(C.digest).where(C.id == id, C.version == version)).scalar_one()
    if stands != digest:
        raise Changed(
            f"Đề cương {id} bản {version} đã được phát hành với nội dung khác. "
            "Xin tăng số bản (version) trong tệp đề cương."
        )


def newest(tx: Connection) -> list[tuple[str, int]]:
    """(id, version) of the newest version of every outline, by id."""
    last = select(C.id, func.max(C.version).label("version")).group_by(C.id).order_by(C.id)
    return [(row.id, row.version) for row in tx.execute(last)]


def newest_version(tx: Connection, id: str) -> int:
    """The highest number under which an outline was published; 0 if it never was."""
    return tx.execute(select(func.max(C.version)).where(C.id == id)).scalar() or 0


def source(tx: Connection, id: str, version: int) -> str:
    """Raises Missing."""
    found = tx.execute(select(C.source).where(C.id == id, C.version == version)).scalar()
    if found is None:
        raise Missing(f"outline {id} version {version}")
    return str(found)
