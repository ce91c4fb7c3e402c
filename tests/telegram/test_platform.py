"""The real platform against the fake Bot API, a serving process's insides around it: as a person on a phone sees it."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import docx
import pytest

from bot.platforms import Unwelcome
from bot.platforms.telegram import Telegram
from bot.secret import Secret
from flows.dialogue import phrases
from storage import tables
from storage.store import Store
from tests.bot.platforms import true
from tests.telegram.fake_api import FakeApi
from tests.telegram.hub import TOKEN, Hub
from tests.telegram.mischief import WEBHOOK, Drop, Refuse, Repeat
from tests.telegram.served import LAN, Phone, hurried, serving, settings

FIRST = "Từ sau đại hội"
"""How the first question of the first section begins."""
FAR = datetime(2099, 1, 1, tzinfo=UTC)


@pytest.fixture
def api() -> Iterator[FakeApi]:
    with FakeApi(Hub(hurried)) as running:
        yield running
        assert running.hub.flaws == []


@pytest.fixture(params=["poll", "hook"])
def webhook(request: pytest.FixtureRequest) -> bool:
    return bool(request.param == "hook")


async def test_from_the_greeting_to_the_word_file(url: str, api: FakeApi, *, webhook: bool) -> None:
    async with serving(url, api, webhook=webhook):
        phone = Phone(api)
        assert FIRST in (await phone.begin()).text
        asked = await phone.say("Hoàn thành 100% kế hoạch.")
        reasons = await phone.press(asked, "Bỏ qua")
        assert "vì sao" in reasons.text
        await phone.press(reasons, "Không phát sinh")
        assert phrases.BUILDING in (await phone.say("/xuat")).text
        report = await phone.next()

    assert report.file
    name, content = report.file
    assert re.fullmatch(r"Báo cáo thử.*\.docx", name)
    assert "Gửi đồng chí báo cáo" in report.text
    assert "Hoàn thành 100% kế hoạch." in [
        each.text for each in docx.Document(io.BytesIO(content)).paragraphs
    ]
    assert "upload_document" in [each.params.get("action") for each in api.hub.called]


async def test_buttons_that_were_pressed_or_overtaken_are_gone(
    url: str, api: FakeApi, *, webhook: bool
) -> None:
    async with serving(url, api, webhook=webhook):
        phone = Phone(api)
        asked = await phone.begin()
        data = asked.data
        await phone.press(asked, "Xem mẫu")
        await phone.say("Hoàn thành.")
        await true(lambda: not any(each.data for each in api.hub.heard(LAN)[:-1]))
        api.hub.press(LAN, asked.id, next(iter(data.values())))
        late = await phone.next()

    assert phrases.LATE in late.text
    assert late.data
    assert len(api.hub.answered) == 2


async def test_a_flood_of_one_chat_is_one_answer_in_order(
    url: str, api: FakeApi, *, webhook: bool
) -> None:
    async with serving(url, api, webhook=webhook):
        phone = Phone(api)
        await phone.begin()
        for n in range(6):
            api.hub.say(LAN, f"Đoạn {n}.")
        told = await phone.next()

    assert "6 tin" in told.text
    with Store(url) as store:
        words = store.run(lambda tx: list(tx.execute(tables.revision.select()).mappings()))
    assert words[-1]["words"] == "\n".join(f"Đoạn {n}." for n in range(6))


async def test_an_edited_message_corrects_its_own_piece_after_a_restart_too(
    url: str, api: FakeApi
) -> None:
    async with serving(url, api, webhook=False):
        phone = Phone(api)
        await phone.begin()
        await phone.say("Hoàn thành 98% kế hoạch.")
    async with serving(url, api, webhook=False):
        told = await phone.edit("Hoàn thành 99% kế hoạch.")

    assert told.text.startswith("Đã sửa theo tin đồng chí vừa chỉnh")
    with Store(url) as store:
        rows = store.run(lambda tx: list(tx.execute(tables.revision.select()).mappings()))
    assert [each["words"] for each in rows][-2:] == [
        "Hoàn thành 98% kế hoạch.",
        "Hoàn thành 99% kế hoạch.",
    ]


async def test_an_album_is_answered_once(url: str, api: FakeApi) -> None:
    async with serving(url, api, webhook=False):
        phone = Phone(api)
        await phone.begin()
        for n in range(4):
            photo = [{"file_id": f"f{n}", "file_unique_id": f"u{n}", "width": 9, "height": 9}]
            api.hub.send(LAN, photo=photo, media_group_id="7")
        await phone.next()
        review = await phone.say("/xemlai")

    assert "4 ảnh chưa chép" in review.text
    assert len(api.hub.heard(LAN)) == phone.seen


async def test_a_group_is_told_once(url: str, api: FakeApi) -> None:
    group = {"id": -100500, "type": "group", "title": "Chi bộ thôn 3"}
    lan = {"id": LAN, "is_bot": False, "first_name": "Lan"}
    async with serving(url, api, webhook=False):
        for n in (1, 2):
            message = {"message_id": n, "chat": group, "from": lan, "date": 1_790_000_000}
            api.hub.put(-100500, {"message": {**message, "text": "Chào bot"}})
        await true(lambda: len(api.hub.heard(-100500)) == 1)
        await Phone(api).say("/start")

    assert [each.text for each in api.hub.heard(-100500)] == [phrases.IN_GROUP]


async def test_who_blocks_and_comes_back_hears_what_waited(url: str, api: FakeApi) -> None:
    async with serving(url, api, webhook=False) as house:
        phone = Phone(api)
        await phone.begin()
        await phone.say("Một đoạn.")
        api.hub.say(LAN, "Hai đoạn.")
        api.hub.block(LAN)
        await true(lambda: _parked(house.store))
        api.hub.block(LAN, blocked=False)
        told = await phone.next()

    assert "Đã ghi" in told.text


def _parked(store: Store) -> bool:
    return store.run(
        lambda tx: bool(tx.execute(tables.chat.select()).mappings().all()[0]["parked"])
    )


@pytest.mark.parametrize("mishap", [Refuse(429, 0), Refuse(502), Drop()])
async def test_trouble_on_the_way_costs_no_message(
    on_file: str, api: FakeApi, mishap: Refuse | Drop
) -> None:
    api.script.add("sendMessage", mishap)
    async with serving(on_file, api, webhook=False):
        assert phrases.GREETING in (await Phone(api).say("/start")).text


@pytest.mark.parametrize("mishap", [Repeat(), Drop()])
async def test_an_update_that_comes_twice_is_done_once(
    on_file: str, api: FakeApi, mishap: Repeat | Drop
) -> None:
    async with serving(on_file, api, webhook=True):
        phone = Phone(api)
        api.script.add(WEBHOOK, mishap)
        await phone.say("/start")
        await phone.say("/trogiup")

    assert len(api.hub.heard(LAN)) == 2


async def test_what_a_dead_process_held_goes_at_once(on_file: str, api: FakeApi) -> None:
    api.hub.say(LAN, "/start")
    async with serving(on_file, api, webhook=False):
        await Phone(api).next()
    held = tables.message.update().values(state="waiting", held_until=FAR)
    with Store(on_file) as store:
        store.run(lambda tx: tx.execute(held))
    async with serving(on_file, api, webhook=False):
        await true(lambda: len(api.hub.heard(LAN)) == 2)


async def test_a_wrong_token_ends_it_with_a_sentence_that_does_not_repeat_it(
    api: FakeApi,
) -> None:
    wrong = Secret("7000001:AAsomebody-elses")
    platform = Telegram(replace(settings(api), telegram_token=wrong))
    with pytest.raises(Unwelcome) as refused:
        await platform.open("")
    await platform.close()

    assert "@BotFather" in str(refused.value)
    assert "somebody" not in str(refused.value) + repr(refused.value.__context__)


async def test_no_token_is_in_a_log_whatever_goes_wrong(
    on_file: str, api: FakeApi, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.getLogger("telegram.request").setLevel(logging.CRITICAL)  # as bot.serving does
    api.script.add("getUpdates", Refuse(502), Drop(), Refuse(429, 0))
    api.script.add("sendMessage", Refuse(502), Drop(), Refuse(429, 0))
    async with serving(on_file, api, webhook=False):
        await Phone(api).say("/start")

    assert TOKEN.partition(":")[2] not in caplog.text
    assert caplog.text


async def test_it_hears_although_its_menu_is_refused(on_file: str, api: FakeApi) -> None:
    api.script.add("setMyShortDescription", Refuse(429, 60))
    async with serving(on_file, api, webhook=False):
        assert phrases.GREETING in (await Phone(api).say("/start")).text


async def test_buttons_that_could_not_be_taken_off_are_tried_again(
    on_file: str, api: FakeApi
) -> None:
    async with serving(on_file, api, webhook=False):
        phone = Phone(api)
        await phone.begin()
        await true(lambda: not any(each.data for each in api.hub.heard(LAN)[:-1]))
        api.script.add("editMessageReplyMarkup", Refuse(502))
        await phone.say("Hoàn thành.")
        await phone.say("Tốt.")
        await true(lambda: not any(each.data for each in api.hub.heard(LAN)[:-1]))


@pytest.fixture
def on_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("db") / "thuky.db")
