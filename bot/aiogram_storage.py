"""Our sessions as aiogram's FSM storage, so that a bot written with aiogram can share the chats and the database.

It sees where a person stands with us (state "Report:asking", data under "thuky") and keeps its own states and
data beside ours. It never sees a draft or an answer. Needs aiogram, which nothing else here does.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, TypeVar

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from sqlalchemy import Connection

from bot.channels.telegram import CHANNEL
from bot.world import World
from flows.dialogue.session import Phase, Session
from storage import chats, guests
from storage.chats import Address
from storage.store import Store
from storage.tasks import Work

T = TypeVar("T")

OURS = "thuky"
"""The key of the data under which our position stands. Read only."""


class ThukyStorage(BaseStorage):
    """`Dispatcher(storage=ThukyStorage(store, world))`. The store is the caller's: `close` leaves it open."""

    def __init__(self, store: Store, world: World) -> None:
        self._store = store
        self._world = world

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """A phase of ours moves our conversation; any other state is the guest's own, and hides ours until it is
        taken back with None. None never ends our conversation: the next answer would be lost.
        """
        name = (state.state if isinstance(state, State) else state) or ""
        await self._do(lambda tx: self._set_state(tx, _address(key), name))

    async def get_state(self, key: StorageKey) -> str | None:
        return await self._do(lambda tx: _state(tx, _address(key)) or None)

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        own = {name: value for name, value in data.items() if name != OURS}
        await self._do(lambda tx: guests.set_data(tx, _address(key), own))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        return await self._do(lambda tx: _data(tx, _address(key)))

    async def update_data(self, key: StorageKey, data: Mapping[str, Any]) -> dict[str, Any]:
        """In one transaction: two updates at once lose nothing."""
        own = {name: value for name, value in data.items() if name != OURS}

        def update(tx: Connection) -> dict[str, Any]:
            guests.set_state(tx, _address(key), guests.state(tx, _address(key)))  # locks the row
            guests.set_data(tx, _address(key), {**guests.data(tx, _address(key)), **own})
            return _data(tx, _address(key))

        return await self._do(update)

    async def close(self) -> None:
        """Nothing is ours to close."""

    def _set_state(self, tx: Connection, address: Address, name: str) -> None:
        ours = name in list(Phase)
        guests.set_state(tx, address, "" if ours else name)
        if ours:
            chat = chats.take(tx, address, self._world.now())
            chats.move(tx, chat.id, Phase(name))

    async def _do(self, work: Work[T]) -> T:
        return await asyncio.wrap_future(self._store.submit(work))


def _address(key: StorageKey) -> Address:
    """A business connection is a conversation of its own."""
    destiny = ":".join(part for part in (key.destiny, key.business_connection_id) if part)
    thread = str(key.thread_id) if key.thread_id else ""
    return Address(CHANNEL, str(key.bot_id), str(key.chat_id), str(key.user_id), thread, destiny)


def _state(tx: Connection, address: Address) -> str:
    session = chats.session(tx, address)
    ours = session.phase.value if session and session != Session() else ""
    return guests.state(tx, address) or ours


def _data(tx: Connection, address: Address) -> dict[str, Any]:
    session = chats.session(tx, address)
    own: dict[str, Any] = dict(guests.data(tx, address))
    if session and session.draft:
        own[OURS] = {"draft": session.draft, "question": session.question, "item": session.item}
    return own
