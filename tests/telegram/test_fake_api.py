"""The fake behaves like the Bot API: as its description and its error answers say, seen over real HTTP."""

from __future__ import annotations

import threading
import time
from typing import Any

import httpx
import pytest
import telegram
from telegram.error import Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from tests.telegram.calling import called
from tests.telegram.description import flaws_of_value
from tests.telegram.fake_api import FakeApi
from tests.telegram.hub import Hub, person
from tests.telegram.mischief import Delay, Drop, Mishap, Refuse, Repeat, Weather

LAN = 5550101
KEYBOARD = {"inline_keyboard": [[{"text": "Bí thư", "callback_data": "k3J9xQ2a:0"}]]}


def said(api: FakeApi, method: str, **params: Any) -> tuple[int, str]:
    """Status and sentence of a refusal."""
    status, body = called(api, method, **params)
    assert (body["ok"], body["error_code"]) == (False, status)
    return status, body["description"]


def ids(body: dict[str, Any]) -> list[int]:
    return [each["update_id"] for each in body["result"]]


# --- calls ---------------------------------------------------------------------------------------


async def test_python_telegram_bot_speaks_with_it(bot: telegram.Bot, hub: Hub) -> None:
    hub.say(LAN, "/start")
    async with bot:
        [update] = await bot.get_updates()
        assert update.message
        markup = telegram.InlineKeyboardMarkup.de_json(KEYBOARD, None)
        await bot.send_message(LAN, "Chào đồng chí.", reply_markup=markup)
        await bot.send_document(LAN, b"PK\x03\x04", filename="Báo cáo.docx", caption="Đây ạ.")

    first, second = hub.heard(LAN)
    assert bot.username == "thuky_bot"
    assert (update.message.text, update.message.chat_id) == ("/start", LAN)
    assert (first.text, first.data) == ("Chào đồng chí.", {"Bí thư": "k3J9xQ2a:0"})
    assert (second.text, second.file) == ("Đây ạ.", ("Báo cáo.docx", b"PK\x03\x04"))
    assert hub.flaws == []


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({"text": " "}, "message text is empty"),
        ({"text": "ắ" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({}, "sendMessage.text is missing"),
        ({"text": 5}, "sendMessage.text is no String"),
        ({"text": "a", "disable_web_page_preview": True},
         "sendMessage.disable_web_page_preview is unknown"),
        ({"text": "a", "reply_markup": {"inline_keyboard": [
            [{"text": "a", "callback_data": "ắ" * 22}]]}}, "BUTTON_DATA_INVALID"),
    ],
)  # fmt: skip
def test_a_call_against_the_description_is_refused_and_noted(
    api: FakeApi, hub: Hub, params: dict[str, Any], sentence: str
) -> None:
    hub.say(LAN, "a")

    assert said(api, "sendMessage", chat_id=LAN, **params) == (400, f"Bad Request: {sentence}")
    assert len(hub.flaws) == 1


def test_the_longest_text_and_data_are_taken(api: FakeApi, hub: Hub) -> None:
    hub.say(LAN, "a")
    button = {"text": "a", "callback_data": "x" * 64}
    markup = {"inline_keyboard": [[button]]}

    status, _ = called(api, "sendMessage", chat_id=LAN, text="ắ" * 4096, reply_markup=markup)
    assert (status, hub.flaws) == (200, [])


def test_a_caption_may_have_1024_characters(api: FakeApi, hub: Hub) -> None:
    hub.say(LAN, "a")
    for length, status in ((1024, 200), (1025, 400)):
        data = {"chat_id": LAN, "caption": "a" * length}
        answer = httpx.post(api.url("sendDocument"), data=data, files={"document": b"PK"})
        assert answer.status_code == status


def test_errors_are_telegrams(api: FakeApi, hub: Hub) -> None:
    hub.block(LAN)
    wrong = httpx.post(f"{api.base_url}1:wrong/getMe").json()

    assert (wrong["error_code"], wrong["description"]) == (401, "Unauthorized")
    assert said(api, "sendTelegram") == (404, "Not Found")
    assert said(api, "sendMessage", chat_id=1, text="a") == (400, "Bad Request: chat not found")
    assert said(api, "sendMessage", chat_id=LAN, text="a") == (
        403, "Forbidden: bot was blocked by the user",
    )  # fmt: skip
    hub.block(LAN, blocked=False)
    assert called(api, "sendMessage", chat_id=LAN, text="a")[0] == 200


