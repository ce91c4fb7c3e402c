"""The forms of a message, one after the other, where a platform calls it malformed. Nothing is sent here."""

from __future__ import annotations

from flows.dialogue import phrases
from flows.dialogue.messages import Message


def forms(message: Message) -> tuple[Message, Message, Message]:
    """As it is, then as plain text without buttons, then the one sentence that anything can carry."""
    return message, plain(message), Message(phrases.UNSENT)


def plain(message: Message) -> Message:
    """What buttons would offer stands in the text; a choice answers to its number."""
    if message.listed:
        return Message(message.text, file=message.file)
    choices = [f"{n}. {each.label}" for n, each in enumerate(message.choices, 1)]
    actions = [f"{each.act} {each.label.lower()}" for each in message.actions]
    return Message("\n".join([message.text, *choices, *actions]), file=message.file)
