"""Loads what a turn may know into one frozen context. Reads only; parsed outlines are kept, being immutable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Connection

from bot.world import World
from flows.dialogue import wants_drafts
from flows.dialogue.context import Context, Joining, Prompt, Spoken, Way
from flows.dialogue.events import Corrected, Event, Joined, Pressed
from flows.dialogue.interpret import interpret
from flows.dialogue.messages import Limits
from flows.dialogue.session import Session
from outlines.loader import OutlineError, stored
from outlines.model import Outline
from storage import codes, drafts, persons, prompts, revisions, shelf
from storage.chats import Chat


@lru_cache(maxsize=256)
def parsed(source: str) -> Outline:
    """The outline in a source that was checked before. Parsed once a process, for that takes 0.1 s."""
    return stored(source, "đề cương")


class Library:
    """Outline versions by id and number: a turn need not read their sources."""

    def __init__(self) -> None:
        self._parsed: dict[tuple[str, int], Outline] = {}

    def outline(self, id: str, version: int, source: str) -> Outline:
        known = self._parsed.get((id, version))
        if known is None:
            known = self._parsed[id, version] = parsed(source)
        return known

    def newest(self, tx: Connection) -> Sequence[Outline]:
        """Those to begin from. One that this program cannot read any more is not offered."""
        found = (self._readable(tx, *each) for each in shelf.newest(tx))
        return [outline for outline in found if outline]

    def _readable(self, tx: Connection, id: str, version: int) -> Outline | None:
        try:
            return self._published(tx, id, version)
        except OutlineError:
            return None

    def newer(self, tx: Connection, outline: Outline) -> Outline | None:
        """A newer version of the same outline, if one was published."""
        version = shelf.newest_version(tx, outline.id)
        if version <= outline.version:
            return None
        return self._published(tx, outline.id, version)

    def pinned(self, tx: Connection, draft: str) -> Outline:
        return self._published(tx, *drafts.pinned(tx, draft))

    def _published(self, tx: Connection, id: str, version: int) -> Outline:
        known = self._parsed.get((id, version))
        return known or self.outline(id, version, shelf.source(tx, id, version))


def load_context(
    tx: Connection, library: Library, world: World, chat: Chat, session: Session, event: Event
) -> Context:
    """Everything `advance` may look at for this event."""
    draft = session.draft
    outline = library.pinned(tx, draft) if draft else None
    facts = [fact.id for fact in outline.facts] if outline else []
    notes = drafts.notes(tx, draft, facts) if draft else drafts.Notes()
    at_hand = revisions.standing(tx, draft, session.question) if draft else revisions.Standing()
    spoken = _spoken(tx, chat, draft, event)
    context = Context(
        now=world.now(),
        limits=_limits(world.limits, chat.address.channel),
        outlines=(),
        drafts=(),
        outline=outline,
        newer=library.newer(tx, outline) if outline else None,
        notes=notes.answers,
        lengths=notes.lengths,
        words=at_hand.words,
        value=at_hand.value,
        pieces=len(at_hand.pieces),
        last=notes.last,
        open=_prompt(tx, chat, session.token),
        pressed=_prompt(tx, chat, event.token if isinstance(event, Pressed) else ""),
        corrected=spoken,
        corrected_elsewhere=spoken is None and _is_elsewhere(tx, chat, event),
        fresh_code=world.code(),
        fresh_draft=world.token() + world.token(),
        fresh_token=world.token(),
    )
    context = _with_accounts(tx, world, chat, session, event, context)
    if not wants_drafts(session, event, context):
        return context
    return replace(
        context,
        outlines=library.newest(tx),
        drafts=drafts.cards(tx, chat.person),
        profile=drafts.profile(tx, chat.unit),
    )


def _with_accounts(
    tx: Connection, world: World, chat: Chat, session: Session, event: Event, context: Context
) -> Context:
    """What joining and parting need to know; of no use elsewhere."""
    if isinstance(event, Joined):
        return replace(context, joining=_outcome(tx, chat, event.digest))
    trigger, arg = interpret(session, event, context)
    if trigger == "/noikenh" and arg:
        return replace(context, joining=_joining(tx, chat, arg, world.now()))
    if trigger == "/tachkenh":
        return replace(context, others=[channel for _, channel in persons.others(tx, chat)])
    return context


def _outcome(tx: Connection, chat: Chat, digest: str) -> Joining:
    return Joining(Way.USED if codes.is_spent_by(tx, digest, chat.id) else Way.UNKNOWN)


def _joining(tx: Connection, chat: Chat, written: str, now: datetime) -> Joining:
    """Only digits count: a code is read aloud and written in groups."""
    if not codes.may_try(tx, chat.id, now):
        return Joining(Way.OFTEN)
    digest = codes.digest("".join(filter(str.isdigit, written)))
    shown_by = codes.find(tx, digest, now)
    if shown_by is None:
        return Joining(Way.UNKNOWN)
    person, channel = persons.of_chat(tx, shown_by)
    if person == chat.person:
        return Joining(Way.SAME)
    here, there = persons.drafts_of(tx, chat.person), persons.drafts_of(tx, person)
    return Joining(Way.OPEN, digest, channel, here, there)


def _spoken(tx: Connection, chat: Chat, draft: str, event: Event) -> Spoken | None:
    if not isinstance(event, Corrected) or not draft:
        return None
    return revisions.spoken(tx, draft, chat.id, event.key)


def _is_elsewhere(tx: Connection, chat: Chat, event: Event) -> bool:
    return isinstance(event, Corrected) and revisions.spoken_anywhere(tx, chat.id, event.key)


def _prompt(tx: Connection, chat: Chat, token: str) -> Prompt | None:
    return prompts.find(tx, chat.id, token) if token else None


def _limits(limits: Mapping[str, Limits], channel: str) -> Limits:
    return limits.get(channel, Limits())
