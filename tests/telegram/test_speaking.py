"""What a message looks like: its calls, and that every call is one that the Bot API takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram import (
    LIMITS,
    Call,
    answer,
    cut,
    render,
    set_up,
    strip_keyboard,
    typing,
    uploading,
)
from bot.cutting import split, units
from flows.dialogue import phrases
from flows.dialogue.messages import Choice, Message
from tests.telegram.description import flaws_of_call

CHAT = 5550101
DOCX = ("Báo cáo sơ kết – Chi bộ 5.docx", b"PK\x03\x04")
ASKED = Message(
    "Người ký giữ chức vụ gì?",
    (Choice("Bí thư", "answer Bí thư"), Choice("Phó Bí thư", "answer Phó Bí thư")),
    (Choice("Bỏ qua", "/boqua"), Choice("Xem mẫu", "/mau"), Choice("Khác…", "/trogiup")),
    "k3J9xQ2a",
)
LONG = "Đảng ủy xã phải kịp thời ban hành nghị quyết lãnh đạo thực hiện nhiệm vụ chính trị hằng năm"

WORDS = st.text(max_size=200)
SOME = st.lists(st.builds(Choice, WORDS, WORDS), max_size=6).map(tuple)
TEXTS = WORDS | st.builds(lambda word, n: word * n, st.text(max_size=40), st.integers(0, 400))
TOKENS = st.sampled_from(["", "k3J9xQ2a", "x" * 62]) | st.text(max_size=30)
MESSAGES = st.builds(Message, TEXTS, SOME, SOME, TOKENS)


def keyboard(call: Call) -> list[list[tuple[str, str]]]:
    """Rows of (text, data)."""
    markup: Any = call.params.get("reply_markup", {"inline_keyboard": []})
    return [
        [(each["text"], each["callback_data"]) for each in row] for row in markup["inline_keyboard"]
    ]


def text(call: Call) -> str:
    return str(call.params.get("text", call.params.get("caption", "")))


def test_choices_are_one_a_row_and_short_actions_side_by_side() -> None:
    [call] = render(CHAT, ASKED)

    assert (call.method, text(call)) == ("sendMessage", "Người ký giữ chức vụ gì?")
    assert keyboard(call) == [
        [("1. Bí thư", "k3J9xQ2a:0")],
        [("2. Phó Bí thư", "k3J9xQ2a:1")],
        [("Bỏ qua", "k3J9xQ2a:2"), ("Xem mẫu", "k3J9xQ2a:3"), ("Khác…", "k3J9xQ2a:4")],
    ]


def test_bare_numbers_stand_five_a_row() -> None:
    choices = tuple(Choice("Chi bộ thôn " + "Đông " * 20, f"open {n}") for n in range(7))
    [call] = render(CHAT, replace(ASKED, choices=choices, actions=()))

    assert [[label for label, _ in row] for row in keyboard(call)] == [
        ["1", "2", "3", "4", "5"],
        ["6", "7"],
    ]


def test_longer_actions_take_two_rows() -> None:
    actions = tuple(Choice(f"Xem lại cả bài lần {n}", "/xemlai") for n in range(3))
    [call] = render(CHAT, replace(ASKED, choices=(), actions=actions))

    assert [len(row) for row in keyboard(call)] == [2, 1]


def test_a_label_too_long_for_a_button_is_numbered_in_the_text() -> None:
    choices = (Choice(LONG, "a"), Choice("Không", "b"))
    [call] = render(CHAT, Message("Chọn một.", choices, (), "t"))

    assert text(call) == f"Chọn một.\n\n1. {LONG}\n2. Không"
    assert keyboard(call) == [[("1", "t:0"), ("2", "t:1")]]


def test_without_a_token_choices_are_numbered_and_actions_are_their_commands() -> None:
    [call] = render(CHAT, replace(ASKED, token=""))

    assert keyboard(call) == []
    assert text(call).split("\n\n") == [
        "Người ký giữ chức vụ gì?",
        "1. Bí thư\n2. Phó Bí thư",
        "/boqua bỏ qua · /mau xem mẫu · /trogiup khác…",
    ]


def test_what_a_person_wrote_is_sent_plain() -> None:
    [call] = render(CHAT, Message("a < b & _c_ *d* [e](f) 1."))

    assert call == Call("sendMessage", {"chat_id": CHAT, "text": "a < b & _c_ *d* [e](f) 1."})


def test_a_thread_is_answered_in_the_thread() -> None:
    assert render(CHAT, Message("Vâng"), thread="9")[0].params["message_thread_id"] == 9


def test_a_long_text_is_cut_and_only_its_last_part_has_the_keyboard() -> None:
    first, last = render(CHAT, replace(ASKED, text=f"{'a ' * 2000}\n\n{'b' * 400}"))

    assert (text(first).strip("a "), text(last)) == ("", "b" * 400)
    assert keyboard(first) == []
    assert len(keyboard(last)) == 3


@settings(deadline=None)
@given(MESSAGES, st.booleans())
def test_what_is_cut_is_said_by_one_call_each_and_loses_nothing(
    message: Message,
    with_file: bool,  # noqa: FBT001 - drawn
) -> None:
    whole = replace(message, file="f1" if with_file else "")
    parts = cut(whole)
    calls = [render(CHAT, each, DOCX if each.file else None) for each in parts]

    assert all(len(each) <= 1 for each in calls)
    uncut = render(CHAT, whole, DOCX if with_file else None)
    assert words(call for each in calls for call in each) == words(uncut)
    shown = [row for each in calls for call in each for row in keyboard(call)]
    assert shown == [row for call in uncut for row in keyboard(call)]


def words(calls: Iterable[Call]) -> list[str]:
    """Without the mark that stands where the platform wants a text and there is none."""
    return [each for call in calls for each in text(call).split() if each != "…"]


def test_a_report_is_a_document_with_its_name_and_a_caption() -> None:
    [call] = render(CHAT, replace(ASKED, text="Gửi đồng chí báo cáo.", file="f1"), DOCX)

    assert (call.method, call.files) == ("sendDocument", {"document": DOCX})
    assert text(call) == "Gửi đồng chí báo cáo."
    assert len(keyboard(call)) == 3


def test_what_is_too_long_for_a_caption_is_said_before_the_document() -> None:
    said, sent = render(CHAT, replace(ASKED, text="b" * 1025, file="f1"), DOCX)

    assert (said.method, sent.method) == ("sendMessage", "sendDocument")
    assert "caption" not in sent.params
    assert (keyboard(said), len(keyboard(sent))) == ([], 3)


def test_nothing_to_say_is_no_call() -> None:
    assert render(CHAT, Message(" \n")) == []


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("một hai", ["một hai"]),
        ("một\n\nhai ba\n\nbốn", ["một\n\nhai ba", "bốn"]),
        ("một hai\nba bốn năm", ["một hai", "ba bốn năm"]),
        ("một hai ba bốn năm", ["một hai ba bốn", "năm"]),
        ("mộthaibabốnnămsáubảy", ["mộthaibabốnnăms", "áubảy"]),
        ("😀" * 9, ["😀" * 7, "😀" * 2]),
        ("  \n ", []),
    ],
)
def test_a_text_is_cut_at_paragraphs_else_lines_else_words(whole: str, parts: list[str]) -> None:
    assert split(whole, 15) == parts


@settings(deadline=None)
@given(WORDS, st.integers(2, 60))
def test_cutting_loses_nothing_but_space(whole: str, limit: int) -> None:
    parts = split(whole, limit)

    assert "".join("".join(parts).split()) == "".join(whole.split())
    assert all(0 < units(each) <= limit for each in parts)


@settings(deadline=None)
@given(MESSAGES, st.sampled_from([None, DOCX]), st.sampled_from(["", "9"]))
def test_any_message_becomes_calls_that_the_api_takes(
    message: Message, file: tuple[str, bytes] | None, thread: str
) -> None:
    calls = render(CHAT, message, file, thread=thread)

    flaws = [flaws_of_call(each.method, each.params, each.files) for each in calls]
    assert not any(flaws), flaws
    assert sum(each.method == "sendDocument" for each in calls) == bool(file)


@settings(deadline=None)
@given(MESSAGES)
def test_every_choice_is_a_button_or_a_number_in_the_text(message: Message) -> None:
    calls = render(CHAT, message)
    shown = [data for call in calls for row in keyboard(call) for _, data in row]
    places = range(len(message.choices) + len(message.actions))

    if shown:
        assert shown == [f"{message.token}:{n}" for n in places]
    else:
        said = " ".join(map(text, calls)).split()
        assert all(f"{n}." in said for n, _ in enumerate(message.choices, 1))


def test_a_wall_of_choices_keeps_its_actions() -> None:
    many = tuple(Choice(f"Mục {n}", f"go {n}") for n in range(150))
    [call] = render(CHAT, replace(ASKED, choices=many))

    assert flaws_of_call(call.method, call.params) == []
    assert keyboard(call)[-1][-1] == ("Khác…", "k3J9xQ2a:152")
    assert "150. Mục 149" in text(call)


def test_the_small_calls_are_as_the_api_describes() -> None:
    calls = [typing(CHAT), uploading(CHAT, thread="9"), answer("43"), answer("43", "Đã ghi."),
             strip_keyboard(CHAT, 52), *set_up()]  # fmt: skip

    flaws = [flaws_of_call(each.method, each.params) for each in calls]
    assert not any(flaws), flaws


def test_the_menu_is_the_dialogues_own() -> None:
    menu: Any = set_up()[0].params["commands"]

    assert tuple((each["command"], each["description"]) for each in menu) == phrases.MENU


def test_the_dialogue_is_told_of_buttons_files_and_edits() -> None:
    assert (LIMITS.text, LIMITS.buttons, LIMITS.files, LIMITS.edits) == (4096, True, True, True)
