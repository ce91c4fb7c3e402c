"""Secrets: used, and never seen."""

from __future__ import annotations

import copy
import logging
import pickle
import traceback

import pytest

from bot.secret import Secret
from bot.settings import Settings, load

WORD = "123456:AAtoken-that-nobody-may-see"
SECRET = Secret(WORD)


@pytest.mark.parametrize(
    "shown",
    [
        repr(SECRET),
        str(SECRET),
        f"{SECRET}",
        f"{SECRET!s:>40}",
        f"{SECRET:>40}",
        "%s %r" % (SECRET, SECRET),  # noqa: UP031 - as log lines are made
        repr([SECRET]),
        repr(Settings(telegram_token=SECRET, database_url=f"postgresql://u:{WORD}@host/db")),
        repr(load({"TELEGRAM_TOKEN": WORD, "PUBLIC_URL": f"https://{WORD}@host", "HOME": "/"})),
    ],
)
def test_nothing_that_is_shown_has_the_word(shown: str) -> None:
    assert WORD not in shown
    assert WORD[-8:] not in shown


def test_no_log_line_and_no_traceback_has_the_word(caplog: pytest.LogCaptureFixture) -> None:
    error = ValueError(SECRET, Settings(telegram_token=SECRET))
    logging.getLogger("x").error("with %s", SECRET, exc_info=error)
    told = "".join(traceback.format_exception(error)) + repr(error) + str(error)

    assert WORD not in caplog.text + told


def test_it_is_not_written_down() -> None:
    with pytest.raises(TypeError) as raised:
        pickle.dumps(SECRET)

    assert WORD not in str(raised.value)
    with pytest.raises(TypeError):
        copy.deepcopy(SECRET)


def test_who_asks_for_it_gets_it() -> None:
    assert SECRET.reveal() == WORD


@pytest.mark.parametrize(
    ("secret", "said", "fits"),
    [
        (SECRET, WORD, True),
        (SECRET, WORD[:-1], False),
        (SECRET, "", False),
        (SECRET, "ủy\udcff", False),
        (Secret("ủy"), "ủy", True),
        (Secret(), "", False),
    ],
)
def test_it_is_compared_with_what_was_said(secret: Secret, said: str, fits: bool) -> None:  # noqa: FBT001
    assert secret.matches(said) is fits


def test_a_derived_secret_is_always_the_same_and_fits_into_a_header() -> None:
    hook = SECRET.derive("hook:telegram")

    assert hook == Secret(WORD).derive("hook:telegram")
    assert hook != SECRET.derive("hook:zalo")
    assert hook != Secret("another").derive("hook:telegram")
    assert len(hook.reveal()) == 64
    assert WORD not in hook.reveal()


def test_equal_words_are_equal_secrets() -> None:
    assert {Secret("a"), Secret("a"), Secret("b")} == {Secret("a"), Secret("b")}
    assert Secret("a") != "a"