def test_a_keyboard_is_taken_off_once(api: FakeApi, hub: Hub) -> None:
    hub.say(LAN, "a")
    called(api, "sendMessage", chat_id=LAN, text="Chức vụ?", reply_markup=KEYBOARD)
    asked = hub.heard(LAN)[0]
    off = {"chat_id": LAN, "message_id": asked.id}

    assert called(api, "editMessageReplyMarkup", **off)[0] == 200
    assert asked.data == {}
    assert "message is not modified" in said(api, "editMessageReplyMarkup", **off)[1]
    gone = said(api, "editMessageReplyMarkup", chat_id=LAN, message_id=asked.id + 1)
    assert gone == (400, "Bad Request: message to edit not found")


def test_a_press_is_answered_once_and_not_too_late(api: FakeApi, hub: Hub) -> None:
    id = hub.say(LAN, "a")
    early, late = hub.press(LAN, id, "t:0"), hub.press(LAN, id, "t:0")
    hub.expire(late)

    assert called(api, "answerCallbackQuery", callback_query_id=early, text="Đã ghi.")[0] == 200
    for press in (early, late):
        assert "query is too old" in said(api, "answerCallbackQuery", callback_query_id=press)[1]
    assert hub.answered == {early: "Đã ghi."}


# --- getUpdates ----------------------------------------------------------------------------------


def test_an_offset_confirms_what_is_below_it(api: FakeApi, hub: Hub) -> None:
    for words in ("một", "hai", "ba"):
        hub.say(LAN, words)
    first, second, third = ids(called(api, "getUpdates")[1])

    assert ids(called(api, "getUpdates", limit=2)[1]) == [first, second]
    assert ids(called(api, "getUpdates", offset=second)[1]) == [second, third]
    assert ids(called(api, "getUpdates")[1]) == [second, third]
    assert ids(called(api, "getUpdates", offset=-1)[1]) == [third]
    assert ids(called(api, "getUpdates", offset=third + 1)[1]) == []


def test_a_long_poll_ends_with_the_first_update_or_its_time(api: FakeApi, hub: Hub) -> None:
    threading.Timer(0.05, lambda: hub.say(LAN, "một")).start()
    began = time.monotonic()
    [_] = ids(called(api, "getUpdates", timeout=20)[1])

    assert time.monotonic() - began < 4
    assert ids(called(api, "getUpdates", offset=2**31, timeout=1)[1]) == []


async def test_a_second_poller_ends_the_first(bot: telegram.Bot, api: FakeApi) -> None:
    threading.Timer(0.1, lambda: called(api, "getUpdates")).start()
    async with bot:
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await bot.get_updates(timeout=20)


def test_a_poller_that_died_leaves_its_updates(api: FakeApi, hub: Hub) -> None:
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(api.url("getUpdates"), json={"timeout": 20}, timeout=0.1)
    hub.say(LAN, "một")
    time.sleep(0.1)

    assert len(ids(called(api, "getUpdates", timeout=20)[1])) == 1


def test_there_is_no_poll_beside_a_webhook(api: FakeApi) -> None:
    called(api, "setWebhook", url="http://127.0.0.1:9/")
    assert "webhook is active" in said(api, "getUpdates")[1]
    assert called(api, "getWebhookInfo")[1]["result"]["url"] == "http://127.0.0.1:9/"

    called(api, "deleteWebhook")
    assert called(api, "getUpdates")[0] == 200


def test_what_the_bot_does_not_ask_for_is_not_kept(api: FakeApi, hub: Hub) -> None:
    called(api, "getUpdates", allowed_updates=["callback_query"])
    id = hub.say(LAN, "một")
    hub.press(LAN, id, "t:0")

    [update] = called(api, "getUpdates")[1]["result"]
    assert "callback_query" in update


