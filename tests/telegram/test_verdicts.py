"""What an answer of the platform means: its own sentences, one row each."""

from __future__ import annotations

import pytest

from bot.channels.telegram import Kind, Verdict, verdict
from outlines.reading import Json


def refusal(status: int, description: str, **parameters: Json) -> Json:
    more: dict[str, Json] = {"parameters": {**parameters}} if parameters else {}
    return {"ok": False, "error_code": status, "description": description, **more}


ROWS: list[tuple[int, str, Kind]] = [
    (400, "Bad Request: query is too old and response timeout expired or query ID is invalid",
     Kind.GONE),
    (400, ("Bad Request: message is not modified: specified new message content and reply markup "
     "are exactly the same as a current content and reply markup of the message"), Kind.GONE),
    (400, "Bad Request: message to edit not found", Kind.GONE),
    (400, "Bad Request: message can't be edited", Kind.GONE),
    (400, "Bad Request: chat not found", Kind.BLOCKED),
    (400, "Bad Request: PEER_ID_INVALID", Kind.BLOCKED),
    (400, "Bad Request: can't parse entities: Unsupported start tag \"\" at byte offset 2",
     Kind.MALFORMED),
    (400, "Bad Request: message text is empty", Kind.MALFORMED),
    (400, "Bad Request: message is too long", Kind.MALFORMED),
    (400, "Bad Request: BUTTON_DATA_INVALID", Kind.MALFORMED),
    (401, "Unauthorized", Kind.RETRY),
    (403, "Forbidden: bot was blocked by the user", Kind.BLOCKED),
    (403, "Forbidden: user is deactivated", Kind.BLOCKED),
    (404, "Not Found", Kind.RETRY),
    (409, ("Conflict: terminated by other getUpdates request; make sure that only one bot instance "
     "is running"), Kind.RETRY),
    (413, "Request Entity Too Large", Kind.MALFORMED),
    (500, "Internal Server Error", Kind.RETRY),
]  # fmt: skip


@pytest.mark.parametrize(("status", "description", "kind"), ROWS)
def test_a_refusal_means_this(status: int, description: str, kind: Kind) -> None:
    assert verdict(status, refusal(status, description)).kind is kind


def test_an_ok_is_fine() -> None:
    assert verdict(200, {"ok": True, "result": True}) == Verdict(Kind.FINE)


@pytest.mark.parametrize(
    ("parameters", "after"), [({"retry_after": 35}, 35.0), ({}, 1.0), ({"retry_after": "x"}, 1.0)]
)
def test_too_fast_names_its_wait(parameters: dict[str, Json], after: float) -> None:
    found = verdict(429, refusal(429, "Too Many Requests: retry after 35", **parameters))

    assert found == Verdict(Kind.RETRY_AFTER, after)


@pytest.mark.parametrize("status", [200, 302, 502, 504])
def test_an_answer_of_some_other_machine_is_tried_again(status: int) -> None:
    assert verdict(status, None) == Verdict(Kind.RETRY)
