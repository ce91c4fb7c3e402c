"""Tokens that change by themselves: whoever renews them is alone, and what was got is stored before it is used.

Not the asking for new ones: between `claim` and `renew` no transaction is open. A claim is a lease, so a process
that dies in between holds nobody up for long.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Table, Update, or_, select, update
from sqlmodel import Field

from storage.tables import Row, metadata
from storage.upsert import insert_new
from storage.utc import Utc


class Credential(Row, table=True):
    """The tokens of one account of one channel, had at `updated_at`. `previous`: the refresh token before this one."""

    channel: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    access: str
    refresh: str
    previous: str = ""
    expires_at: datetime = Field(sa_type=Utc)
    updated_at: datetime = Field(sa_type=Utc)
    held_until: datetime | None = Field(default=None, sa_type=Utc)


credential: Table = metadata.tables["credential"]
C = credential.c


@dataclass(frozen=True, slots=True, repr=False)
class Tokens:
    """An access token, since and until when it is good, and what the next one is had for."""

    access: str
    refresh: str
    got_at: datetime
    expires_at: datetime


def load(tx: Connection, channel: str, key: str) -> Tokens | None:
    row = tx.execute(
        select(C.access, C.refresh, C.updated_at, C.expires_at).where(
            C.channel == channel, C.key == key
        )
    ).first()
    return None if row is None else Tokens(*row)


def put(tx: Connection, channel: str, key: str, tokens: Tokens) -> None:
    """A person gave them: whatever was there is replaced."""
    values = _values(tokens)
    new = {"channel": channel, "key": key, "previous": "", **values}
    if insert_new(tx, credential, new, unique=[C.channel, C.key]) is None:
        tx.execute(_of(channel, key).values(**values, previous=C.refresh, held_until=None))


def claim(
    tx: Connection, channel: str, key: str, refresh: str, now: datetime, lease: timedelta
) -> bool:
    """Whether the caller may renew: nobody else is at it, and *refresh* is still the one to be spent."""
    free = or_(C.held_until.is_(None), C.held_until <= now)
    mine = _of(channel, key).where(C.refresh == refresh, free)
    return tx.execute(mine.values(held_until=now + lease)).rowcount == 1


def renew(tx: Connection, channel: str, key: str, spent: str, tokens: Tokens) -> bool:
    """What *spent* was changed for. False: somebody put others meanwhile, and those hold."""
    mine = _of(channel, key).where(C.refresh == spent)
    values = {**_values(tokens), "previous": spent, "held_until": None}
    return tx.execute(mine.values(**values)).rowcount == 1


def release(tx: Connection, channel: str, key: str, refresh: str) -> None:
    """Nothing was got for *refresh*: another may try."""
    tx.execute(_of(channel, key).where(C.refresh == refresh).values(held_until=None))


def _of(channel: str, key: str) -> Update:
    return update(credential).where(C.channel == channel, C.key == key)


def _values(tokens: Tokens) -> dict[str, object]:
    return {
        "access": tokens.access,
        "refresh": tokens.refresh,
        "expires_at": tokens.expires_at,
        "updated_at": tokens.got_at,
    }
