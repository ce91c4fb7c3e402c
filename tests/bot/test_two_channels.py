"""`thuky serve` with Telegram and a Zalo Official Account in one process: one person writes one report on both."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from signal import SIGTERM

import docx
import pytest

from flows.dialogue import phrases, phrases_joining
from storage.store import Store
from tests.telegram import fake_api as telegram
from tests.telegram.hub import TOKEN, Hub
from tests.telegram.served import Phone as TelegramPhone
from tests.telegram.served import free_port, hurried
from tests.zalo_oa import fake_api as zalo
from tests.zalo_oa.hub import APP, APP_SECRET, OA_SECRET
from tests.zalo_oa.served import Phone as ZaloPhone
from tests.zalo_oa.served import logged_in

HASTE = "20"
OUTLINE = "1"
FIRST = ("Chi bộ thôn Đông", "Đảng bộ xã Hòa An", "2020 - 2025")
ON_TELEGRAM, ON_ZALO = "Hoàn thành 12/12 chỉ tiêu.", "Đã học 12 buổi."


@pytest.fixture
def apis() -> Iterator[tuple[telegram.FakeApi, zalo.FakeApi]]:
    with telegram.FakeApi(Hub(hurried)) as one, zalo.FakeApi() as other:
        yield one, other
        assert (one.hub.flaws, other.hub.flaws) == ([], [])


@asynccontextmanager
async def served(
    home: Path, one: telegram.FakeApi, other: zalo.FakeApi
) -> AsyncIterator[subprocess.Popen[str]]:
    """Both by webhook, as a host runs it; told to stop at the end."""
    url, port = str(home / "thuky.db"), free_port()
    with Store(url) as store:
        store.migrate()
        logged_in(store, other)
    env = {
        "HOME": str(home), "DATABASE_URL": url, "PORT": str(port), "THUKY_HASTE": HASTE,
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "TELEGRAM_TOKEN": TOKEN, "TELEGRAM_BASE_URL": one.base_url,
        "ZALO_OA_APP_ID": APP, "ZALO_OA_APP_SECRET": APP_SECRET, "ZALO_OA_SECRET_KEY": OA_SECRET,
        "ZALO_OA_BASE_URL": other.base_url, "ZALO_OAUTH_BASE_URL": other.base_url,
    }  # fmt: skip
    command = [sys.executable, "-m", "bot", "serve"]
    with subprocess.Popen(  # noqa: ASYNC220 - it lives as long as the test
        command, cwd=home, env=env, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            other.deliver_to(f"http://127.0.0.1:{port}/hook/zalo-oa")
            yield process
        finally:
            other.hook = ""
            process.send_signal(SIGTERM)
            process.wait(30)


async def test_a_report_begun_on_telegram_is_finished_on_zalo(
    tmp_path: Path, apis: tuple[telegram.FakeApi, zalo.FakeApi]
) -> None:
    async with served(tmp_path, *apis) as process:
        phone, home = TelegramPhone(apis[0]), ZaloPhone(apis[1])
        for words in ("/start", OUTLINE, *FIRST, "1", "1", ON_TELEGRAM):
            await phone.say(words)
        code = re.search(r"/noikenh \d{8}", (await phone.say("/noikenh")).text)
        assert code
        asked = await home.say(code[0])
        assert "Telegram" in asked.text
        offered = await home.press(asked, phrases_joining.JOIN)
        assert phrases_joining.JOINED in offered.text
        assert phrases_joining.TOLD_JOINED in (await phone.next()).text

        assert ON_TELEGRAM in (await home.say("1")).text
        await home.say(ON_ZALO)
        assert phrases.BUILDING in (await home.say("/xuat")).text
        await home.next()
        report = (await home.next()).file

    assert process.returncode == 0
    assert report
    text = "\n".join(each.text for each in docx.Document(io.BytesIO(report[1])).paragraphs)
    assert ON_TELEGRAM in text
    assert ON_ZALO in text
