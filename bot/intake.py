"""Takes updates of any platform in: each committed on return, a chat's in order, chats side by side."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Executor

from sqlalchemy import Connection

from bot.house import House
from bot.platforms import Grouped, Left, Platform, Returned, Update
from flows.dialogue import phrases
from flows.dialogue.messages import Message
from storage import chats, inbox, outbox
from storage.chats import Address

IN_GROUP = "group"
"""Purpose of the one sentence that a group is told."""

log = logging.getLogger(__name__)


class Intake:
    """`told` is called after every take: there may be something to send and to do."""

    def __init__(self, house: House, threads: Executor, told: Callable[[], None]) -> None:
        self._house = house
        self._threads = threads
        self._told = told
        self._greetings: set[asyncio.Task[None]] = set()

    async def take(self, platform: Platform, updates: Sequence[Update]) -> None:
        """Raises if one of them could not be stored: then the platform must hand in all of them again."""
        if not updates:
            return
        self._greet(platform, updates)
        turns = (self._in_order(each) for each in _by_chat(updates))
        outcomes = await asyncio.gather(*turns, return_exceptions=True)
        self._told()
        for each in outcomes:
            if each is not None:
                raise each

    async def _in_order(self, updates: Sequence[Update]) -> None:
        loop = asyncio.get_running_loop()
        for each in updates:
            await loop.run_in_executor(self._threads, self._take, each)

    def _take(self, update: Update) -> None:
        match update:
            case Left():
                self._house.store.run(lambda tx: self._park(tx, update, outbox.park))
            case Returned():
                self._house.store.run(lambda tx: self._park(tx, update, outbox.unpark))
            case Grouped():
                self._house.store.run(lambda tx: self._decline(tx, update))
            case _:
                self._house.runner.take(update)

    def _park(
        self, tx: Connection, each: Left | Returned, mark: Callable[[Connection, int], None]
    ) -> None:
        """Once: an old farewell that comes again is not a new one."""
        now = self._house.world.now()
        id = inbox.receive(tx, each.address, each.key, None, now)
        if id is not None:
            mark(tx, chats.take(tx, each.address, now).id)
            inbox.finish(tx, id, now)

    def _decline(self, tx: Connection, group: Grouped) -> None:
        """One sentence in a group, then silence; once more when the bot is added anew."""
        now = self._house.world.now()
        id = inbox.receive(tx, group.address, group.key, None, now)
        if id is not None:
            chat = chats.take(tx, group.address, now).id
            if group.added or not outbox.was_told(tx, chat, IN_GROUP):
                outbox.unpark(tx, chat)
                outbox.post(tx, chat, Message(phrases.IN_GROUP), now, purpose=IN_GROUP)
            inbox.finish(tx, id, now)

    def _greet(self, platform: Platform, updates: Sequence[Update]) -> None:
        task = asyncio.create_task(_heard(platform, updates))
        self._greetings.add(task)
        task.add_done_callback(self._greetings.discard)


async def _heard(platform: Platform, updates: Sequence[Update]) -> None:
    try:
        await platform.heard(updates)
    except Exception as error:  # noqa: BLE001 - a courtesy; an error's text may hold a token
        log.info("%s: %s", platform.channel, type(error).__name__)


def _by_chat(updates: Sequence[Update]) -> list[list[Update]]:
    chats: dict[Address, list[Update]] = {}
    for each in updates:
        chats.setdefault(each.address, []).append(each)
    return list(chats.values())
