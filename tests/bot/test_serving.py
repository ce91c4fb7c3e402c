"""The serving process: what comes in by poll or hook is stored, then acknowledged, then answered; and how it ends."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import subprocess
import sys
from pathlib import Path
from signal import SIGINT, SIGTERM, Signals

import pytest
from aiohttp import ClientSession

from bot.intake import Intake
from bot.platforms import Left, Unwelcome
from bot.runner import Incoming
from bot.serving import Service
from bot.settings import Settings
from bot.web import LARGEST, Web, listening
from flows.dialogue.events import Event, Said, Started
from storage import tables
from storage.chats import Address
from storage.errors import Taken
from tests.bot.platforms import QUICK, Loopback, true
from tests.bot.scenes import LAN, MINH, Scene
from tests.bot.services import POLLED, serving, unlucky
from tests.bot.test_delivery import post
from tests.bot.test_runner import put_by

HOOKED = Settings(port=0, public_url="https://thuky.vn")
SECRET = {"X-Secret": "bí mật"}
UNSEEN = "123456:AAtoken-that-nobody-may-see"


def update(key: str, event: Event, address: Address = LAN) -> Incoming:
    return Incoming(address, key, event)


def body(*texts: str) -> bytes:
    return json.dumps([{"key": text, "text": text} for text in texts]).encode()


async def call(url: str, data: bytes, headers: dict[str, str] = SECRET) -> int:
    async with ClientSession() as client, client.post(url, data=data, headers=headers) as answer:
        return answer.status


async def get(url: str) -> int:
    return (await fetched(url))[0]


async def fetched(url: str) -> tuple[int, str]:
    async with ClientSession() as client, client.get(url) as answer:
        return answer.status, await answer.text()


# --- by poll ---------------------------------------------------------------------------------


async def test_what_is_polled_is_answered_and_acknowledged(on_both: Scene) -> None:
    platform = Loopback(pending=[update("1", Started()), update("2", Started(), MINH)])
    async with serving(on_both, platform):
        await true(lambda: len(platform.sent) == 2 and not platform.pending)

    assert platform.opened == [""]
    assert len(platform.greeted) == 2
    assert platform.closed


async def test_a_batch_is_acknowledged_only_after_all_of_it_is_committed(on_both: Scene) -> None:
    stored: list[list[str]] = []
    platform = Loopback(pending=[update(str(n), Said("Xin chào")) for n in range(5)])
    platform.before_acknowledging = lambda: stored.append(on_both.column(tables.inbox, "key"))
    async with serving(on_both, platform):
        await true(lambda: not platform.pending)

    assert stored == [["0", "1", "2", "3", "4"]]


async def test_what_could_not_be_stored_comes_again(on_both: Scene) -> None:
    scene = unlucky(on_both)
    platform = Loopback(pending=[update("1", Started()), update("2", Said("1"), MINH)])
    async with serving(scene, platform):
        await true(lambda: not platform.pending)

    assert sorted(scene.column(tables.inbox, "key")) == ["1", "2"]
    assert set(scene.column(tables.inbox, "state")) == {"done"}


async def test_a_batch_that_comes_again_is_answered_once(on_both: Scene) -> None:
    platform = Loopback(
        pending=[update("1", Started())], troubles={"acknowledge": [OSError(), OSError()]}
    )
    async with serving(on_both, platform):
        await true(lambda: not platform.pending)

    assert len(platform.sent) == 1


async def test_messages_of_a_chat_are_taken_in_the_order_in_which_they_came(on_both: Scene) -> None:
    on_both.begin()
    words = [f"Ý thứ {n} của chi bộ." for n in range(4)]
    platform = Loopback(pending=[update(each, Said(each)) for each in words])
    async with serving(on_both, platform):
        await true(lambda: not platform.pending)

    assert on_both.kept() == words


# --- by hook ---------------------------------------------------------------------------------


async def test_a_call_is_answered_after_the_commit_and_its_words_once(on_both: Scene) -> None:
    platform = Loopback()
    async with serving(on_both, platform, HOOKED) as url:
        for _ in range(3):
            assert await call(f"{url}/hook/terminal", body("Xin chào")) == 200
            assert on_both.column(tables.inbox, "state") == ["done"]
        await true(lambda: len(platform.sent) == 1)

    assert platform.opened == ["https://thuky.vn/hook/terminal"]
    assert len(platform.sent) == 1


@pytest.mark.parametrize(
    ("path", "data", "headers", "status"),
    [
        ("terminal", body("Xin chào"), {}, 401),
        ("terminal", body("Xin chào"), {"X-Secret": ""}, 401),
        ("terminal", body("Xin chào"), {"X-Secret": "bí mậ"}, 401),
        ("zalo", body("Xin chào"), SECRET, 404),
        ("terminal", b"{not JSON", SECRET, 400),
        ("terminal", b" " * (LARGEST + 1), SECRET, 413),
        ("terminal", b"[]", SECRET, 200),
    ],
)
async def test_a_call_that_is_none_of_ours_leaves_no_trace(
    path: str, data: bytes, headers: dict[str, str], status: int, on_sqlite: Scene
) -> None:
    async with serving(on_sqlite, Loopback(), HOOKED) as url:
        assert await call(f"{url}/hook/{path}", data, headers) == status

    assert on_sqlite.column(tables.inbox, "key") == []


async def test_a_wrong_secret_is_told_to_the_operator_once_and_without_its_text(
    on_sqlite: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    async with serving(on_sqlite, Loopback(), HOOKED) as url:
        for _ in range(3):
            await call(f"{url}/hook/terminal", body("Xin chào"), {"X-Secret": "dong-chi-nao"})

    told = [each.getMessage() for each in caplog.records if "secret" in each.getMessage()]
    assert len(told) == 1
    assert "dong-chi-nao" not in caplog.text


async def test_a_call_that_could_not_be_stored_is_refused_and_welcome_again(on_both: Scene) -> None:
    scene = unlucky(on_both)
    async with serving(scene, Loopback(), HOOKED) as url:
        assert await call(f"{url}/hook/terminal", body("Xin chào")) == 503
        assert await call(f"{url}/hook/terminal", body("Xin chào")) == 200

    assert scene.column(tables.inbox, "state") == ["done"]


async def test_it_says_that_it_lives_and_that_it_can_work(on_both: Scene) -> None:
    platform = Loopback(pending=[update("1", Started())])
    async with serving(on_both, platform) as url:
        await true(lambda: not platform.pending)
        assert await get(f"{url}/health") == 200
        assert await get(f"{url}/ready") == 200


async def test_it_is_not_ready_before_every_platform_is_open(on_sqlite: Scene) -> None:
    gate = asyncio.Event()
    platform = Loopback(gate=gate, pending=[update("1", Started())])
    async with serving(on_sqlite, platform) as url:
        assert await fetched(f"{url}/health") == (200, "ok")
        assert await fetched(f"{url}/ready") == (503, "terminal")
        gate.set()
        await true(lambda: not platform.pending)
        assert await fetched(f"{url}/ready") == (200, "ok")


async def test_without_its_database_it_lives_and_is_not_ready(on_sqlite: Scene) -> None:
    house = on_sqlite.house
    house.store.close()
    intake = Intake(house, None, lambda: None)  # type: ignore[arg-type]  # nothing comes in
    async with listening(Web(intake, house, [], 1.0, ()).app(), 0, 1.0) as port:
        assert await get(f"http://127.0.0.1:{port}/health") == 200
        assert await get(f"http://127.0.0.1:{port}/ready") == 503


# --- the work behind -------------------------------------------------------------------------


async def test_a_report_is_built_and_sent(on_both: Scene) -> None:
    on_both.begin()
    platform = Loopback(pending=[update("1", Said("/xuat"))])
    async with serving(on_both, platform):
        await true(lambda: any(file for _, _, file in platform.tried))

    assert on_both.column(tables.job, "state") == ["done"]


async def test_an_update_that_found_its_chat_busy_is_taken_up(on_both: Scene) -> None:
    put_by(on_both, Started(), "1")
    platform = Loopback()
    async with serving(on_both, platform):
        await true(lambda: len(platform.sent) == 1)


# --- who leaves and comes back ---------------------------------------------------------------


async def test_who_left_is_not_written_to_until_they_speak(on_both: Scene) -> None:
    left = Left(LAN, "0")
    platform = Loopback(pending=[left])
    async with serving(on_both, platform):
        await true(lambda: not platform.pending)
        assert on_both.column(tables.chat, "parked") == [True]
        post(on_both, "lời nhắc")
        platform.pending += [left, update("1", Started()), left]
        await true(lambda: len(platform.sent) == 2)

    assert platform.texts(LAN)[0] == "lời nhắc"
    assert on_both.column(tables.chat, "parked") == [False]


# --- the end ---------------------------------------------------------------------------------


async def test_what_was_said_last_is_sent_before_the_end(on_both: Scene) -> None:
    post(on_both, "một", "hai", "ba")
    platform = Loopback()
    async with serving(on_both, platform):
        pass

    assert platform.texts(LAN) == ["một", "hai", "ba"]


@pytest.mark.parametrize("signal", [SIGTERM, SIGINT])
def test_a_signal_ends_the_process_in_order(signal: Signals, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bot.served", str(tmp_path / "thuky.db")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={"PYTHONUTF8": "1"},
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "đang chạy\n"
    process.send_signal(signal)
    out, err = process.communicate(timeout=60)

    assert (out, process.returncode) == ("1 True\n", 0)
    assert "Traceback" not in err


async def test_a_platform_that_will_not_have_the_bot_ends_it_with_a_sentence(
    on_sqlite: Scene,
) -> None:
    platform = Loopback(troubles={"open": [Unwelcome("TELEGRAM_TOKEN không dùng được.")]})
    with pytest.raises(Unwelcome, match="không dùng được"):
        async with serving(on_sqlite, platform):
            await asyncio.sleep(0.2)


async def test_who_finds_another_in_its_place_goes(on_sqlite: Scene) -> None:
    service = Service(
        on_sqlite.house, [Loopback()], POLLED, QUICK, asyncio.Event(), ours=lambda: False
    )
    async with asyncio.timeout(20):
        with pytest.raises(Taken, match="Xin dừng nó trước"):
            await service.run()


async def test_a_port_that_is_taken_ends_it(on_sqlite: Scene) -> None:
    with socket.create_server(("", 0)) as taken, pytest.raises(OSError, match="address"):
        async with serving(on_sqlite, Loopback(), Settings(port=taken.getsockname()[1])):
            pass


# --- silence ---------------------------------------------------------------------------------


async def test_no_error_of_a_platform_brings_a_token_into_the_log(
    on_both: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    methods = ("open", "updates", "acknowledge", "heard", "close")
    error = OSError(f"https://api.telegram.org/bot{UNSEEN}/getUpdates")
    platform = Loopback(
        pending=[update("1", Started())], troubles={each: [error] for each in methods}
    )
    with caplog.at_level(logging.DEBUG):
        async with serving(unlucky(on_both), platform):
            await true(lambda: not platform.pending and len(platform.sent) == 1)

    assert not any(platform.troubles.values())
    assert caplog.text.count("OSError") >= 4
    assert UNSEEN not in caplog.text


async def test_no_call_that_fails_brings_words_into_the_log(
    on_sqlite: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    platform = Loopback(troubles={"read": [ValueError(UNSEEN)]})
    with caplog.at_level(logging.DEBUG):
        async with serving(unlucky(on_sqlite), platform, HOOKED) as url:
            for status in (400, 503, 200):
                assert await call(f"{url}/hook/terminal", body("Đồng chí A.")) == status

    assert UNSEEN not in caplog.text
    assert "Đồng chí A." not in caplog.text
