"""The command `thuky serve` as a host runs it: a process, its environment, the fake Bot API, a signal at the end."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGTERM
from urllib.request import urlopen

import pytest

from flows.dialogue import phrases
from tests.bot.command import thuky
from tests.telegram.fake_api import FakeApi
from tests.telegram.hub import TOKEN, Hub
from tests.telegram.mischief import Refuse
from tests.telegram.served import LAN, free_port, hurried

WRONG = "1:sai"


@pytest.fixture
def api() -> Iterator[FakeApi]:
    with FakeApi(Hub(hurried)) as running:
        yield running
        assert running.hub.flaws == []


@contextmanager
def served(home: Path, api: FakeApi, **more: str) -> Iterator[subprocess.Popen[str]]:
    """Running, and told to stop at the end."""
    env = {
        "HOME": str(home),
        "DATABASE_URL": str(home / "thuky.db"),
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_BASE_URL": api.base_url,
        "THUKY_HASTE": "20",
        "PORT": str(free_port()),
        **more,
    }
    command = [sys.executable, "-m", "bot", "serve"]
    with subprocess.Popen(command, cwd=home, env=env, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.send_signal(SIGTERM)
            process.wait(30)


def heard(api: FakeApi, count: int) -> list[str]:
    end = time.monotonic() + 30
    while len(api.hub.heard(LAN)) < count:
        assert time.monotonic() < end
        time.sleep(0.01)
    return [each.text for each in api.hub.heard(LAN)]


def test_it_serves_by_poll_until_it_is_told_to_stop(tmp_path: Path, api: FakeApi) -> None:
    with served(tmp_path, api) as process:
        api.hub.say(LAN, "/start")
        assert phrases.GREETING in heard(api, 1)[0]

    assert process.returncode == 0
    assert phrases.SECRECY in api.hub.page["description"]


def test_it_serves_by_webhook_and_goes_on_after_a_restart(tmp_path: Path, api: FakeApi) -> None:
    port = str(free_port())
    here = {"PUBLIC_URL": f"http://127.0.0.1:{port}", "PORT": port}
    with served(tmp_path, api, **here):
        api.hub.say(LAN, "/start")
        heard(api, 1)
        with urlopen(f"http://127.0.0.1:{port}/ready", timeout=10) as answer:
            assert answer.status == 200
    api.hub.say(LAN, "1")
    with served(tmp_path, api, **here):
        assert "Bắt đầu" in heard(api, 2)[1]


def test_a_page_that_repeats_our_address_is_not_told(tmp_path: Path, api: FakeApi) -> None:
    api.script.add("getUpdates", Refuse(502), Refuse(502))
    with served(tmp_path, api) as process:
        api.hub.say(LAN, "/start")
        heard(api, 1)
        process.send_signal(SIGTERM)
        _, told = process.communicate(timeout=30)

    assert TOKEN.partition(":")[2] not in told
    assert "Traceback" not in told


def test_a_second_one_on_the_same_database_is_sent_away(tmp_path: Path, api: FakeApi) -> None:
    with served(tmp_path, api):
        api.hub.say(LAN, "/start")
        heard(api, 1)
        second = thuky(
            tmp_path, "serve", "--db", "thuky.db", TELEGRAM_TOKEN=TOKEN, THUKY_HASTE="100",
            TELEGRAM_BASE_URL=api.base_url, PORT=str(free_port()),
        )  # fmt: skip

    assert second.code == 1
    assert "Xin dừng nó trước" in second.err


def test_a_port_that_is_taken_is_told(tmp_path: Path, api: FakeApi) -> None:
    port = api.base_url.split(":")[2].split("/")[0]
    told = thuky(
        tmp_path, "serve", "--db", "x.db", TELEGRAM_TOKEN=TOKEN, PORT=port,
        TELEGRAM_BASE_URL=api.base_url,
    )  # fmt: skip

    assert told.code == 1
    assert f"PORT={port}" in told.err


def test_it_says_everything_that_is_missing(tmp_path: Path) -> None:
    told = thuky(tmp_path, "serve")

    assert told.code == 1
    assert "DATABASE_URL" in told.err
    assert "TELEGRAM_TOKEN" in told.err


def test_a_rejected_token_ends_it_with_a_sentence(tmp_path: Path, api: FakeApi) -> None:
    told = thuky(
        tmp_path, "serve", "--db", "x.db", TELEGRAM_TOKEN=WRONG, PORT=str(free_port()),
        TELEGRAM_BASE_URL=api.base_url,
    )  # fmt: skip

    assert (told.code, told.out) == (1, "")
    assert "@BotFather" in told.err
    assert WRONG not in told.err
    assert "Traceback" not in told.err
