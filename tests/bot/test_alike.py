"""One conversation on every channel and way of hearing, over HTTP: the same draft and the same report come of it.

A line of the table is what the person does and what the answer must have. What differs is what the channel forces: a
choice is a button, or its number; an action a button, or its command; the report a file, or a link to one.
"""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

import docx
import httpx
import pytest

from flows.dialogue import phrases
from storage import tables
from storage.store import Store
from tests.flows.talks import FACTS
from tests.telegram import fake_api as telegram
from tests.telegram import served as on_telegram
from tests.telegram.hub import Hub as TelegramHub
from tests.telegram.served import hurried
from tests.zalo_bot import fake_api as zalo_bot
from tests.zalo_bot import served as on_zalo_bot
from tests.zalo_bot.hub import Hub as ZaloHub
from tests.zalo_oa import fake_api as zalo_oa
from tests.zalo_oa import served as on_zalo_oa

PRESS = "[] "
"""Before the label of a button."""
TALK = (
    ("Xin chào", "Đồng chí muốn viết báo cáo nào?"),
    ("1", "Đồng chí viết báo cáo cho chi bộ hay đảng bộ nào?"),
    *((words, "Đã ghi") for words in FACTS[:3]),
    (FACTS[3], "theo cách nào"),
    ("1", "Từ sau đại hội"),
    (f"{PRESS}Xem mẫu", "Ví dụ"),
    ("Hoàn thành 100% kế hoạch.\n- <b>Một</b> & hai_ba*", "Đã ghi"),
    (f"{PRESS}Bỏ qua", "vì sao"),
    (f"{PRESS}Không phát sinh", "Việc học tập"),
    ("/lui", "Công tác chính trị tư tưởng"),
    ("Tư tưởng ổn định 🙂", "Việc học tập"),
    ("/xoagiumtoi", phrases.UNKNOWN),
    ("Tài liệu: MẬT", "độ mật"),
    ("/mucluc", "Mục lục của"),
    ("/tieptuc", "Việc học tập"),
    ("12 buổi, " * 30, "Đã ghi"),
    ("/xuat", phrases.BUILDING),
)
KEPT = {
    "kq_chinh_tri": "Hoàn thành 100% kế hoạch.\n- <b>Một</b> & hai_ba*",
    "kq_tu_tuong": "Tư tưởng ổn định 🙂",
    "kq_hoc_tap": ("12 buổi, " * 30).strip(),
}


class Line(Protocol):
    """A person's telephone, whatever is on it."""

    async def say(self, words: str) -> str: ...
    async def press(self, label: str) -> str: ...
    async def report(self) -> bytes: ...


class OnTelegram:
    def __init__(self, api: telegram.FakeApi) -> None:
        self._phone = on_telegram.Phone(api)

    async def say(self, words: str) -> str:
        self._shown = await self._phone.say("/start" if words == "Xin chào" else words)
        return self._shown.text

    async def press(self, label: str) -> str:
        self._shown = await self._phone.press(self._shown, label)
        return self._shown.text

    async def report(self) -> bytes:
        shown = await self._phone.next()
        assert shown.file
        return shown.file[1]


class OnZaloBot:
    def __init__(self, api: zalo_bot.FakeApi) -> None:
        self._phone = on_zalo_bot.Phone(api)
        self.say, self.press = self._phone.say, self._phone.press

    async def report(self) -> bytes:
        link = re.search(r"http\S+/tai/\S+", await self._phone.next())
        assert link
        return await asyncio.to_thread(lambda: httpx.get(link[0]).content)


class OnZaloOa:
    def __init__(self, api: zalo_oa.FakeApi) -> None:
        self._phone = on_zalo_oa.Phone(api)

    async def say(self, words: str) -> str:
        self._shown = await self._phone.say(words)
        return self._shown.text

    async def press(self, label: str) -> str:
        self._shown = await self._phone.press(self._shown, label)
        return self._shown.text

    async def report(self) -> bytes:
        """One sentence, then the file."""
        await self._phone.next()
        shown = await self._phone.next()
        assert shown.file
        return shown.file[1]


@asynccontextmanager
async def telegram_line(url: str, *, webhook: bool) -> AsyncIterator[Line]:
    with telegram.FakeApi(TelegramHub(hurried)) as api:
        async with on_telegram.serving(url, api, webhook=webhook):
            yield OnTelegram(api)
        assert api.hub.flaws == []


@asynccontextmanager
async def zalo_bot_line(url: str, *, webhook: bool) -> AsyncIterator[Line]:
    with zalo_bot.FakeApi(ZaloHub(hurried)) as api:
        async with on_zalo_bot.serving(url, api, webhook=webhook):
            yield OnZaloBot(api)
        assert api.hub.flaws == []


@asynccontextmanager
async def zalo_oa_line(url: str, *, webhook: bool) -> AsyncIterator[Line]:
    with zalo_oa.FakeApi() as api:
        async with on_zalo_oa.serving(url, api):
            yield OnZaloOa(api)
        assert api.hub.flaws == []


LINES: dict[str, tuple[Callable[..., AbstractAsyncContextManager[Line]], bool]] = {
    "telegram, poll": (telegram_line, False),
    "telegram, webhook": (telegram_line, True),
    "zalo-bot, poll": (zalo_bot_line, False),
    "zalo-bot, webhook": (zalo_bot_line, True),
    "zalo-oa, webhook": (zalo_oa_line, True),
}


@pytest.mark.parametrize("way", LINES)
async def test_one_talk_makes_one_draft_and_one_report_everywhere(url: str, way: str) -> None:
    connect, webhook = LINES[way]
    async with connect(url, webhook=webhook) as line:
        for act, expected in TALK:
            words = act.removeprefix(PRESS)
            heard = await (line.press(words) if act != words else line.say(words))
            assert expected in heard, f"{act}: {heard}"
        report = await line.report()

    assert kept(url) == KEPT
    text = "\n".join(each.text for each in docx.Document(io.BytesIO(report)).paragraphs)
    for words in KEPT.values():
        for each in words.splitlines():
            assert each.removeprefix("- ") in text


def kept(url: str) -> dict[str, str]:
    """The newest words of every question of the body."""
    written = tables.revision.select().order_by(tables.revision.c.id)
    with Store(url) as store:
        rows = store.run(lambda tx: tx.execute(written).all())
    return {each.question: each.words for each in rows if each.question.startswith("kq_")}
