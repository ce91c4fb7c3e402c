"""What a turn may know: one frozen value that the shell loads. Full words only of the question at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from flows.dialogue.messages import Choice, Limits
from flows.drafts.values import Answers
from outlines.model import Outline
from outlines.reading import Json


@dataclass(frozen=True, slots=True)
class DraftCard:
    """One line in the list of drafts."""

    id: str
    name: str
    outline: str
    status: str
    answers: Answers = field(default_factory=dict)
    """As in Context.notes, so that progress can be derived."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """An earlier asking, loaded when a press names its token."""

    token: str
    draft: str
    question: str
    item: str
    revision: int
    choices: tuple[Choice, ...]
    delivered_at: datetime | None = None
    """When its question was first put, by the platform's clock; None while it is still on its way."""
    created_at: datetime | None = None
    picked: int | None = None
    """The place in `choices` of what was picked on it last, and when."""
    picked_at: datetime | None = None
    tries: int | None = None
    """How often its message was tried to be sent; None: it is not waiting to be sent."""

    @property
    def is_unseen(self) -> bool:
        """Its question was surely not put yet: nobody tried. One on its way may be on the phone already."""
        return self.delivered_at is None and self.tries == 0


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message that the person edited: the answer whose newest revision with that message holds it."""

    question: str
    words: str
    """The message's own words there, before it was edited."""
    stands: bool
    """Whether that revision is what the question now has."""


class Way(StrEnum):
    """What a code for joining accounts is good for."""

    OPEN = "open"
    """It joins this account to another."""
    SAME = "same"
    """The other is this person's already."""
    UNKNOWN = "unknown"
    OFTEN = "often"
    """Too many were tried; it was not looked at."""
    USED = "used"
    """By this chat, just now."""


@dataclass(frozen=True, slots=True)
class Joining:
    """A code that was typed. `channel` of the account that showed it, `here` and `there`: how many drafts."""

    way: Way
    digest: str = ""
    channel: str = ""
    here: int = 0
    there: int = 0


@dataclass(frozen=True, slots=True)
class Context:
    """Loaded fresh for every leg of a turn."""

    now: datetime
    """UTC."""
    limits: Limits
    outlines: Sequence[Outline]
    """Newest versions, to begin a draft from."""
    drafts: Sequence[DraftCard]
    """Of this person, the last used first; loaded only where `flows.dialogue.wants_drafts` says so."""
    outline: Outline | None = None
    """Pinned by the draft at hand."""
    notes: Answers = field(default_factory=dict)
    """Newest answer of every question of the draft at hand, its words cut short (about 80 characters)."""
    lengths: Mapping[str, int] = field(default_factory=dict)
    """Question -> length of its words."""
    words: str = ""
    """Full words of the question at hand."""
    value: Json = None
    """Its value in full."""
    pieces: int = 0
    """In how many messages it came."""
    last: str = ""
    """The question answered last in the draft at hand."""
    newer: Outline | None = None
    """A newer version than the draft's own, if there is one."""
    profile: Answers = field(default_factory=dict)
    """The person's unit's own facts, asked once in a life."""
    open: Prompt | None = None
    """The chat's open prompt."""
    pressed: Prompt | None = None
    """The prompt that the event's press names, open or not."""
    corrected: Spoken | None = None
    """What an edited message had said in the draft at hand; None: nothing that was kept."""
    corrected_elsewhere: bool = False
    """It is not in the draft at hand, but in another one of this chat."""
    joining: Joining | None = None
    """Of the event's code, where it has one."""
    others: Sequence[str] = ()
    """Channels of this person's other accounts; loaded only where they part."""
    fresh_code: str = ""
    fresh_draft: str = ""
    fresh_token: str = ""
    """Identities handed in, used at most once a leg."""
