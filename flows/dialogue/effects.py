"""What is to be done: orders that the shell carries out in the turn's one transaction. The union is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from flows.dialogue.events import Event
from flows.dialogue.messages import Choice, Message
from flows.drafts.pieces import Piece
from flows.drafts.values import Source, State
from outlines.reading import Json


@dataclass(frozen=True, slots=True)
class Reply:
    """Say this in the chat."""

    message: Message


@dataclass(frozen=True, slots=True)
class Keep:
    """Add a revision. `based_on` is the seq that the person saw, 0 for none; a newer one is a conflict.
    `piece` is the message it came in.
    """

    draft: str
    question: str
    state: State
    words: str = ""
    value: Json = None
    item: str = ""
    source: Source = Source.TYPED
    based_on: int = 0
    piece: Piece | None = None


@dataclass(frozen=True, slots=True)
class Append:
    """Add a message to the newest answer of a question: a revision whose words are its pieces joined."""

    draft: str
    question: str
    piece: Piece


@dataclass(frozen=True, slots=True)
class Amend:
    """The message `key` of an answer has other words: a revision that is the newest one with that message, and
    these words in its place. What else was answered since then stays among the older revisions.
    """

    draft: str
    question: str
    key: str
    words: str
    value: Json = None


@dataclass(frozen=True, slots=True)
class Move:
    """Take the newest message out of one answer and append it to another; the first stays as it was before,
    or is left for later if that message was all of it.
    """

    draft: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Open:
    """Begin a new draft, whose id was handed in, pinned to the newest version of this outline."""

    draft: str
    outline: str


@dataclass(frozen=True, slots=True)
class Ask:
    """Open a prompt: one asking of a question in this chat. Later presses name its token."""

    token: str
    draft: str
    question: str
    item: str
    revision: int
    choices: tuple[Choice, ...]
    """Choices, then actions: a press names the place in this list."""


@dataclass(frozen=True, slots=True)
class Pick:
    """Note what was picked on a prompt, so that a second tap of the same finger is known. `place`: in its choices."""

    token: str
    place: int


@dataclass(frozen=True, slots=True)
class WakeAt:
    """Set the timer `key` of this chat, replacing one of the same key."""

    when: datetime
    key: str


@dataclass(frozen=True, slots=True)
class Cancel:
    """Clear the timer `key` of this chat."""

    key: str


@dataclass(frozen=True, slots=True)
class Start:
    """Queue a background job about a draft as it stands now; `kind` "report" builds the document."""

    kind: str
    draft: str


@dataclass(frozen=True, slots=True)
class TakeBack:
    """The newest other words that a question was ever answered with become its answer again."""

    draft: str
    question: str


@dataclass(frozen=True, slots=True)
class Carry:
    """The words of `sources`, joined in that order, become a revision of `target`."""

    draft: str
    sources: tuple[str, ...]
    target: str
    state: State
    value: Json = None


@dataclass(frozen=True, slots=True)
class Repin:
    """The draft follows this version of its outline from now on."""

    draft: str
    version: int


@dataclass(frozen=True, slots=True)
class Bin:
    """Put a draft into the bin, for 30 days."""

    draft: str


@dataclass(frozen=True, slots=True)
class Restore:
    """Take it out again."""

    draft: str


@dataclass(frozen=True, slots=True)
class Issue:
    """From now on this code joins another account to this one."""

    code: str


@dataclass(frozen=True, slots=True)
class Miss:
    """Count a code that was none, so that nobody can go on guessing."""


@dataclass(frozen=True, slots=True)
class Join:
    """Use the code: the person here becomes the one who showed it, who is told. If it is good no more, nothing."""

    digest: str
    notice: str


@dataclass(frozen=True, slots=True)
class Part:
    """Make this account a person of its own; the others are told."""

    notice: str


@dataclass(frozen=True, slots=True)
class Again:
    """Run this event next, in the same transaction, with a fresh context."""

    event: Event


@dataclass(frozen=True, slots=True)
class Remember:
    """A fact of the person's unit: kept in its profile, so that it is asked once in a life."""

    question: str
    words: str
    value: Json


@dataclass(frozen=True, slots=True)
class Rename:
    """The draft's name in lists."""

    draft: str
    name: str


Effect: TypeAlias = (
    Reply
    | Keep
    | Append
    | Amend
    | Move
    | TakeBack
    | Carry
    | Open
    | Repin
    | Bin
    | Restore
    | Ask
    | Pick
    | WakeAt
    | Cancel
    | Start
    | Issue
    | Miss
    | Join
    | Part
    | Again
    | Remember
    | Rename
)