def test_its_updates_are_as_the_api_describes(api: FakeApi, hub: Hub) -> None:
    id = hub.say(LAN, "một")
    hub.send(LAN, voice={"file_id": "v", "file_unique_id": "u", "duration": 3}, caption="hai")
    hub.edit(LAN, id, "ba")
    hub.press(LAN, id, "t:0")
    hub.block(LAN)
    updates = called(api, "getUpdates")[1]["result"]

    assert [sorted({*each} - {"update_id"}) for each in updates] == [
        ["message"], ["message"], ["edited_message"], ["callback_query"], ["my_chat_member"],
    ]  # fmt: skip
    assert [flaws_of_value(each, "Update") for each in updates] == [[]] * 5


def test_any_update_can_be_handed_over(api: FakeApi, hub: Hub) -> None:
    group = -1001234567890
    chat = {"id": group, "type": "supergroup", "title": "Chi bộ 5"}
    body = {"message_id": 1, "date": 0, "chat": chat, "from": person(LAN), "text": "Chào"}
    hub.put(group, {"message": body})

    [update] = called(api, "getUpdates")[1]["result"]
    assert update["message"] == body
    assert called(api, "sendMessage", chat_id=group, text="Chào cả nhóm")[0] == 200


def test_a_press_can_overtake_a_text(api: FakeApi, hub: Hub) -> None:
    id = hub.say(LAN, "một")
    hub.say(LAN, "hai")
    hub.press(LAN, id, "t:0", overtaking=True)
    updates = called(api, "getUpdates")[1]["result"]

    assert [("callback_query" in each) for each in updates] == [False, True, False]
    assert ids({"result": updates}) == sorted(ids({"result": updates}))


def test_nothing_overtakes_what_the_bot_has_had(api: FakeApi, hub: Hub) -> None:
    id = hub.say(LAN, "một")
    hub.say(LAN, "hai")
    handed = called(api, "getUpdates")[1]["result"]
    hub.press(LAN, id, "t:0", overtaking=True)

    assert called(api, "getUpdates")[1]["result"][:2] == handed


# --- mischief ------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_a_script_refuses(bot: telegram.Bot, api: FakeApi, hub: Hub) -> None:
    hub.say(LAN, "a")
    api.script.add("sendMessage", Refuse(429, after=7), Refuse(502), Refuse(403), Refuse(401))
    async with bot:
        with pytest.raises(RetryAfter) as too_fast:
            await bot.send_message(LAN, "một")
        for expected in (NetworkError, Forbidden, InvalidToken):
            with pytest.raises(expected):
                await bot.send_message(LAN, "một")
        await bot.send_message(LAN, "hai")

    assert too_fast.value.retry_after == 7
    assert [each.text for each in hub.heard(LAN)] == ["hai"]


def test_a_dropped_connection_comes_after_the_deed(api: FakeApi, hub: Hub) -> None:
    hub.say(LAN, "a")
    api.script.add("sendMessage", Drop())
    with pytest.raises(httpx.TransportError):
        called(api, "sendMessage", chat_id=LAN, text="một")

    assert [each.text for each in hub.heard(LAN)] == ["một"]


def test_a_delay_delays(api: FakeApi) -> None:
    api.script.add("getMe", None, Delay(0.2))
    called(api, "getMe")
    began = time.monotonic()
    called(api, "getMe")

    assert time.monotonic() - began >= 0.2


def test_confirmed_updates_can_come_once_more(api: FakeApi, hub: Hub) -> None:
    hub.say(LAN, "một")
    [id] = ids(called(api, "getUpdates")[1])
    api.script.add("getUpdates", None, Repeat())

    assert ids(called(api, "getUpdates", offset=id + 1)[1]) == []
    assert ids(called(api, "getUpdates", offset=id + 1)[1]) == [id]
    assert ids(called(api, "getUpdates", offset=id + 1)[1]) == []


def test_weather_is_as_its_seed() -> None:
    chances: dict[Mishap, float] = {Drop(): 0.1, Refuse(502): 0.2}
    one, two = (Weather(7, chances, ["sendMessage"]) for _ in range(2))
    drawn = [one("sendMessage") for _ in range(1000)]

    assert drawn == [two("sendMessage") for _ in range(1000)]
    assert 50 < one.count[Drop()] < 150 < one.count[Refuse(502)] < 250
    assert one("getMe") is None
