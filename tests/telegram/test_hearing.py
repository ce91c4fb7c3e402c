"""What an update means: one row a payload. The payloads themselves are held to the description of the API."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import telegram

from bot.channels.telegram import UPDATES, parse
from bot.incoming import Fact, InGroup, Membership, Press, Update, Where
from flows.dialogue.events import Corrected, Pressed, Said, SentFile, Started
from outlines.reading import Json
from tests.telegram.description import flaws_of_value
from tests.telegram.payloads import NAMES, payload, update

BOT = "7000001"
AT = datetime.fromtimestamp(1795321800, UTC)
LARGEST = SentFile("AgACAgUAAxkBx", "photo", "", 184211)

FACTS: dict[str, tuple[Fact, ...]] = {
    "text": (
        Said("Trong tháng, chi bộ đã tổ chức 2 buổi sinh hoạt; dự 28/30 đồng chí.", "41", AT),
    ),
    "start": (Started(),),
    "start_code": (Started("CB5-7KQ2"),),
    "command": (Said("/tieptuc", "44", AT),),
    "start_and_words": (Said("/start xin chào các đồng chí", "45", AT),),
    "forwarded": (Said("Công tác dân vận: vận động 12 hộ hiến đất.", "46", AT, forwarded=True),),
    "forwarded_start": (Said("/start", "47", AT, forwarded=True),),
    "reply": (Said("Bổ sung: 3 đồng chí.", "48", AT),),
    "press": (Pressed("k3J9xQ2a", 1),),
    "press_foreign": (Pressed("", -1),),
    "press_inaccessible": (Pressed("k3J9xQ2a", 0),),
    "edited": (Corrected("41", "Trong tháng, chi bộ đã tổ chức 3 buổi sinh hoạt."),),
    "edited_caption": (Corrected("60", "Ảnh hội nghị ngày 3/2"),),
    "photo": (LARGEST,),
    "photo_caption": (LARGEST, Said("Biểu quyết: 28/28 đồng chí tán thành", "63", AT)),
    "album_first": (replace(LARGEST, group="13579"), Said("Hội nghị sơ kết", "64", AT)),
    "album_second": (replace(LARGEST, group="13579"),),
    "voice": (SentFile("AwACAgUAAxkBv", "voice", "", 52114),),
    "audio": (SentFile("CQACAgUAAxkBa", "audio", "ghi âm.m4a", 981224),),
    "video": (SentFile("BAACAgUAAxkBd", "video", "IMG_0012.MP4", 2911224),),
    "video_note": (SentFile("DQACAgUAAxkBn", "video", "", 411224),),
    "animation": (SentFile("CgACAgUAAxkBg", "video", "hoa.mp4", 91224),),
    "document": (SentFile("BQACAgUAAxkBd", "document", "Số liệu đảng viên.xlsx", 18233),),
    "document_caption": (
        SentFile("BQACAgUAAxkBe", "document"),
        Said("Số liệu quý III", "72", AT),
    ),
    "sticker": (SentFile("CAACAgUAAxkBs", "sticker", "", 21122),),
    "contact": (SentFile("", "contact"),),
    "location": (SentFile("", "location"),),
    "venue": (SentFile("", "location"),),
    "topic": (Said("Vâng", "77", AT),),
    "group_text": (InGroup(added=False),),
    "group_added": (InGroup(added=True),),
    "blocked": (Membership(blocked=True),),
    "unblocked": (Membership(blocked=False),),
}
NOTHING = (
    "press_inline", "edited_location", "pinned", "group_edit", "group_left", "channel_post",
)  # fmt: skip
"""What means nothing to us."""


def heard(name: str) -> Update:
    found = parse(update(name), BOT)
    assert found is not None
    return found


def test_every_payload_has_its_row() -> None:
    assert sorted((*FACTS, *NOTHING)) == NAMES


@pytest.mark.parametrize("name", sorted(FACTS))
def test_a_payload_means_these_facts(name: str) -> None:
    found = heard(name)

    assert found.facts == FACTS[name]
    assert found.key == str(payload(name)["update_id"])
    assert (found.where.channel, found.where.bot, found.where.user) == ("telegram", BOT, "5550101")


def told(**content: Json) -> tuple[Fact, ...]:
    """A message of a private chat that has only this."""
    raw = payload("text")
    message = raw["message"]
    assert isinstance(message, dict)
    head = {name: each for name, each in message.items() if name != "text"}
    found = parse(telegram.Update.de_json({**raw, "message": {**head, **content}}, None), BOT)
    return found.facts if found else ()


def test_of_a_photo_marked_as_secret_only_the_words_go_on_to_be_refused() -> None:
    photo = payload("photo_caption")["message"]
    assert isinstance(photo, dict)
    heard = told(photo=photo["photo"], caption="TỐI MẬT\nKế hoạch")

    assert [type(each) for each in heard] == [Said]


def test_what_we_do_not_know_is_told_to_the_person_and_what_telegram_says_is_not() -> None:
    assert told(some_new_kind={"of": "message"}) == (SentFile("", "other"),)
    assert told(group_chat_created=True) == ()


@pytest.mark.parametrize("name", NOTHING)
def test_what_is_not_understood_is_nothing(name: str) -> None:
    assert parse(update(name), BOT) is None


@pytest.mark.parametrize("name", NAMES)
def test_every_payload_is_as_the_api_describes(name: str) -> None:
    known = {kind: each for kind, each in payload(name).items() if kind != "channel_post"}

    assert flaws_of_value(known, "Update") == []


def test_a_private_chat_is_its_person() -> None:
    assert heard("text").where == Where("telegram", BOT, "5550101", "5550101")


def test_a_group_is_not_the_person() -> None:
    assert heard("group_text").where.chat == "-1001234567890"


def test_only_a_topic_is_a_thread() -> None:
    assert heard("topic").where.thread == "9"
    assert heard("reply").where.thread == ""


@pytest.mark.parametrize(
    ("name", "message"), [("press", 52), ("press_foreign", 52), ("press_inaccessible", 12)]
)
def test_every_press_can_be_answered_and_its_buttons_taken_off(name: str, message: int) -> None:
    assert heard(name).press == Press("4382bfdwdsb323b2d9", message)


def test_only_a_press_is_answered() -> None:
    assert heard("text").press is None


def test_facts_of_one_update_have_keys_of_their_own_the_same_every_time() -> None:
    found = heard("photo_caption")

    assert [key for key, _ in found.keyed()] == [found.key, f"{found.key}.1"]
    assert heard("photo_caption").keyed() == found.keyed()


def test_we_ask_for_every_kind_of_update_that_we_hear() -> None:
    kinds = {kind for name in FACTS for kind in payload(name) if kind != "update_id"}

    assert kinds == set(UPDATES)
