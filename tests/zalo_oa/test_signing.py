"""Whose call a webhook's is: the vectors, and everything that is not quite it."""

from __future__ import annotations

import pytest

from bot.channels.zalo_oa import HEADER, signature, signed
from bot.platforms.zalo_oa import Signature
from bot.secret import Secret
from tests.zalo_oa.payloads import sample

VECTOR = sample("oa_signature_vector")
APP, SECRET, BODY = VECTOR["app_id"], VECTOR["oa_secret_key"], VECTOR["raw_body"].encode()
HOOK = Signature(APP, Secret(SECRET))


def test_the_formula_is_the_platforms() -> None:
    other = VECTOR["second_vector_from_goclaw"]
    found = signature(
        other["app_id"], other["raw_body"].encode(), other["timestamp"], other["secret"]
    )

    assert signature(APP, BODY, VECTOR["timestamp"], SECRET) == VECTOR["expected_mac"]
    assert found == other["expected_mac"]


@pytest.mark.parametrize("header", VECTOR["header_value_variants_to_accept"])
def test_it_is_believed_with_and_without_the_prefix_in_any_case(header: str) -> None:
    assert HOOK.admits({HEADER: header}, BODY)
    assert HOOK.admits({HEADER: header.upper()}, BODY)


@pytest.mark.parametrize(
    ("header", "body"),
    [
        ("", BODY),
        ("mac=", BODY),
        ("mac=" + "0" * 64, BODY),
        ("mac=điều lạ", BODY),
        (f"mac={VECTOR['expected_mac']}", BODY + b" "),
        (f"mac={VECTOR['expected_mac']}", b"no json"),
        (f"mac={VECTOR['expected_mac']}", b"[]"),
        (f"mac={VECTOR['expected_mac']}", b"{}"),
    ],
)
def test_anything_else_is_not(header: str, body: bytes) -> None:
    assert not HOOK.admits({HEADER: header}, body)


def test_a_body_that_is_empty_proves_nothing_and_needs_not() -> None:
    assert HOOK.admits({}, b"")


def test_without_a_secret_nobody_is_believed() -> None:
    forged = signature(APP, BODY, VECTOR["timestamp"], "")

    assert not signed(forged, APP, BODY, "")
