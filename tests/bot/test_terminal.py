"""How messages look on a terminal: as lines for people, as JSON for programs."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.terminal import parse, render, render_json
from flows.dialogue.messages import Choice, Message

TEXT = st.text()
CHOICES = st.lists(st.builds(Choice, TEXT, TEXT), max_size=4).map(tuple)
MESSAGES = st.builds(Message, TEXT, CHOICES, CHOICES, TEXT, TEXT)

ASKED = Message(
    "Người ký giữ chức vụ gì?\n\nChọn một.",
    (Choice("Bí thư", "answer Bí thư"), Choice("Phó Bí thư", "answer Phó Bí thư")),
    (Choice("Bỏ qua", "/boqua"), Choice("Khác…", "/trogiup")),
    "token",
)


def test_a_message_is_its_text_its_numbered_choices_and_its_commands() -> None:
    assert render(ASKED).split("\n") == [
        "Người ký giữ chức vụ gì?",
        "Chọn một.",
        "1. Bí thư",
        "2. Phó Bí thư",
        "/boqua bỏ qua · /trogiup khác…",
    ]


def test_a_file_is_its_path() -> None:
    assert (
        render(Message("Gửi đồng chí."), "bao-cao/1.docx") == "Gửi đồng chí.\nTệp: bao-cao/1.docx"
    )


def test_json_has_the_same_and_nothing_that_is_ours_alone() -> None:
    assert json.loads(render_json(ASKED, "1.docx")) == {
        "text": ASKED.text,
        "choices": [{"index": 1, "label": "Bí thư"}, {"index": 2, "label": "Phó Bí thư"}],
        "actions": [
            {"command": "/boqua", "label": "Bỏ qua"},
            {"command": "/trogiup", "label": "Khác…"},
        ],
        "file": "1.docx",
    }


@given(MESSAGES, st.sampled_from(["", "bao-cao/1.docx"]))
def test_no_message_has_an_empty_line_inside(message: Message, path: str) -> None:
    shown = render(message, path)

    assert "\n\n" not in shown
    assert all(line.strip() for line in shown.splitlines())


@given(MESSAGES)
def test_json_is_one_line(message: Message) -> None:
    assert "\n" not in render_json(message)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Chi bộ thôn 3\n", "Chi bộ thôn 3"),
        ("Chi bộ thôn 3\r\n", "Chi bộ thôn 3"),
        ("Chi bộ thôn 3", "Chi bộ thôn 3"),
        (r"một\nhai\n\nba" + "\n", "một\nhai\n\nba"),
        ("  thụt vào\n", "  thụt vào"),
        ("\n", ""),
    ],
)
def test_a_typed_backslash_n_stands_for_a_line_break(line: str, words: str) -> None:
    assert parse(line) == words
