"""The channel without a network: what samples of updates mean, what messages become, what answers mean."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.zalo_bot import LIMITS, Kind, code, cut, parse, render, unwrapped, verdict
from bot.cutting import units
from bot.incoming import Fact, InGroup, Update
from flows.dialogue.events import Said, SentFile, Started
from flows.dialogue.messages import Choice, Message
from outlines.reading import Json

FOLDER = Path(__file__).with_name("samples")
NAMES = sorted(path.stem for path in FOLDER.glob("bot_webhook_*.json"))
BOT = "123456789"
REAL = datetime.fromtimestamp(1789033572.455, UTC)
DOCS = datetime.fromtimestamp(1750316131.602, UTC)
PHOTO = SentFile("https://photo-stal-1.zdn.vn/example.jpg", "photo")

FACTS: dict[str, tuple[Fact, ...]] = {
    "bot_webhook_text_private": (Said("Xin chào", "2d758cb5e222177a4e35", DOCS),),
    "bot_webhook_text_group": (InGroup(added=False),),
    "bot_webhook_text_unwrapped_real": (
        Said("bán 2 bao xi măng 180 nghìn", "m1a2b3c4d5e6f7081920", REAL),
    ),
    "bot_webhook_image_real": (PHOTO, Said("hoá đơn", "m1a2b3c4d5e6f7081921", REAL)),
    "bot_webhook_image_docs_field": (PHOTO, Said("hoá đơn", "2d758cb5e222177a4e36", DOCS)),
    "bot_webhook_sticker": (SentFile("0e078a2fb66a5f34067b", "sticker"),),
    "bot_webhook_voice_real": (SentFile("https://f2-voice-aac-dl.zdn.vn/example.aac", "voice"),),
    "bot_webhook_unsupported": (SentFile("", "unsupported"),),
}
NOTHING = ("bot_webhook_unsupported_no_message",)


def sample(name: str) -> Json:
    loaded: Json = json.loads(FOLDER.joinpath(f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def heard(body: Json) -> Update | None:
    [one] = unwrapped(body)
    return parse(one, BOT)


LAN: Json = {"id": "u1", "is_bot": False, "display_name": "Lan"}


def text(*, sender: Json = LAN, **changes: Json) -> dict[str, Json]:
    message: dict[str, Json] = {
        "from": sender, "chat": {"id": "u1", "chat_type": "PRIVATE"}, "message_id": "m1",
        "date": 1750316131602, "text": "Xin chào", **changes,
    }  # fmt: skip
    return {"event_name": "message.text.received", "message": message}


def test_every_sample_has_its_row() -> None:
    assert sorted((*FACTS, *NOTHING)) == NAMES


@pytest.mark.parametrize("name", sorted(FACTS))
def test_a_sample_means_these_facts(name: str) -> None:
    found = heard(sample(name))

    assert found
    assert found.facts == FACTS[name]
    assert (found.where.channel, found.where.bot) == ("zalo-bot", BOT)


@pytest.mark.parametrize("name", sorted(FACTS))
def test_a_sample_means_the_same_wrapped_and_bare(name: str) -> None:
    [one] = unwrapped(sample(name))

    assert heard({"ok": True, "result": one}) == heard(one)


@pytest.mark.parametrize(
    "update",
    [
        text(sender={"id": "u1", "is_bot": True}),
        text(sender={"id": BOT, "is_bot": False}),
        text(message_id=""),
        text(chat=None),
        text(text=" \n"),
        {"event_name": "user.follow", "message": "?"},
        {**text(text=None), "event_name": "message.location.received"},
        {},
    ],
)
def test_what_is_not_understood_is_nothing(update: dict[str, Json]) -> None:
    assert heard(update) is None


def test_a_body_that_is_no_object_holds_no_update() -> None:
    bodies: list[Json] = [None, 3, "x", [1], {"ok": True, "result": None}]
    assert not any(unwrapped(each) for each in bodies)


@pytest.mark.parametrize("date", [None, "x", 1e300, []])
def test_a_date_that_is_none_leaves_the_words(date: Json) -> None:
    found = heard(text(date=date))

    assert found
    assert found.facts == (Said("Xin chào", "m1", None),)


def test_start_may_bring_a_code() -> None:
    found = heard(text(text="/start CB5-7KQ2"))

    assert found
    assert found.facts == (Started("CB5-7KQ2"),)


# --- speaking --------------------------------------------------------------------------------

ASKED = Message(
    "Chức vụ?",
    (Choice("Bí thư", "a"), Choice("Phó Bí thư", "b")),
    (Choice("Bỏ qua", "/boqua"), Choice("Xem mẫu", "/mau")),
    "k3J9xQ2a",
)
WORDS = st.text(max_size=200)
SOME = st.lists(st.builds(Choice, WORDS, WORDS), max_size=6).map(tuple)
TEXTS = WORDS | st.builds(lambda word, n: word * n, st.text(max_size=40), st.integers(0, 400))
MESSAGES = st.builds(Message, TEXTS, SOME, SOME, WORDS)


def test_choices_are_numbered_and_commands_stand_under_them() -> None:
    [part] = cut(ASKED)

    assert part == Message(
        "Chức vụ?\n\n1. Bí thư\n2. Phó Bí thư\n\n/boqua bỏ qua · /mau xem mẫu",
        token="k3J9xQ2a",  # noqa: S106 - of a prompt
    )


def test_a_text_is_composed_before_it_is_counted() -> None:
    [part] = cut(Message("e\u0302\u0301" * 1500))

    assert part.text == "ế" * 1500


def test_the_token_is_on_the_last_part() -> None:
    first, last = cut(Message(f"{'a' * 1500}\n\n{'b' * 1500}", (), (), "t"))

    assert (first.token, last.token) == ("", "t")


@settings(deadline=None)
@given(MESSAGES)
def test_any_message_becomes_calls_that_the_api_takes_and_loses_no_word(message: Message) -> None:
    parts = cut(message)
    calls = [render("c", each) for each in parts]
    whole = render("c", message)

    assert all(call and 0 < units(str(call.params["text"])) <= LIMITS.text for call in calls)
    said = "".join(str(call.params["text"]) for call in calls if call)
    expected = str(whole.params["text"]) if whole else ""
    assert "".join(said.split()) == "".join(expected.split())


# --- answers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "name", "kind"),
    [
        (200, "bot_sendMessage_response", Kind.FINE),
        (200, "bot_sendChatAction_response", Kind.FINE),
        (200, "bot_getWebhookInfo_set", Kind.FINE),
        (408, "bot_getUpdates_empty_408", Kind.IDLE),
        (200, "bot_getUpdates_empty_408", Kind.IDLE),
        (404, "bot_getWebhookInfo_none_404", Kind.REFUSED),
        (401, "bot_error_401", Kind.WRONG_TOKEN),
        (200, "bot_error_401", Kind.WRONG_TOKEN),
        (429, "bot_error_429", Kind.QUOTA),
        (200, "bot_error_426_testWebhook", Kind.REFUSED),
    ],
)
def test_a_sample_of_an_answer_means_this(status: int, name: str, kind: Kind) -> None:
    assert verdict(status, sample(name)) is kind


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (400, None, Kind.REFUSED),
        (403, {"ok": False, "error_code": 403}, Kind.RETRY),
        (502, None, Kind.RETRY),
        (200, None, Kind.RETRY),
        (200, {"ok": False}, Kind.RETRY),
        (200, {"ok": False, "error_code": 777}, Kind.RETRY),
        (200, {"ok": False, "error_code": "400"}, Kind.RETRY),
    ],
)
def test_an_answer_means_this(status: int, body: Json, kind: Kind) -> None:
    assert verdict(status, body) is kind
    assert code(status, body) > 0
