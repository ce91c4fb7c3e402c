"""What an update of the Zalo Bot Platform means, in neutral facts. Asks the network nothing.

Names and shapes are those of the wire where they differ from the documentation; both are read.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from bot.incoming import Fact, InGroup, Update, Where
from flows.dialogue.events import Event, Said, SentFile, Started
from outlines.reading import Json

CHANNEL = "zalo-bot"

START = re.compile(r"/start(?:\s+(\S+))?\s*")
FILES = {
    "message.image.received": ("photo", ("photo_url", "photo")),
    "message.voice.received": ("voice", ("voice_url",)),
    "message.sticker.received": ("sticker", ("sticker",)),
    "message.unsupported.received": ("unsupported", ()),
}
"""Event -> kind of `SentFile` and the fields that may hold its reference."""


def unwrapped(body: Json) -> list[dict[str, Json]]:
    """The updates in a webhook's body or a poll's answer, with {"ok", "result"} around or bare; one, or a list."""
    inner = body.get("result", body) if isinstance(body, dict) else body
    several = inner if isinstance(inner, list) else [inner]
    return [each for each in several if isinstance(each, dict)]


def parse(update: dict[str, Json], bot: str) -> Update | None:
    """What happened, or None for what we do not understand. `bot` is the bot's own id."""
    message = update.get("message")
    if not isinstance(message, dict):
        return None
    sender, chat = message.get("from"), message.get("chat")
    key = _text(message, "message_id")
    if not (isinstance(sender, dict) and isinstance(chat, dict) and key and _text(chat, "id")):
        return None
    if sender.get("is_bot") is True or _text(sender, "id") == bot:
        return None
    facts = _facts(str(update.get("event_name", "")), message, chat, key)
    where = Where(CHANNEL, bot, _text(chat, "id"), _text(sender, "id"))
    return Update(where, key, facts) if facts else None


def _facts(
    name: str, message: dict[str, Json], chat: dict[str, Json], key: str
) -> tuple[Fact, ...]:
    if chat.get("chat_type") == "GROUP":
        return (InGroup(added=False),)
    return (*_sent(name, message), *_said(message, key))


def _sent(name: str, message: dict[str, Json]) -> tuple[Event, ...]:
    kind, fields = FILES.get(name, ("", ()))
    if not kind:
        return ()
    refs = [_text(message, field) for field in fields]
    return (SentFile(next(filter(None, refs), ""), kind),)


def _said(message: dict[str, Json], key: str) -> tuple[Event, ...]:
    """A caption counts as text."""
    words = _text(message, "text") or _text(message, "caption")
    if not words.strip():
        return ()
    if start := START.fullmatch(words):
        return (Started(start[1] or ""),)
    return (Said(words, key, _at(message.get("date"))),)


def _at(date: Json) -> datetime | None:
    """From milliseconds; None for what is no time."""
    try:
        return datetime.fromtimestamp(float(str(date)) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _text(found: dict[str, Json], name: str) -> str:
    value = found.get(name)
    return value if isinstance(value, str) else ""
