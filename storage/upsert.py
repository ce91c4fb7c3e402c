"""INSERT that leaves alone what is there: the one statement that both databases spell in their own way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_new(
    tx: Connection, table: Table, values: Mapping[str, object], *, unique: Sequence[Column[Any]]
) -> Any | None:  # a row
    """The new row's primary key, or None if a row with these was there."""
    insert = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
    statement = insert(table).on_conflict_do_nothing(index_elements=unique)
    return tx.execute(statement.returning(*table.primary_key), values).first()
