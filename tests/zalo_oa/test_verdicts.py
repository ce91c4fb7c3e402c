"""What an answer means: one row a code of the table."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.channels.zalo_oa import Kind, code, read, verdict, window
from bot.verdicts import Again, Blocked, Malformed, Sent, Unreachable, Verdict, Wait
from outlines.reading import Json
from tests.zalo_oa.payloads import ERRORS, sample

NOW = datetime(2026, 11, 27, tzinfo=UTC)
EXPECTED: dict[int, Verdict | Kind] = {
    **dict.fromkeys((-216, -220, 216, 401, -401), Kind.RENEW),
    **dict.fromkeys((-118, -14014), Kind.DEAD),
    **dict.fromkeys((-217, -218, -227, -230, -232, -244), Unreachable()),
    **dict.fromkeys((-204, -205, -209, -211, -212, -219, -221, -223, -224, -235, -240), Kind.TELL),
    **dict.fromkeys((-320, -321, 404), Kind.TELL),
    **dict.fromkeys((-100, -200, -1, 1, 502), Again()),
    **dict.fromkeys((-201, -210, -233, -248, 413), Malformed()),
    **dict.fromkeys((-32, 429), Wait(60.0, everybody=True)),
    -213: Blocked(),
    -234: Wait(1800.0),
    -242: Kind.PROVE,
}


@pytest.mark.parametrize(("found", "expected"), EXPECTED.items())
def test_a_code_means(found: int, expected: Verdict | Kind) -> None:
    refused = verdict(found)

    assert expected in (refused.kind, refused.verdict)
    assert (refused.kind is None) == (not isinstance(expected, Kind))


@pytest.mark.parametrize("name", ERRORS)
def test_the_samples_are_errors_of_the_table(name: str) -> None:
    assert code(200, sample(name)) == -int(name.rsplit("_", 1)[1])
    assert code(200, sample(name)) in EXPECTED


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (200, {"error": 0}, 0),
        (200, {"error": "-216"}, -216),
        (200, None, 1),
        (200, {"data": {}}, 1),
        (200, {"error": "lạ"}, 1),
        (502, None, 502),
        (404, {"error": 404}, 404),
        (500, {"error": 0}, 500),
    ],
)
def test_the_number_of_an_answer(status: int, body: Json, expected: int) -> None:
    assert code(status, body) == expected


def test_what_was_sent_has_an_id_and_the_platforms_time() -> None:
    at = datetime.fromtimestamp(1626926349.402, UTC)

    assert read(sample("oa_send_response"), NOW) == Sent("a4d0243feee163bd3af2", at)
    assert read(sample("oa_send_response_minimal"), NOW) == Sent("msg-fixture-1", NOW)
    assert read(None, NOW) == Sent("", NOW)


def test_a_quota_tells_the_last_word_and_the_answers_left() -> None:
    assert window(sample("oa_quota_user_response")) == (datetime.fromtimestamp(1690184100, UTC), 8)
    assert window({"data": {"cs_reply": None}}) == (None, None)
