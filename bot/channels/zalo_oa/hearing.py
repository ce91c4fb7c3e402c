"""What a webhook event of an Official Account means, in neutral facts. Asks the network nothing.

Only what a person does counts: echoes of our own messages, receipts and names that nobody knows are no news.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from bot.incoming import Fact, Membership, Update, Where
from flows.dialogue.events import Event, Pressed, Said, SentFile, Started
from outlines.reading import Json

CHANNEL = "zalo-oa"

ACTS = (
    "/boqua", "/mau", "/trogiup", "/mucluc", "/xemlai", "/xuat", "/tieptuc", "/lui", "/bannhap", "/vietthem",
    "/nhamcau", "/tungy", "/theomuc",
)  # fmt: skip
"""Commands that stand on buttons. Others may have a word of eight letters behind them that is no token."""
PICK = "/chon"
"""On the buttons of choices: token and number follow."""
ACTION = re.compile(r"(/[a-z]+) ([A-Za-z0-9]{8})")
PICKED = re.compile(rf"{PICK} ([A-Za-z0-9]{{8}}) ([1-9][0-9]{{0,3}})")
START = re.compile(r"/start(?:\s+(\S+))?\s*")
FILES = {
    "user_send_image": "photo",
    "user_send_gif": "video",
    "user_send_audio": "voice",
    "user_send_video": "video",
    "user_send_sticker": "sticker",
    "user_send_location": "location",
    "user_send_file": "document",
    "user_send_business_card": "contact",
}
"""Event -> kind of `SentFile`."""
TEXTS = ("user_send_text", "user_send_link")


def parse(event: dict[str, Json]) -> Update | None:
    """What happened, or None for what means nothing to us."""
    name = _text(event, "event_name")
    if name in {"follow", "unfollow"}:
        return _followed(event, name)
    user, oa = _id(event, "sender"), _id(event, "recipient")
    if not (user and oa and (name in TEXTS or name in FILES)):
        return None
    message = _object(event.get("message"))
    key = _text(message, "msg_id") or _text(message, "message_id") or _made(event, name, user)
    facts = (*_sent(name, event, message), *_said(name, event, message, key))
    return Update(Where(CHANNEL, oa, user, user), key, facts) if facts else None


def _followed(event: dict[str, Json], name: str) -> Update | None:
    """Who follows has opened the chat. There is no sender here."""
    user, oa = _id(event, "follower"), _text(event, "oa_id")
    if not (user and oa):
        return None
    facts: tuple[Fact, ...] = (Membership(blocked=True),)
    if name == "follow":
        facts = (Membership(blocked=False), Started())
    return Update(Where(CHANNEL, oa, user, user), _made(event, name, user), facts)


def _made(event: dict[str, Json], name: str, user: str) -> str:
    """The key of what has no message id; the same at every delivery."""
    return f"{name}.{_text(event, 'timestamp')}.{user}"


def _sent(name: str, event: dict[str, Json], message: dict[str, Json]) -> tuple[Event, ...]:
    kind = FILES.get(name)
    if kind is None:
        return ()
    found = _attachments(event, message) or [{}]
    return tuple(
        SentFile(_text(each, "url"), kind, _text(each, "name"), _size(each.get("size")))
        for each in found
    )


def _said(
    name: str, event: dict[str, Json], message: dict[str, Json], key: str
) -> tuple[Event, ...]:
    """A caption counts as text, and so does the address of a link."""
    words = _text(message, "text")
    if name == "user_send_link":
        links = [_text(each, "url") for each in _attachments(event, message)]
        words = "\n".join([*filter(None, [words]), *(each for each in links if each not in words)])
    if not words.strip():
        return ()
    if pressed := _pressed(words):
        return (pressed,)
    if start := START.fullmatch(words):
        return (Started(start[1] or ""),)
    return (Said(words, key, _at(event)),)


def _pressed(words: str) -> Pressed | None:
    """A press comes as a text, our own payload. Whoever types one gets no further than with the button."""
    if found := PICKED.fullmatch(words):
        return Pressed(found[1], int(found[2]) - 1)
    found = ACTION.fullmatch(words)
    return Pressed(found[2], -1, found[1]) if found and found[1] in ACTS else None


def _attachments(event: dict[str, Json], message: dict[str, Json]) -> list[dict[str, Json]]:
    """Their payloads; they stand in the message, or beside it."""
    found = message.get("attachments") or event.get("attachments")
    several = found if isinstance(found, list) else []
    return [_object(_object(each).get("payload")) for each in several]


def _at(event: dict[str, Json]) -> datetime | None:
    """From milliseconds, mostly as a string; None for what is no time."""
    try:
        return datetime.fromtimestamp(int(_text(event, "timestamp")) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _size(size: Json) -> int:
    written = str(size)
    return int(written) if re.fullmatch("[0-9]{1,15}", written) else 0


def _id(event: dict[str, Json], who: str) -> str:
    return _text(_object(event.get(who)), "id")


def _object(found: Json) -> dict[str, Json]:
    return found if isinstance(found, dict) else {}


def _text(found: dict[str, Json], name: str) -> str:
    """Ids and times are strings; a number is taken as it is written."""
    value = found.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else ""
