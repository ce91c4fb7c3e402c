"""Reduces a machine-readable Bot API to what we call and receive: `reduce_api.py FULL.json > tests/telegram/api.json`.

Lengths are read from the descriptions ("1-4096 characters"). Not run by the build: the API changes a few times a year.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TypeAlias

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"

METHODS = """
    getMe getUpdates setWebhook deleteWebhook getWebhookInfo
    sendMessage sendDocument sendChatAction answerCallbackQuery
    editMessageText editMessageReplyMarkup
    setMyCommands setMyDescription setMyShortDescription
""".split()
TYPES = """
    Update Message User Chat MessageEntity CallbackQuery MaybeInaccessibleMessage InaccessibleMessage
    ChatMemberUpdated ChatMember ChatMemberOwner ChatMemberAdministrator ChatMemberMember
    ChatMemberRestricted ChatMemberLeft ChatMemberBanned
    MessageOrigin MessageOriginUser MessageOriginHiddenUser MessageOriginChat MessageOriginChannel
    PhotoSize Voice Audio Video VideoNote Animation Document Sticker Contact Location Venue Poll PollOption Dice
    InlineKeyboardMarkup InlineKeyboardButton ReplyParameters LinkPreviewOptions InputFile
    BotCommand BotCommandScope BotCommandScopeDefault BotCommandScopeAllPrivateChats
    WebhookInfo ResponseParameters
""".split()
PLAIN = {"Integer", "Float", "String", "Boolean"}
LENGTH = re.compile(r"(\d+)-(\d+) (characters|bytes)")


def reduced(full: dict[str, Json]) -> dict[str, Json]:
    """The same shape with fewer methods, types and fields; a field whose every type is left out goes too."""
    methods = {name: _fields(_inside(full, "methods", name)) for name in METHODS}
    types = {name: _type(_inside(full, "types", name)) for name in TYPES}
    return {"version": full["version"], "methods": {**methods}, "types": {**types}}


def _inside(full: dict[str, Json], kind: str, name: str) -> dict[str, Json]:
    group = full[kind]
    found = group[name] if isinstance(group, dict) else None
    if not isinstance(found, dict):
        raise SystemExit(f"{kind}: {name} is not described")
    return found


def _type(described: dict[str, Json]) -> Json:
    subtypes = described.get("subtypes")
    if isinstance(subtypes, list) and subtypes:
        return {"subtypes": [each for each in subtypes if each in TYPES]}
    return _fields(described)


def _fields(described: dict[str, Json]) -> Json:
    fields = described.get("fields") or []
    if not isinstance(fields, list):
        raise SystemExit("fields are not a list")
    pairs = [(each["name"], _field(each)) for each in fields if isinstance(each, dict)]
    return {"fields": {str(name): field for name, field in pairs if field}}


def _field(described: dict[str, Json]) -> dict[str, Json]:
    named = described["types"]
    types = [each for each in named if _known(str(each))] if isinstance(named, list) else []
    found = LENGTH.search(str(described["description"]))
    if not types:
        return {}
    field: dict[str, Json] = {"types": [*types], "required": described["required"]}
    if found:
        field[found[3]] = [int(found[1]), int(found[2])]
    return field


def _known(type: str) -> bool:
    return type.removeprefix("Array of ").removeprefix("Array of ") in {*PLAIN, *TYPES}


if __name__ == "__main__":
    whole = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    json.dump(reduced(whole), sys.stdout, ensure_ascii=False, indent=1, sort_keys=True)
    sys.stdout.write("\n")
