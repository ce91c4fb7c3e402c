"""A link in place of a file, where a channel takes no files or none so large. Not the page behind it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.world import World
from flows.dialogue import phrases
from flows.dialogue.messages import Limits, Message
from storage import files, links


def linked(
    tx: Connection, world: World, channel: str, chat_id: int, message: Message, now: datetime
) -> Message:
    """The message as the channel can carry it."""
    limits = world.limits.get(channel, Limits())
    if not message.file or (limits.files and not _too_large(tx, limits, message.file)):
        return message
    token, until = links.make(tx, message.file, chat_id, now)
    url = f"{world.downloads}/tai/{token}"
    return replace(message, text=f"{message.text}\n{phrases.link(until)}\n{url}".strip(), file="")


def _too_large(tx: Connection, limits: Limits, file: str) -> bool:
    return bool(limits.file_bytes) and files.size(tx, file) > limits.file_bytes
