"""What happened: facts in the past tense, handed in by the shell. The union is closed; do not subclass."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from outlines.reading import Json


@dataclass(frozen=True, slots=True)
class Started:
    """The person opened the chat, sent /start, or came back. `code` is what followed /start."""

    code: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A text message. `key` names the message on its platform; `at` is the platform's time (UTC)."""

    words: str
    key: str = ""
    at: datetime | None = None
    forwarded: bool = False
    placed: bool = False
    """The person was asked which question it is for, and said it."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button: the prompt's token and the place of the choice in it. Checked, never trusted.

    `act`, where the channel's buttons tell an action by its slash command instead of its place.
    """

    token: str
    index: int
    act: str = ""


@dataclass(frozen=True, slots=True)
class Corrected:
    """The person edited the message `key`; these are its new words."""

    key: str
    words: str
    holds: bool = False
    """The person was asked and says that they hold, whatever was answered since."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A photo, voice message, sticker or document. `size` in bytes, 0 if unknown."""

    ref: str
    kind: str
    name: str = ""
    size: int = 0
    group: str = ""
    """The platform's id of the album that it is part of."""


@dataclass(frozen=True, slots=True)
class Woke:
    """A timer fired."""

    key: str


@dataclass(frozen=True, slots=True)
class Finished:
    """A background job ended; `result` says how, e.g. {"file": id, "name": …} or {"error": …}."""

    job: str
    draft: str
    result: Json = None


@dataclass(frozen=True, slots=True)
class Joined:
    """The next leg of a turn that used a code; whether it was good stands in the context."""

    digest: str


@dataclass(frozen=True, slots=True)
class Parted:
    """The next leg of a turn that made this account a person of its own."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """The next leg of a turn that opened a draft: the same transaction, a fresh context."""


Event: TypeAlias = (
    Started | Said | Pressed | Corrected | SentFile | Woke | Finished | Joined | Parted | Resumed
)
