"""Empties the outbox of one channel: a chat in order, chats side by side, at least once, within the limits.

Knows no platform: what one says to a message is a `Verdict`. A message is noted as sent after it was
sent, so a death between the two repeats it and never drops it.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Protocol, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.faults import Fault, none
from bot.forms import forms
from bot.moving import move
from bot.pacing import Line, Pace, Pacer, backoff
from bot.verdicts import Again, Blocked, Malformed, Sent, Unreachable, Verdict, Wait
from bot.world import World
from flows.dialogue.messages import Limits, Message
from storage import files, outbox, prompts
from storage.chats import Address
from storage.errors import Busy, Missing
from storage.files import File
from storage.outbox import Outgoing
from storage.store import Store
from storage.tasks import Work

log = logging.getLogger(__name__)

T = TypeVar("T")

ON_THE_WAY = 8
"""Messages on their way at most. A death sends each again, so it is one while that keeps nobody waiting (`Pace`)."""
ROOM = 200
"""Messages in hand at most. More than chats can be within their own limit, so those never fill it."""


class Sending(Protocol):
    """The part of a platform that a sender needs. May raise: then the message is sent again."""

    async def send(self, address: Address, message: Message, file: File | None) -> Verdict: ...

    async def retire(self, address: Address, platform_id: str) -> None:
        """Take the buttons off a message that is answered or overtaken. May do nothing, may raise."""


@dataclass(slots=True)
class Parcel:
    """A message in hand, the form it has come to, until when the lease holds, since when it waits (sender's clock)."""

    outgoing: Outgoing
    until: float
    since: float
    form: int = 0


class Sender:
    """`clock` never goes back, `chance` is from 0 up to 1; both only for pacing. `moved` is called when another
    channel may have something to send.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - the last three are for tests
        self,
        store: Store,
        world: World,
        channel: str,
        platform: Sending,
        pace: Pace = Pace(),  # noqa: B008 - a frozen value
        fault: Fault = none,
        clock: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
        moved: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._world = world
        self._channel = channel
        self._limits = world.limits.get(channel, Limits())
        self._platform = platform
        self._pace = pace
        self._fault = fault
        self._clock = clock
        self._chance = chance
        self._moved = moved
        self._pacer = Pacer(pace)
        self._line: Line[Parcel] = Line(self._pacer)
        self._parcels: dict[int, Parcel] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._on_the_way: dict[int, float] = {}
        """Since when, by the message's id."""
        self._restless = float("-inf")
        """Until when something that was put off, here or by the database, may be due at any moment."""
        self._news = asyncio.Event()

    def wake(self) -> None:
        """Something was ordered. To be called in the event loop's thread."""
        self._news.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Send until told to stop; then what is left, as far as the pace's `drain` allows. Begun again after an
        error, it knows of nothing in hand: what was comes again when its lease runs out.
        """
        self._line.leave()
        self._parcels.clear()
        self._on_the_way.clear()
        async with asyncio.TaskGroup() as hands:
            while not stop.is_set():
                await self._round(hands)
                await self._rest()
            await self._drain(hands)
        await self._put_back()

    async def _drain(self, hands: asyncio.TaskGroup) -> None:
        """When the time is over nothing more is begun. What is on its way may still arrive and be noted, in as much
        time again; then it is broken off, and repeated by whoever sends next.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(self._pace.drain):
                while await self._round(hands):
                    await self._rest()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=self._pace.drain)
        for task in self._tasks:
            task.cancel()

    async def _round(self, hands: asyncio.TaskGroup) -> bool:
        """Take up what waits, send what may go. False: there is nothing more, nor was there anything in
        hand whose end the database may have told of only after it was asked.
        """
        busy = bool(self._parcels)
        if self._line.next(self._clock()) is None:
            await self._claim()
            busy = busy or bool(self._parcels)
        while self._may_go() and (parcel := self._line.take(self._clock())):
            if parcel.until <= self._clock():
                del self._parcels[parcel.outgoing.id]  # it will be claimed again
                self._put_off(0)
            else:
                self._on_the_way[parcel.outgoing.id] = self._clock()
                task = hands.create_task(self._deliver(parcel))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
        return busy or bool(self._parcels)

    def _may_go(self) -> bool:
        """One at a time, and one more for each that is slow and for the time that the next has waited."""
        now = self._clock()
        slow_ones = sum(now - since > self._pace.slow for since in self._on_the_way.values())
        following = self._line.next(now)
        waited = int((now - following.since) / self._pace.queue) if following else 0
        return len(self._on_the_way) < min(1 + slow_ones + waited, ON_THE_WAY)

    async def _rest(self) -> None:
        """Until something was ordered or sent, or somebody may go, or what was put off is due. Who waits in line may
        go beside one that turns out to be slow.
        """
        restless = self._line or self._clock() < self._restless
        look = self._pace.look if restless else self._pace.seldom
        pause = min(self._line.wait(self._clock()) or look, look)
        with suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await self._news.wait()
        self._news.clear()

    async def _claim(self) -> None:
        lease = timedelta(seconds=self._pace.lease)
        room = ROOM - len(self._parcels)
        until = self._clock() + self._pace.lease
        try:
            found = await self._do(
                lambda tx: outbox.claim(tx, self._channel, self._world.now(), room, lease)
            )
        except (Busy, SQLAlchemyError) as error:
            log.warning("outbox of %s: %s", self._channel, type(error).__name__)
            self._put_off(0)
            return
        for each in found:
            self._take_in(each, until)

    def _take_in(self, outgoing: Outgoing, until: float) -> None:
        """What is in hand already has its lease renewed."""
        if known := self._parcels.get(outgoing.id):
            known.until = until
            return
        age = (self._world.now() - outgoing.created_at).total_seconds()
        since = self._clock() - max(age, 0.0)  # a wall clock may be set back
        parcel = self._parcels[outgoing.id] = Parcel(outgoing, until, since)
        self._line.join(outgoing.chat_id, parcel)

    async def _deliver(self, parcel: Parcel) -> None:
        verdict = await self._attempt(parcel)
        if isinstance(verdict, Malformed) and parcel.form < len(forms(parcel.outgoing.message)) - 1:
            parcel.form += 1
            self._line.return_to_front(parcel.outgoing.chat_id, parcel)
        else:
            self._hold(parcel.outgoing.chat_id, verdict)
            await self._note(lambda tx: self._settle(tx, parcel, verdict))
            if isinstance(verdict, Unreachable):
                self._moved()
            del self._parcels[parcel.outgoing.id]
            self._fault("send.noted")
        del self._on_the_way[parcel.outgoing.id]
        self._news.set()
        if isinstance(verdict, Sent) and parcel.outgoing.message.token:
            await self._retire(parcel.outgoing)

    async def _retire(self, outgoing: Outgoing) -> None:
        """Buttons of earlier messages go: a courtesy, tried again with the next message if it fails."""
        if not self._limits.edits:
            return
        chat, token = outgoing.chat_id, outgoing.message.token
        with suppress(Busy, SQLAlchemyError):
            for id in await self._do(lambda tx: prompts.outdated(tx, chat, token)):
                with suppress(Exception):
                    await self._platform.retire(outgoing.address, id)
                    await self._do(partial(prompts.retire, chat_id=chat, platform_id=id))

    async def _attempt(self, parcel: Parcel) -> Verdict:
        message = forms(parcel.outgoing.message)[parcel.form]
        try:
            file = await self._file(message)
        except Missing:
            return Malformed()
        self._fault("send.before")
        verdict = await self._send(parcel.outgoing.address, message, file)
        self._fault("send.after")
        return verdict

    async def _file(self, message: Message) -> File | None:
        return await self._note(lambda tx: files.load(tx, message.file)) if message.file else None

    async def _send(self, address: Address, message: Message, file: File | None) -> Verdict:
        try:
            return await self._platform.send(address, message, file)
        except Exception as error:  # noqa: BLE001 - an error's text may hold a token or words
            log.warning("sending to %s: %s", self._channel, type(error).__name__)
            return Again()

    def _settle(self, tx: Connection, parcel: Parcel, verdict: Verdict) -> None:
        """What the outbox is told. The fixed sentence is not the message: that one stays undelivered."""
        now = self._world.now()
        id, chat = parcel.outgoing.id, parcel.outgoing.chat_id
        last = parcel.form == len(forms(parcel.outgoing.message)) - 1
        match verdict:
            case Sent(platform_id, at) if not last:
                outbox.sent(tx, id, at, platform_id)
            case Sent() | Malformed():
                outbox.failed(tx, id, now, None)
            case Wait(seconds):
                outbox.refused(tx, [id], now + timedelta(seconds=seconds))
                self._put_off(seconds)
            case Again():
                pause = backoff(self._pace, parcel.outgoing.attempts, self._chance())
                outbox.failed(tx, id, now, now + timedelta(seconds=pause))
                self._put_off(pause)
            case Blocked():
                outbox.park(tx, chat)
                outbox.failed(tx, id, now, now)
            case Unreachable():
                outbox.failed(tx, id, now, None)
                move(tx, self._world, parcel.outgoing, now)

    def _put_off(self, seconds: float) -> None:
        """Something is to be tried then: to be looked for until some looks after that."""
        self._restless = max(self._restless, self._clock() + seconds + 4 * self._pace.look)

    def _hold(self, chat: int, verdict: Verdict) -> None:
        if isinstance(verdict, Wait):
            whom = None if verdict.everybody else chat
            self._pacer.hold(verdict.seconds, self._clock(), whom)

    async def _put_back(self) -> None:
        """What was claimed and not tried need not wait for the lease to run out."""
        ids = [parcel.outgoing.id for parcel in self._line.leave()]
        await self._do(partial(outbox.refused, ids=ids))
        self._parcels.clear()

    async def _note(self, work: Work[T]) -> T:
        """Done, however long the database is busy: what was sent and not noted is sent twice."""
        attempts = 0
        while True:
            try:
                return await self._do(work)
            except (Busy, SQLAlchemyError) as error:
                attempts += 1
                log.warning("outbox of %s: %s", self._channel, type(error).__name__)
                await asyncio.sleep(backoff(self._pace, attempts, self._chance()))

    async def _do(self, work: Work[T]) -> T:
        return await asyncio.wrap_future(self._store.submit(work))
