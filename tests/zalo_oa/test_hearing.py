"""What an event means: one row a sample, and what else a person's text can be."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.zalo_oa import ACTS, parse
from bot.incoming import Fact, Membership
from flows.dialogue import phrases
from flows.dialogue.events import Pressed, Said, SentFile, Started
from flows.dialogue.interpret import COMMANDS
from flows.dialogue.messages import Choice
from tests.zalo_oa.payloads import WEBHOOKS, sample

AT = datetime.fromtimestamp(154390853.474, UTC)
KEY = "96d3cdf3af150460909"
PICTURE = "http://f6.photo.talk.zdn.vn/example.jpg"
FACTS: dict[str, tuple[Fact, ...]] = {
    "button_click_query_show": (
        Said("#fmt:docx", "96d3cdf3af150460910", datetime.fromtimestamp(1757000000, UTC)),
    ),
    "follow": (Membership(blocked=False), Started()),
    "unfollow": (Membership(blocked=True),),
    "user_send_text": (Said("message", KEY, AT),),
    "user_send_link": (Said("https://developers.zalo.me/", KEY, AT),),
    "user_send_image": (SentFile(PICTURE, "photo"), Said("chú thích", KEY, AT)),
    "user_send_gif": (SentFile("http://example.com/anim.gif", "video"),),
    "user_send_audio": (SentFile("http://example.com/audio.amr", "voice"),),
    "user_send_video": (SentFile("https://example.com/video.mp4", "video"),),
    "user_send_sticker": (SentFile("https://api.zalo.me/sticker.png", "sticker"),),
    "user_send_location": (SentFile("", "location"),),
    "user_send_file": (
        SentFile("https://example.com/developer.docx", "document", "developer.docx", 233947),
    ),
}
NOTHING = (
    "oa_send_file", "oa_send_text", "user_received_message", "user_seen_message", "user_submit_info",
)  # fmt: skip


def text(words: str, **more: Any) -> dict[str, Any]:
    event = sample("oa_webhook_user_send_text")
    return {**event, "message": {**event["message"], "text": words}, **more}


def facts(event: dict[str, Any]) -> tuple[Fact, ...]:
    found = parse(event)
    return found.facts if found else ()


def test_every_sample_has_its_row() -> None:
    assert sorted(f"oa_webhook_{each}" for each in (*FACTS, *NOTHING)) == WEBHOOKS


@pytest.mark.parametrize("name", sorted(FACTS))
def test_a_sample_means_these_facts(name: str) -> None:
    event = sample(f"oa_webhook_{name}")
    found = parse(event)

    assert found is not None
    assert found.facts == FACTS[name]
    who = event.get("sender") or event["follower"]
    assert (found.where.channel, found.where.chat, found.where.user) == (
        "zalo-oa",
        who["id"],
        who["id"],
    )
    assert found.where.bot == event.get("recipient", {"id": event.get("oa_id")})["id"]


@pytest.mark.parametrize("name", NOTHING)
def test_what_is_not_a_persons_doing_is_nothing(name: str) -> None:
    assert parse(sample(f"oa_webhook_{name}")) is None


def test_the_key_is_the_messages_or_made_of_what_every_delivery_repeats() -> None:
    event = sample("oa_webhook_user_send_text")
    nameless = {**event, "message": {"text": "message"}}
    found = [parse(each) for each in (event, nameless, sample("oa_webhook_follow"))]

    assert [each and each.key for each in found] == [
        KEY,
        "user_send_text.154390853474.246845883529197922",
        "follow.154397978274.24684588352919792",
    ]


def test_attachments_may_stand_beside_the_message() -> None:
    event = sample("oa_webhook_user_send_file")
    beside = {**event, "attachments": event["message"]["attachments"], "message": {"msg_id": KEY}}

    assert facts(beside) == facts(event)


def test_a_link_that_stands_in_the_text_is_not_said_twice() -> None:
    event = sample("oa_webhook_user_send_link")
    said = "Xem https://developers.zalo.me/ nhé"
    [found] = facts({**event, "message": {**event["message"], "text": said}})

    assert isinstance(found, Said)
    assert found.words == said


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("/boqua k7Q2m9xA", Pressed("k7Q2m9xA", -1, "/boqua")),
        ("/chon k7Q2m9xA 2", Pressed("k7Q2m9xA", 1)),
        ("/start", Started()),
        ("/start k7Q2m9xA", Started("k7Q2m9xA")),
        ("/themmuc hoatdong", None),
        ("/boqua", None),
        ("/boqua k7Q2m9x", None),
        ("/boqua k7Q2m9xA nhé", None),
        ("/chon k7Q2m9xA 0", None),
        (" /boqua k7Q2m9xA", None),
    ],
)
def test_a_payload_is_a_press_and_what_only_looks_like_one_is_a_text(
    words: str, meant: Fact | None
) -> None:
    assert facts(text(words)) == (meant or Said(words, KEY, AT),)


def test_numbers_are_taken_as_they_are_written_and_no_time_is_none() -> None:
    assert facts(text("a", timestamp=154390853474)) == facts(text("a"))
    assert facts(text("a", timestamp="hôm qua")) == (Said("a", KEY),)


def test_every_action_of_the_dialogue_can_stand_on_a_button() -> None:
    offered = {each.act for each in vars(phrases).values() if isinstance(each, Choice)}

    assert {each for each in offered if each.startswith("/")} <= set(ACTS) <= set(COMMANDS)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("id", "text", "attachments", "payload", "url", "size")), inner
        )
    ),
    max_leaves=8,
)


@given(
    st.fixed_dictionaries(
        {"event_name": st.sampled_from([each.removeprefix("oa_webhook_") for each in WEBHOOKS])},
        optional=dict.fromkeys(
            ("sender", "recipient", "message", "attachments", "follower", "oa_id", "timestamp"),
            JSON,
        ),
    )
)
def test_no_event_is_too_strange(event: dict[str, Any]) -> None:
    parse(event)
