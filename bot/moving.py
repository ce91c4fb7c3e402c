"""Where a message goes that could not be said where it was ordered: to the person's other chat, once, or nowhere."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from bot.linking import linked
from bot.world import World
from flows.dialogue.messages import Message
from storage import outbox
from storage.outbox import Outgoing

MOVED = "moved"
"""Purpose of a message that came from another chat."""


def move(tx: Connection, world: World, outgoing: Outgoing, now: datetime) -> None:
    """A question is answered where it was asked, so it stays."""
    message = outgoing.message
    if outgoing.purpose == MOVED or (message.token and not message.file):
        return
    other = outbox.elsewhere(tx, outgoing.chat_id)
    if other is None:
        return
    chat, channel = other
    bare = Message(message.text, file=message.file)
    for part in world.cut(channel, linked(tx, world, channel, chat, bare, now)):
        outbox.post(tx, chat, part, now, purpose=MOVED)
