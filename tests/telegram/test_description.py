"""The judge of calls must itself be right: what it passes, what it refuses, and how its description is made."""

from __future__ import annotations

from typing import Any

import pytest

from outlines.reading import Json
from tests.telegram.description import API, decoded, flaws_of_call, flaws_of_value
from tools.reduce_api import reduced

BUTTON: dict[str, Json] = {"text": "a", "callback_data": "t:0"}


def markup(*buttons: Json) -> dict[str, Json]:
    return {"chat_id": 1, "text": "a", "reply_markup": {"inline_keyboard": [[*buttons]]}}


@pytest.mark.parametrize(
    ("method", "params", "flaw"),
    [
        ("sendTelegram", {}, "no method sendTelegram"),
        ("sendMessage", {"text": "a"}, "sendMessage.chat_id is missing"),
        ("sendMessage", {"chat_id": 1.5, "text": "a"}, "sendMessage.chat_id is no Integer"),
        ("sendMessage", {"chat_id": True, "text": "a"}, "sendMessage.chat_id is no Integer"),
        ("sendMessage", {"chat_id": 1, "text": "a" * 4097},
         "sendMessage.text has 4097 characters, not 1-4096"),
        ("sendMessage", {"chat_id": 1, "text": "a", "txt": "a"}, "sendMessage.txt is unknown"),
        ("sendMessage", markup({"text": "a"}), "{'text': 'a'} does not do one thing"),
        ("sendMessage", markup({**BUTTON, "text": " "}),
         "{'text': ' ', 'callback_data': 't:0'} is blank"),
        ("sendMessage", markup({**BUTTON, "callback_data": "ắ" * 22}),
         "sendMessage.reply_markup.inline_keyboard[0][0].callback_data has 66 bytes, not 1-64"),
        ("sendMessage", markup(*[BUTTON] * 101), "101 buttons"),
        ("sendMessage", {**markup(), "reply_markup": []},
         "sendMessage.reply_markup is no InlineKeyboardMarkup"),
        ("sendChatAction", {"chat_id": 1, "action": "dance"}, "sendChatAction.action: dance"),
        ("setMyCommands", {"commands": "a"}, "setMyCommands.commands is no array"),
        ("setMyCommands", {"commands": [{"command": "a"}]},
         "setMyCommands.commands[0].description is missing"),
        ("setMyShortDescription", {"short_description": "a" * 121},
         "setMyShortDescription.short_description has 121 characters, not 0-120"),
    ],
)  # fmt: skip
def test_a_wrong_call_has_this_flaw_alone(method: str, params: dict[str, Json], flaw: str) -> None:
    assert flaws_of_call(method, params) == [flaw]


@pytest.mark.parametrize(
    ("method", "params", "files"),
    [
        ("getMe", {}, ()),
        ("sendMessage", {"chat_id": "@kenh", "text": "😀" * 2048}, ()),
        ("sendMessage", markup(*[BUTTON] * 100), ()),
        ("sendDocument", {"chat_id": 1}, ("document",)),
        ("sendDocument", {"chat_id": 1, "document": "BQAC"}, ()),
        ("setMyCommands", {"commands": [], "scope": {"type": "all_private_chats"}}, ()),
    ],
)
def test_a_right_call_has_none(method: str, params: dict[str, Json], files: tuple[str]) -> None:
    assert flaws_of_call(method, params, files) == []


def test_only_a_file_is_sent_as_a_file() -> None:
    assert flaws_of_call("sendMessage", {"chat_id": 1}, ["text"]) == ["sendMessage.text is no file"]


def test_a_union_is_judged_by_what_comes_nearest() -> None:
    left: Json = {"status": "left", "user": {"id": 1, "is_bot": True}}

    assert flaws_of_value(left, "ChatMember") == ["ChatMember.user.first_name is missing"]


@pytest.mark.parametrize(
    ("method", "name", "written", "meant"),
    [
        ("sendMessage", "text", "12", "12"),
        ("sendMessage", "chat_id", "12", 12),
        ("sendMessage", "chat_id", "@kenh", "@kenh"),
        ("setMyCommands", "commands", '[{"command": "a"}]', [{"command": "a"}]),
        ("deleteWebhook", "drop_pending_updates", "true", True),
        ("sendDocument", "document", "null", "null"),
        ("getUpdates", "offset", "x", "x"),
    ],
)
def test_a_field_of_a_form_is_read_as_its_type(
    method: str, name: str, written: str, meant: Json
) -> None:
    assert decoded(method, name, written) == meant


def test_the_description_is_what_the_tool_makes() -> None:
    assert reduced(_full()) == API


def _full() -> dict[str, Any]:
    """Our part in the shape of the whole, with something that is to be left out."""
    parts = {part: {name: _whole(each) for name, each in API[part].items()} for part in
             ("methods", "types")}  # fmt: skip
    parts["methods"]["sendGift"] = {"fields": []}
    parts["methods"]["getMe"] = {"description": ["Takes nothing."]}
    return {"version": API["version"], **parts}


def _whole(described: dict[str, Any]) -> dict[str, Any]:
    if "subtypes" in described:
        return {"subtypes": [*described["subtypes"], "Gift"]}
    fields = [{"name": name, **_said(each)} for name, each in described["fields"].items()]
    gift = {"name": "gift", "types": ["Array of Gift"], "required": False, "description": ""}
    return {"fields": [*fields, gift]}


def _said(field: dict[str, Any]) -> dict[str, Any]:
    """The length goes back into a sentence."""
    sizes = [f"Text, {field[each][0]}-{field[each][1]} {each} long" for each in
             ("characters", "bytes") if each in field]  # fmt: skip
    types = [*field["types"], "Gift"]
    return {"types": types, "required": field["required"], "description": " ".join(sizes)}
