"""What an update of Telegram means, in neutral facts. Reads python-telegram-bot's types, asks the network nothing."""

from __future__ import annotations

import re
from datetime import UTC

import telegram
from telegram.constants import ChatMemberStatus, ChatType

from bot.incoming import Fact, InGroup, Membership, Press, Update, Where
from flows.dialogue.events import Corrected, Event, Pressed, Said, SentFile, Started
from flows.drafts.secrecy import marked
from outlines.text import clean

CHANNEL = "telegram"
UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of updates to ask for; the others mean nothing to us."""

START = re.compile(r"/start(?:@\w+)?(?:\s+(\S+))?\s*")
DATA = re.compile(r"(.*):([0-9]{1,4})", re.DOTALL)
GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)
AWAY = (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)
STALE = Pressed("", -1)
"""A press whose data is not ours: no prompt has it, so it is answered as a late one."""


def parse(update: telegram.Update, bot: str) -> Update | None:
    """What happened, or None for what we do not understand. `bot` is the bot's own id."""
    if query := update.callback_query:
        return _pressed(query, str(update.update_id), bot)
    if member := update.my_chat_member:
        where = _where(bot, member.chat, member.from_user)
        return _update(where, update.update_id, _member(member))
    message = update.edited_message or update.message
    if message is None or message.from_user is None:
        return None
    where = _where(bot, message.chat, message.from_user, message)
    return _update(where, update.update_id, _heard(message, edited=bool(update.edited_message)))


def _update(where: Where, id: int, facts: tuple[Fact, ...]) -> Update | None:
    return Update(where, str(id), facts) if facts else None


def _where(
    bot: str, chat: telegram.Chat, user: telegram.User, message: telegram.Message | None = None
) -> Where:
    """Only a topic is a thread: replies in a group carry a thread id too."""
    topic = message.message_thread_id if message and message.is_topic_message else None
    return Where(CHANNEL, bot, str(chat.id), str(user.id), str(topic) if topic else "")


def _pressed(query: telegram.CallbackQuery, key: str, bot: str) -> Update | None:
    """Whatever the data, a press is answered; we send no inline messages, which have no chat."""
    message = query.message
    if message is None:
        return None
    whole = message if isinstance(message, telegram.Message) else None
    where = _where(bot, message.chat, query.from_user, whole)
    found = DATA.fullmatch(query.data or "")
    pressed = Pressed(found[1], int(found[2])) if found else STALE
    return Update(where, key, (pressed,), Press(query.id, message.message_id))


def _member(member: telegram.ChatMemberUpdated) -> tuple[Fact, ...]:
    away = member.new_chat_member.status in AWAY
    if member.chat.type == ChatType.PRIVATE:
        return (Membership(blocked=away),)
    came = member.old_chat_member.status in AWAY and not away
    return (InGroup(added=True),) if came and member.chat.type in GROUPS else ()


def _heard(message: telegram.Message, *, edited: bool) -> tuple[Fact, ...]:
    if message.chat.type in GROUPS:
        return () if edited else (InGroup(added=False),)
    if message.chat.type != ChatType.PRIVATE:
        return ()
    return _corrected(message) if edited else _told(message)


def _told(message: telegram.Message) -> tuple[Event, ...]:
    """Nothing is kept of what is marked as secret: its words alone go on, to be refused."""
    if marked(clean(message.caption or "")):
        return _said(message)
    found = (*_sent(message), *_said(message))
    return found or (() if _is_service(message) else (SentFile("", "other"),))


def _is_service(message: telegram.Message) -> bool:
    """What Telegram itself says in a chat, e.g. that a message was pinned."""
    return any(getattr(message, name) for name in SERVICES)


def _corrected(message: telegram.Message) -> tuple[Event, ...]:
    words = message.text or message.caption
    return (Corrected(str(message.message_id), words),) if words else ()


def _said(message: telegram.Message) -> tuple[Event, ...]:
    """A caption counts as text; of an album, each picture is a message with its own."""
    words = message.text or message.caption
    if not words:
        return ()
    forwarded = message.forward_origin is not None
    start = None if forwarded else START.fullmatch(words)
    if start:
        return (Started(start[1] or ""),)
    at = message.date.astimezone(UTC)
    return (Said(words, str(message.message_id), at, forwarded),)


SERVICES = (
    "pinned_message", "message_auto_delete_timer_changed", "chat_background_set", "new_chat_members",
    "left_chat_member", "new_chat_title", "new_chat_photo", "delete_chat_photo", "group_chat_created",
    "write_access_allowed", "proximity_alert_triggered", "video_chat_started", "video_chat_ended",
    "web_app_data", "users_shared", "chat_shared", "connected_website",
)  # fmt: skip
"""Attributes that only service messages have."""

FILES: dict[str, str] = {
    "voice": "voice",
    "audio": "audio",
    "video": "video",
    "video_note": "video",
    "animation": "video",  # before "document", which it carries as well
    "document": "document",
    "sticker": "sticker",
    "contact": "contact",
    "venue": "location",
    "location": "location",
    "poll": "poll",
    "dice": "dice",
    "story": "story",
}
"""Attribute of a message -> kind of `SentFile`. What has no file behind it has an empty ref."""


def _sent(message: telegram.Message) -> tuple[Event, ...]:
    if message.photo:
        largest = message.photo[-1]
        size, album = largest.file_size or 0, message.media_group_id or ""
        return (SentFile(largest.file_id, "photo", size=size, group=album),)
    for attribute, kind in FILES.items():
        found: object = getattr(message, attribute)
        if found is not None:
            ref, name = getattr(found, "file_id", ""), getattr(found, "file_name", None)
            size, album = getattr(found, "file_size", None) or 0, message.media_group_id or ""
            return (SentFile(ref, kind, name or "", size, album),)
    return ()
