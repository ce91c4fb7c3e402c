"""What the bot says, free of any channel: text, choices, actions, a file. Channels render within their limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to pick. `act` is what picking it means, e.g. "reason later"; it never leaves the shell."""

    label: str
    act: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `choices` are numbered and answer to their number; `actions` are slash commands
    that a channel with buttons shows as buttons and others name under the text.
    """

    text: str
    choices: tuple[Choice, ...] = ()
    actions: tuple[Choice, ...] = ()
    token: str = ""
    """Of the prompt that this message opens, when it has choices or actions."""
    file: str = ""
    """Id of a stored file to send along."""
    listed: bool = False
    """The choices stand in the text already, numbered: buttons need only their numbers."""


def merged(messages: Sequence[Message]) -> tuple[Message, ...]:
    """A message that offers nothing and carries no file is said together with the next."""
    said: list[Message] = []
    for message in messages:
        last = said[-1] if said else None
        if last and not (last.choices or last.actions or last.file or message.file):
            said[-1] = replace(message, text=f"{last.text}\n{message.text}")
        else:
            said.append(message)
    return tuple(said)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a channel can do. `text`: longest message in characters.

    An answer of several messages is complete when it has been quiet for `quiet`, or for `quiet_after_part`
    where the last message was forwarded or as long as a client's messages get.
    """

    text: int = 4096
    buttons: bool = False
    files: bool = True
    file_bytes: int = 0
    """The largest file, 0: any. A larger one is a link."""
    edits: bool = False
    joins: bool = False
    forms: bool = False
    starts: bool = True
    """A chat begins with Started; where it does not, the first words that come are taken as that."""
    quiet: timedelta = timedelta(seconds=3)
    quiet_after_part: timedelta = timedelta(seconds=20)
