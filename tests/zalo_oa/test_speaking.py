"""How messages look from an Official Account: every body is one that the API takes, and no word is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.zalo_oa import LIMITS, cut, file_name, parse, render, sent_file
from flows.dialogue import phrases
from flows.dialogue.events import Pressed
from flows.dialogue.messages import Choice, Message
from outlines.reading import Json
from tests.zalo_oa.description import flaws_of_send, flaws_of_upload
from tests.zalo_oa.payloads import sample

USER = "2512523625412515"
TOKEN = "k7Q2m9xA"  # noqa: S105 - a prompt's
ACTIONS = (phrases.SKIP, phrases.SAMPLE, phrases.MORE)
ASKED = Message(
    "Người ký là ai?", (Choice("Bí thư", "a"), Choice("Phó Bí thư", "b")), ACTIONS, TOKEN
)
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=3000)
LABELS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)
MESSAGES = st.builds(
    Message,
    WORDS,
    st.lists(st.builds(Choice, LABELS, st.just("answer")), max_size=7).map(tuple),
    st.lists(
        st.sampled_from([*ACTIONS, phrases.REVIEW, phrases.BACK, phrases.EXPORT]), max_size=7
    ).map(tuple),
    st.sampled_from(["", TOKEN]),
    st.just(""),
    st.booleans(),
)


def said(bodies: Iterable[Json]) -> Iterator[dict[str, Any]]:
    for body in bodies:
        assert isinstance(body, dict)
        yield body["message"]  # type: ignore[misc]


def buttons(bodies: Iterable[Json]) -> list[tuple[str, str]]:
    return [
        (each["title"], each["payload"])
        for message in said(bodies)
        for each in message.get("attachment", {}).get("payload", {}).get("buttons", ())
    ]


def text(bodies: Iterable[Json]) -> str:
    return "\n".join(message["text"] for message in said(bodies))


def test_it_looks_like_the_sample() -> None:
    [body] = render(
        USER, Message("Bạn muốn nhận văn bản ở định dạng nào?", (), (phrases.SKIP,), TOKEN)
    )
    wanted = sample("oa_send_buttons_request")
    wanted["message"]["attachment"]["payload"]["buttons"] = [
        {"title": "Bỏ qua", "type": "oa.query.hide", "payload": f"/boqua {TOKEN}"}
    ]

    assert body == wanted
    assert render(USER, Message("Vâng")) == [
        {"recipient": {"user_id": USER}, "message": {"text": "Vâng"}}
    ]


def test_a_file_is_sent_by_its_token() -> None:
    wanted = sample("oa_send_file_request")

    assert sent_file(wanted["recipient"]["user_id"], "12i8LV3BcmmExampleZM") == wanted


def test_up_to_five_offers_are_buttons() -> None:
    bodies = render(USER, ASKED)

    assert text(bodies) == "Người ký là ai?"
    assert buttons(bodies) == [
        ("1. Bí thư", f"/chon {TOKEN} 1"),
        ("2. Phó Bí thư", f"/chon {TOKEN} 2"),
        ("Bỏ qua", f"/boqua {TOKEN}"),
        ("Xem mẫu", f"/mau {TOKEN}"),
        ("Khác…", f"/trogiup {TOKEN}"),
    ]


def test_of_more_the_choices_are_numbered_and_the_actions_are_buttons() -> None:
    bodies = render(USER, replace(ASKED, choices=(*ASKED.choices, Choice("Người khác", "c"))))

    assert text(bodies) == "Người ký là ai?\n\n1. Bí thư\n2. Phó Bí thư\n3. Người khác"
    assert [title for title, _ in buttons(bodies)] == ["Bỏ qua", "Xem mẫu", "Khác…"]


def test_an_action_that_finds_no_button_is_named_by_its_command() -> None:
    more = (*ACTIONS, phrases.REVIEW, phrases.EXPORT, phrases.BACK)
    bodies = render(USER, Message("Còn gì nữa?", (), more, TOKEN))

    assert len(buttons(bodies)) == 5
    assert text(bodies).endswith("/lui quay lại")


def test_without_a_token_there_are_no_buttons() -> None:
    bodies = render(USER, replace(ASKED, token=""))

    assert buttons(bodies) == []
    assert "2. Phó Bí thư\n\n/boqua bỏ qua · /mau xem mẫu" in text(bodies)


def test_a_report_comes_after_its_text() -> None:
    *before, last = cut(replace(ASKED, text="Gửi đồng chí báo cáo.", file="f1"))

    assert [each.file for each in before] == [""]
    assert len(buttons(render(USER, before[0]))) == 5
    assert last == Message("", file="f1")


def test_the_buttons_of_a_long_message_are_with_its_end() -> None:
    parts = cut(replace(ASKED, text="một hai " * 600))
    shown = [buttons(render(USER, each)) for each in parts]

    assert len(parts) == 3
    assert [len(each) for each in shown] == [0, 0, 5]


@settings(deadline=None)
@given(MESSAGES, st.booleans())
def test_any_message_becomes_bodies_that_the_api_takes_and_loses_no_words(
    message: Message,
    with_file: bool,  # noqa: FBT001 - drawn
) -> None:
    parts = cut(replace(message, file="f1" if with_file else ""))
    bodies = [render(USER, each) for each in parts]
    whole = render(USER, message)

    assert all(len(each) == (not part.file) for each, part in zip(bodies, parts, strict=True))
    assert not [flaw for each in (*bodies, whole) for body in each for flaw in flaws_of_send(body)]
    assert text(b for e in bodies for b in e).split() == text(whole).split()
    assert buttons(b for e in bodies for b in e) == buttons(whole)
    assert sum(bool(each.file) for each in parts) == with_file
    assert (
        normalize("NFC", message.text).split()
        == text(whole).split()[: len(normalize("NFC", message.text).split())]
    )


@settings(deadline=None)
@given(MESSAGES)
def test_every_offer_is_a_button_that_is_heard_as_a_press_or_stands_in_the_text(
    message: Message,
) -> None:
    bodies = render(USER, message)
    heard = [parse(_press(payload)) for _, payload in buttons(bodies)]
    acts = [each.facts[0] for each in heard if each]

    assert all(isinstance(each, Pressed) and each.token == TOKEN for each in acts)
    places = {each.index for each in acts if isinstance(each, Pressed)}
    pressed = {each.act for each in acts if isinstance(each, Pressed)}
    words = text(bodies).split()
    for n, _ in enumerate(message.choices):
        assert n in places or f"{n + 1}." in words or message.listed
    for action in message.actions:
        assert action.act in pressed or action.act in words


def _press(payload: str) -> dict[str, Any]:
    event = sample("oa_webhook_user_send_text")
    return {**event, "message": {"msg_id": "1", "text": payload}}


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("Báo cáo thử.docx", "Bao-cao-thu.docx"),
        ("Đảng bộ phường Đông – quý III.DOCX", "Dang-bo-phuong-Dong-quy-III.docx"),
        ("báo cáo", "bao-cao.docx"),
        ("", "bao-cao.docx"),
        ("报告.docx", "bao-cao.docx"),
    ],
)
def test_a_files_name_is_in_bare_letters(name: str, sent: str) -> None:
    assert file_name(name) == sent
    assert flaws_of_upload("file", sent, b"") == []


def test_the_dialogue_is_told_of_buttons_files_and_their_size() -> None:
    assert (LIMITS.text, LIMITS.buttons, LIMITS.files, LIMITS.edits) == (2000, True, True, False)
    assert LIMITS.file_bytes == 5 * 2**20
