"""The channel against the fake Bot API: what it says is shown, what is pressed on it is heard."""

from __future__ import annotations

import json
from dataclasses import replace

import httpx
import telegram

from bot.channels.telegram import (
    Call,
    Kind,
    answer,
    parse,
    render,
    set_up,
    strip_keyboard,
    typing,
    verdict,
)
from bot.incoming import Membership, Update
from flows.dialogue import phrases
from flows.dialogue.events import Corrected, Pressed, Said
from flows.dialogue.messages import Choice, Message
from tests.telegram.fake_api import FakeApi
from tests.telegram.mischief import Refuse

LAN = 5550101
ASKED = Message(
    "Người ký giữ chức vụ gì?",
    (Choice("Bí thư", "answer Bí thư"), Choice("Phó Bí thư", "answer Phó Bí thư")),
    (Choice("Bỏ qua", "/boqua"),),
    "k3J9xQ2a",
)


def send(api: FakeApi, *calls: Call) -> list[Kind]:
    return [_sent(api, each) for each in calls]


def _sent(api: FakeApi, call: Call) -> Kind:
    """As a form, multipart where there is a file; what is not text goes as JSON."""
    data = {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in call.params.items()
    }
    got = httpx.post(api.url(call.method), data=data, files=dict(call.files) or None)
    return verdict(got.status_code, got.json()).kind


def heard(api: FakeApi) -> list[Update]:
    found = httpx.post(api.url("getUpdates")).json()["result"]
    updates = [parse(telegram.Update.de_json(each, None), "7000001") for each in found]
    return [each for each in updates if each]


def test_a_question_is_asked_pressed_answered_and_its_buttons_taken_off(api: FakeApi) -> None:
    api.hub.say(LAN, "/start")
    assert send(api, typing(LAN), *render(LAN, ASKED)) == [Kind.FINE, Kind.FINE]

    [asked] = api.hub.heard(LAN)
    api.hub.press(LAN, asked.id, asked.data["Bỏ qua"])
    update = heard(api)[-1]

    assert update.facts == (Pressed("k3J9xQ2a", 2),)
    assert update.press
    ending = (answer(update.press.id), strip_keyboard(LAN, update.press.message))
    assert send(api, *ending) == [Kind.FINE, Kind.FINE]
    assert asked.data == {}
    assert send(api, *ending) == [Kind.GONE, Kind.GONE]


def test_a_report_arrives_with_its_name_and_bytes(api: FakeApi) -> None:
    api.hub.say(LAN, "/xuat")
    report = ("Báo cáo “sơ kết” – Chi bộ 5.docx", b"PK\x03\x04" * 1000)
    send(api, *render(LAN, replace(ASKED, text="Gửi đồng chí.", file="f"), report))

    [shown] = api.hub.heard(LAN)
    assert (shown.text, shown.file) == ("Gửi đồng chí.", report)


def test_a_long_message_arrives_whole_and_in_order(api: FakeApi) -> None:
    api.hub.say(LAN, "/xemlai")
    paragraphs = [f"{n}. {'kết quả ' * 60}".strip() for n in range(30)]
    send(api, *render(LAN, replace(ASKED, text="\n\n".join(paragraphs))))

    shown = api.hub.heard(LAN)
    assert "\n\n".join(each.text for each in shown).split("\n\n") == paragraphs
    assert [bool(each.data) for each in shown] == [False] * (len(shown) - 1) + [True]


def test_words_corrections_and_blocking_are_heard(api: FakeApi) -> None:
    id = api.hub.say(LAN, "28 đồng chí")
    api.hub.edit(LAN, id, "29 đồng chí")
    api.hub.block(LAN)
    (said,), *others = (each.facts for each in heard(api))

    assert isinstance(said, Said)
    assert (said.words, said.key) == ("28 đồng chí", str(id))
    assert others == [(Corrected(str(id), "29 đồng chí"),), (Membership(blocked=True),)]
    assert send(api, *render(LAN, Message("Vâng"))) == [Kind.BLOCKED]


def test_what_is_refused_as_malformed_can_be_said_plainly(api: FakeApi) -> None:
    api.hub.say(LAN, "/tieptuc")
    api.script.add("sendMessage", Refuse(400))
    assert send(api, *render(LAN, ASKED)) == [Kind.MALFORMED]
    assert send(api, *render(LAN, replace(ASKED, token=""))) == [Kind.FINE]

    [shown] = api.hub.heard(LAN)
    assert "1. Bí thư" in shown.text
    assert shown.data == {}


def test_the_page_is_set_in_vietnamese(api: FakeApi) -> None:
    assert send(api, *set_up()) == [Kind.FINE] * 3
    assert len(api.hub.page["commands"]) == len(phrases.MENU)
    assert phrases.SECRECY in api.hub.page["description"]
    assert api.hub.flaws == []
