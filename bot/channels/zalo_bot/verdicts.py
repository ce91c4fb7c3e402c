"""What an answer of the Zalo Bot Platform means: the one place that knows its codes. Not what is then done."""

from __future__ import annotations

from enum import StrEnum
from http import HTTPStatus

from outlines.reading import Json


class Kind(StrEnum):
    FINE = "fine"
    IDLE = "idle"
    """408. To a poll: nothing came. To a message: whether it arrived is not known."""
    RETRY = "retry"
    """Not the call's fault: again, with backoff."""
    QUOTA = "quota"
    """The plan's messages are used up: nothing goes for a long while."""
    WRONG_TOKEN = "wrong token"  # noqa: S105 - the name of a trouble
    REFUSED = "refused"
    """The same call will always be refused."""


KINDS: dict[int, Kind] = {
    HTTPStatus.BAD_REQUEST: Kind.REFUSED,
    HTTPStatus.UNAUTHORIZED: Kind.WRONG_TOKEN,
    HTTPStatus.FORBIDDEN: Kind.RETRY,  # "internal server error", as the platform calls it
    HTTPStatus.NOT_FOUND: Kind.REFUSED,
    HTTPStatus.REQUEST_TIMEOUT: Kind.IDLE,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Kind.REFUSED,
    HTTPStatus.UPGRADE_REQUIRED: Kind.REFUSED,  # a daily limit of calls
    HTTPStatus.TOO_MANY_REQUESTS: Kind.QUOTA,
}


def code(status: int, body: Json) -> int:
    """The error's number: in the body where there is one, whatever the status; 0: it went well."""
    said = body if isinstance(body, dict) else {}
    if status == HTTPStatus.OK and said.get("ok") is True:
        return 0
    named = said.get("error_code") or said.get("errorCode")
    if isinstance(named, int) and named > 0:
        return named
    return status if status != HTTPStatus.OK else HTTPStatus.BAD_GATEWAY


def verdict(status: int, body: Json) -> Kind:
    """From the HTTP status and the decoded body, None if it was no JSON."""
    found = code(status, body)
    return KINDS.get(found, Kind.RETRY) if found else Kind.FINE
