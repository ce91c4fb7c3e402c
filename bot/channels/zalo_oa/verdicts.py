"""What an answer of the Official Account's API means: the one place that knows its codes.

Errors come with status 200, so that alone says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from http import HTTPStatus

from bot.verdicts import Again, Blocked, Malformed, Sent, Unreachable, Verdict, Wait
from outlines.reading import Json


class Kind(StrEnum):
    """What is to be done first about a code, before there is a verdict."""

    RENEW = "renew"
    """The access token is no longer good: once more with another."""
    PROVE = "prove"
    """The app wants the proof beside the token."""
    TELL = "tell"
    """Something is not set up, paid for or allowed: only the operator can mend it."""
    DEAD = "dead"
    """Of OAuth: the refresh token is spent. Only a person can give another."""


@dataclass(frozen=True, slots=True)
class Refused:
    """An error: its number and what it asks for. `kind` None: the verdict says all."""

    code: int
    kind: Kind | None
    verdict: Verdict


UNREADABLE = 1
"""In place of a code, where an answer was none."""
A_MINUTE, HALF_AN_HOUR, LONG = 60.0, 1800.0, 600.0
RENEW = {-216, -220, 216, 401, -401}
DEAD_CODES = {-118, -14014}
SETUP = {
    -204,
    -205,
    -209,
    -212,
    -219,
    -221,
    -223,
    -224,
    -235,
    -240,
    -320,
    -321,
    -14002,
    -14003,
    112,
}
OUT_OF_QUOTA = -211
PROOF = -242
AWAY = {-217, -218, -227, -230, -232, -244}
"""This person cannot be reached here now: outside the window, or their quota used up."""
VERDICTS: dict[int, Verdict] = {
    -32: Wait(A_MINUTE, everybody=True),
    -100: Again(),  # a file is uploaded anew at every attempt
    -200: Again(),
    -201: Malformed(),
    -210: Malformed(),
    -213: Blocked(),  # not a follower, or not any more: what waits comes when they follow, or write
    -233: Malformed(),
    -234: Wait(HALF_AN_HOUR),  # the night
    -248: Malformed(),
}


def code(status: int, body: Json) -> int:
    """The error's number; 0: it went well."""
    said = body.get("error") if isinstance(body, dict) else None
    named = int(said) if isinstance(said, int | str) and str(said).lstrip("-").isdecimal() else None
    if status != HTTPStatus.OK:
        return named or status
    return UNREADABLE if named is None else named


def verdict(found: int) -> Refused:
    """Of an error's number."""
    if found in RENEW:
        return Refused(found, Kind.RENEW, Wait(LONG, everybody=True))
    if found == PROOF:
        return Refused(found, Kind.PROVE, Wait(LONG, everybody=True))
    if found in DEAD_CODES:
        return Refused(found, Kind.DEAD, Wait(LONG, everybody=True))
    if found in SETUP or found in {OUT_OF_QUOTA, HTTPStatus.NOT_FOUND}:
        return Refused(found, Kind.TELL, Wait(LONG, everybody=True))
    if found in AWAY:
        return Refused(found, None, Unreachable())
    if found == HTTPStatus.TOO_MANY_REQUESTS:
        return Refused(found, None, VERDICTS[-32])
    if found == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return Refused(found, None, Malformed())
    return Refused(found, None, VERDICTS.get(found, Again()))


def read(body: Json, now: datetime) -> Sent:
    """Of an answer that is no error."""
    said = _data(body)
    id = said.get("message_id") or said.get("msg_id") or ""
    return Sent(str(id), _at(said.get("sent_time")) or now)


def window(body: Json) -> tuple[datetime | None, int | None]:
    """Of a quota's answer: when the person spoke last, and how many answers are left; None where it is not told."""
    said = _data(body)
    replies = said.get("cs_reply")
    remain = str(replies.get("remain")) if isinstance(replies, dict) else ""
    return _at(said.get("last_interaction")), int(remain) if remain.isdecimal() else None


def _data(body: Json) -> dict[str, Json]:
    found = body.get("data") if isinstance(body, dict) else None
    return found if isinstance(found, dict) else {}


def _at(written: Json) -> datetime | None:
    """From milliseconds, as a string or a number."""
    try:
        return datetime.fromtimestamp(int(str(written)) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
