"""Runs turns: one update, one transaction. Loads what a turn may know and carries out its orders.

Knows storage and the dialogue, decides nothing, speaks to no platform: what is said lies in the outbox after.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from bot.carrying import carry_out
from bot.linking import linked
from bot.loading import Library, load_context
from bot.wire import from_json, to_json
from bot.world import World
from flows.dialogue import advance, phrases
from flows.dialogue.effects import Again, Join, Part, Reply
from flows.dialogue.events import Corrected, Event, Finished, Said, Started, Woke
from flows.dialogue.interpret import is_code
from flows.dialogue.messages import Message, merged
from flows.dialogue.session import Session
from flows.drafts.secrecy import marked
from outlines.text import clean
from storage import chats, codes, drafts, housekeeping, inbox, links, outbox, persons, timers
from storage.chats import Address, Chat
from storage.errors import Busy
from storage.inbox import Waiting
from storage.store import Store
from storage.timers import Timer


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update from a channel. `key` is unique on its channel and bot."""

    address: Address
    key: str
    event: Event


@dataclass(frozen=True, slots=True)
class Caught:
    """How many updates and timers were looked at, and in how many seconds another timer rings, if one is set."""

    seen: int
    rings: float | None


class Runner:
    """Takes updates in; each is all or nothing, and known by its key for ever."""

    def __init__(self, store: Store, world: World) -> None:
        self._store = store
        self._world = world
        self._library = Library()

    def take(self, incoming: Incoming) -> None:
        """Run the update's turn, or leave it for later if the chat is busy. Returns after the commit."""
        try:
            self._store.run(lambda tx: self.turn(tx, incoming))
        except Busy:
            self._put_by(incoming)
        except Exception as error:  # noqa: BLE001 - a turn that raises must not take the chat down
            self._refuse(incoming, type(error).__name__)

    def _put_by(self, incoming: Incoming) -> None:
        self._store.run(lambda tx: self._receive(tx, incoming, keep=True))

    def _refuse(self, incoming: Incoming, error: str) -> None:
        try:
            self._store.run(lambda tx: self._apologise(tx, incoming, error))
        except Busy:
            self._put_by(incoming)  # it will raise again, and be refused then

    def catch_up(self, limit: int = 100) -> Caught:
        """Run the turns of updates that were stored alone, and turn due timers into events."""
        now = self._world.now()
        waiting, due, rings = self._store.run(
            lambda tx: (
                inbox.waiting(tx, now, limit),
                timers.due(tx, now, limit),
                timers.upcoming(tx, now),
            )
        )
        for each in waiting:
            self._take_up(each)
        for timer in due:
            self._ring(timer)
        return Caught(len(waiting) + len(due), (rings - now).total_seconds() if rings else None)

    def _take_up(self, waiting: Waiting) -> None:
        with suppress(Busy):  # then its turn comes with the next look
            self._store.run(lambda tx: self._happen(tx, waiting.id, waiting.address, None))

    def _ring(self, timer: Timer) -> None:
        try:
            self._store.run(lambda tx: self._wake_up(tx, timer))
        except Busy:
            return  # it is still set
        except Exception:  # noqa: BLE001 - a timer that cannot be served must not ring for ever
            self._store.run(lambda tx: timers.clear(tx, timer.id))

    def _wake_up(self, tx: Connection, timer: Timer) -> None:
        """The chat's lock first, as everywhere; then the timer, if no other turn had it or set it anew."""
        now = self._world.now()
        chat = chats.take(tx, timer.address, now)
        waited = [each for each in inbox.waiting(tx, now, 100) if each.address == timer.address]
        if waited or not timers.clear(tx, timer.id):
            return  # what was said before it rang comes first
        self._legs(tx, chat, Woke(timer.key), now)

    def tidy(self) -> None:
        """Forget what is due to be forgotten: old messages, drafts that lay in the bin for 30 days."""
        now = self._world.now()
        self._store.run(lambda tx: housekeeping.erase_old(tx, now))
        self._store.run(lambda tx: links.expire(tx, now))
        self._store.run(lambda tx: codes.expire(tx, now))
        for draft in self._store.run(lambda tx: housekeeping.overdue(tx, now)):
            self._store.run(partial(housekeeping.purge, draft_id=draft, now=now))
        self._store.tidy()

    def turn(self, tx: Connection, incoming: Incoming) -> None:
        """The whole update inside the caller's transaction. Seen before: nothing changes."""
        id = self._receive(tx, incoming, keep=False)
        if id is not None:
            self._happen(tx, id, incoming.address, incoming.event)

    def _receive(self, tx: Connection, incoming: Incoming, *, keep: bool) -> int | None:
        """The payload is written only where it must outlive the transaction."""
        payload = to_json(incoming.event) if keep else None
        return inbox.receive(tx, incoming.address, incoming.key, payload, self._world.now())

    def _happen(self, tx: Connection, id: int, address: Address, event: Event | None) -> None:
        """Under the chat's lock, and after what came before it. No event: the stored one, if still to be done."""
        now = self._world.now()
        chat = chats.take(tx, address, now)
        if chat.parked and not isinstance(event, Finished):
            outbox.unpark(tx, chat.id)  # who speaks has not blocked us, or not any more
        for each in inbox.ahead(tx, address, id):
            chat = self._catch_up(tx, chat, each, now)
        stored = inbox.pending(tx, id) if event is None else None
        if stored is not None:
            self._catch_up(tx, chat, stored, now)
        if event is not None:
            self._finish(tx, chat, id, event, now)

    def _catch_up(self, tx: Connection, chat: Chat, waiting: Waiting, now: datetime) -> Chat:
        """An update that waited. If it raises it fails alone: what comes after it has done nothing wrong."""
        try:
            with tx.begin_nested():
                return self._finish(tx, chat, waiting.id, from_json(waiting.payload), now)
        except Busy:
            raise
        except Exception as error:  # noqa: BLE001 - nor must one that waited
            _fail(tx, chat, waiting.id, type(error).__name__, now)
            return chat

    def _finish(self, tx: Connection, chat: Chat, id: int, event: Event, now: datetime) -> Chat:
        chat = self._legs(tx, chat, event, now)
        inbox.finish(tx, id, now)
        return chat

    def _legs(self, tx: Connection, chat: Chat, event: Event, now: datetime) -> Chat:
        """A turn has as many legs as its orders ask for; each sees what the one before did, and whose the chat is."""
        session, following = chat.session, [self._begun(chat, event)]
        channel, said = chat.address.channel, list[Message]()
        while following:
            event = following.pop(0)
            if session.draft:
                drafts.lock(tx, session.draft, now)
                if not persons.may_see(tx, chat.person, session.draft):
                    session = Session()  # its account parted with it
            context = load_context(tx, self._library, self._world, chat, session, event)
            turn = advance(session, event, context)
            session = turn.session
            carry_out(tx, chat, turn.effects, now)
            if any(isinstance(each, Join | Part) for each in turn.effects):
                chat = chats.anew(tx, chat)
            replies = [each.message for each in turn.effects if isinstance(each, Reply)]
            said += [linked(tx, self._world, channel, chat.id, each, now) for each in replies]
            following += [each.event for each in turn.effects if isinstance(each, Again)]
        for message in merged(said):
            for part in self._world.cut(channel, message):
                outbox.post(tx, chat.id, part, now)
        chats.keep_session(tx, chat.id, session)
        return replace(chat, session=session)

    def _begun(self, chat: Chat, event: Event) -> Event:
        """Nobody says /start where the platform has no such thing: who writes first is greeted."""
        fresh = chat.session == Session() and not self._world.limits[chat.address.channel].starts
        words = event.words.strip() if isinstance(event, Said) else "/"
        meant = words.startswith("/") or is_code(words) or marked(clean(words))
        greets = fresh and not meant
        return Started() if greets else event

    def _apologise(self, tx: Connection, incoming: Incoming, error: str) -> None:
        id = self._receive(tx, incoming, keep=True)
        if id is not None:
            now = self._world.now()
            _fail(tx, chats.take(tx, incoming.address, now), id, error, now)
            if _is_marked(incoming.event):
                inbox.erase(tx, id)


def _is_marked(event: Event) -> bool:
    """Marked text is kept nowhere, not even of an update that failed."""
    return isinstance(event, Said | Corrected) and marked(clean(str(event.words)))


def _fail(tx: Connection, chat: Chat, id: int, error: str, now: datetime) -> None:
    """Kept for the operator and not tried again; the person is told."""
    inbox.fail(tx, id, now, error)
    outbox.post(tx, chat.id, Message(phrases.APOLOGY), now, purpose="apology")
