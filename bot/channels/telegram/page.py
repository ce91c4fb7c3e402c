"""The bot's own page: its menu of commands, and what a person reads before the first message."""

from __future__ import annotations

from bot.channels.telegram.speaking import Call
from flows.dialogue import phrases
from outlines.reading import Json

SHORT_DESCRIPTION = "Giúp bí thư chi bộ viết báo cáo: hỏi từng câu, gửi lại bản Word đúng thể thức."


def set_up() -> list[Call]:
    """The menu of commands and what a person reads before the first message. Harmless to repeat."""
    commands: Json = [{"command": name, "description": says} for name, says in phrases.MENU]
    scope: Json = {"type": "all_private_chats"}
    return [
        Call("setMyCommands", {"commands": commands, "scope": scope}),
        Call("setMyDescription", {"description": f"{phrases.GREETING}\n\n{phrases.SECRECY}"}),
        Call("setMyShortDescription", {"short_description": SHORT_DESCRIPTION}),
    ]
