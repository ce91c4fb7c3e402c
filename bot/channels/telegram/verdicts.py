"""What an answer of the Bot API means for the call: the one place that knows status codes and error sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from http import HTTPStatus

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from outlines.reading import Json


class Kind(StrEnum):
    FINE = "fine"
    RETRY_AFTER = "retry after"
    """Too fast for this chat: again after `Verdict.after` seconds, not sooner."""
    BLOCKED = "blocked"
    """The person cannot be reached: park the chat."""
    GONE = "gone"
    """What it was about is over (an old press, a keyboard already off): nothing to do."""
    MALFORMED = "malformed"
    """The same call will always be refused: say it otherwise."""
    RETRY = "retry"
    """Not the call's fault: again, with backoff."""


@dataclass(frozen=True, slots=True)
class Verdict:
    kind: Kind
    after: float = 0.0


GONE = (
    "query is too old",
    "query id is invalid",
    "message is not modified",
    "message to edit not found",
    "message to delete not found",
    "message can't be edited",
    "message can't be deleted",
    "message_id_invalid",
)
UNREACHABLE = (
    "chat not found",
    "user not found",
    "user is deactivated",
    "peer_id_invalid",
    "group chat was upgraded",
    "have no rights to send",
    "not enough rights to send",
    "chat_write_forbidden",
)
STATUS: dict[type[TelegramError], int] = {
    RetryAfter: HTTPStatus.TOO_MANY_REQUESTS,
    Forbidden: HTTPStatus.FORBIDDEN,
    BadRequest: HTTPStatus.BAD_REQUEST,
    ChatMigrated: HTTPStatus.FORBIDDEN,
    InvalidToken: HTTPStatus.UNAUTHORIZED,
    Conflict: HTTPStatus.CONFLICT,
}
"""What the library makes of a status; it raises NetworkError and TimedOut for the rest."""
DEFAULT_WAIT = 1.0
"""Seconds, where a 429 names none."""


def verdict(status: int, body: Json) -> Verdict:
    """From the HTTP status and the decoded body, None if it was no JSON.

    401 and 404 mean a wrong token, 409 a second poller: mended by the operator, so nothing is given up.
    """
    said = body if isinstance(body, dict) else {}
    match status:
        case HTTPStatus.OK:
            return Verdict(Kind.FINE if said.get("ok") is True else Kind.RETRY)
        case HTTPStatus.TOO_MANY_REQUESTS:
            return Verdict(Kind.RETRY_AFTER, _wait(said))
        case HTTPStatus.FORBIDDEN:
            return Verdict(Kind.BLOCKED)
        case HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            return Verdict(Kind.MALFORMED)
        case HTTPStatus.BAD_REQUEST:
            return Verdict(_refused(said))
    return Verdict(Kind.RETRY)


def kind_of(error: TelegramError) -> tuple[Kind, float]:
    """The same, from what python-telegram-bot makes of an answer: the kind, and seconds to wait."""
    found = verdict(_status(error), _body(error))
    return found.kind, found.after


def _status(error: TelegramError) -> int:
    for kind, status in STATUS.items():
        if isinstance(error, kind):
            return status
    large = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return large if large.phrase.lower() in str(error).lower() else HTTPStatus.BAD_GATEWAY


def _body(error: TelegramError) -> Json:
    if not isinstance(error, RetryAfter):
        return {"description": str(error)}
    after = error.retry_after  # a timedelta where PTB_TIMEDELTA is set
    seconds = int(after.total_seconds() if isinstance(after, timedelta) else after)
    return {"parameters": {"retry_after": seconds}}


def _refused(body: dict[str, Json]) -> Kind:
    reason = str(body.get("description", "")).lower()
    if any(each in reason for each in GONE):
        return Kind.GONE
    return Kind.BLOCKED if any(each in reason for each in UNREACHABLE) else Kind.MALFORMED


def _wait(body: dict[str, Json]) -> float:
    parameters = body.get("parameters")
    after = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return float(after) if isinstance(after, int | float) and after > 0 else DEFAULT_WAIT
