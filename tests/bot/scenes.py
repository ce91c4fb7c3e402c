"""A house on a real database with the small outline, people in it, and a clock that is moved by hand."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from threading import Event as Flag
from typing import Any

from sqlalchemy import Connection, Table, select

from bot.channels import terminal
from bot.delivery import Delivery
from bot.faults import Fault, none
from bot.house import LIMITS, House, open_house
from bot.runner import Incoming
from bot.workshop import Submit
from bot.world import World
from flows.dialogue.events import Event, Said, Started
from flows.dialogue.messages import Message
from flows.dialogue.session import Session
from storage import chats, drafts, tables
from storage.chats import Address
from storage.files import File
from tests.conftest import MINI
from tests.flows.talks import FACTS
from tests.memory import NOW
from tests.worlds import at_once

LAN = Address(terminal.CHANNEL, "local", "lan", "lan")
MINH = Address(terminal.CHANNEL, "local", "minh", "minh")
QUESTIONS = ("kq_chinh_tri", "kq_tu_tuong", "kq_hoc_tap", "kq_khac")
"""The first section, in the order in which it is asked."""


@dataclass
class Fates:
    """The time, which stands still until it is moved; and what goes wrong next, if anything."""

    now: datetime = NOW
    born: float = field(default_factory=time.monotonic)
    broken: Exception | None = None
    """Raised in the middle of a turn, where it asks for a token."""
    _whole: int = 0
    """Tokens still to be had before that."""
    _tokens: Iterator[int] = field(default_factory=count)

    def fail_after(self, tokens: int, error: Exception) -> None:
        self._whole, self.broken = tokens, error

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def going_on(self) -> datetime:
        """As if the clock had never stood still."""
        return self.now + timedelta(seconds=time.monotonic() - self.born)

    def world(self) -> World:
        return World(now=lambda: self.now, token=self._token, limits=LIMITS)

    def _token(self) -> str:
        if self.broken is not None and self._whole <= 0:
            raise self.broken
        self._whole -= 1
        return f"t{next(self._tokens):07d}"


@dataclass
class Scene:
    """What a person does and hears, without a channel between."""

    house: House
    fates: Fates
    heard: list[str] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    _keys: Iterator[int] = field(default_factory=count)

    def take(self, event: Event, address: Address = LAN, key: str = "") -> None:
        """The turn alone: what it says stays in the outbox."""
        self.house.runner.take(Incoming(address, key or f"key{next(self._keys)}", event))

    def say(self, *messages: str, address: Address = LAN) -> list[str]:
        """One after another; what the last was answered."""
        answers: list[str] = []
        for words in messages:
            self.take(Said(words), address)
            answers = self.hear(address)
        return answers

    def hear(self, address: Address = LAN, fault: Fault = none) -> list[str]:
        """What lies in the outbox for this person."""
        before = len(self.heard)
        self.delivery(address, fault).pump()
        return self.heard[before:]

    def delivery(self, address: Address = LAN, fault: Fault = none) -> Delivery:
        chat = self.house.store.run(lambda tx: chats.take(tx, address, self.fates.now)).id
        world = self.house.world
        return Delivery(self.house.store, world, address.channel, chat, self._send, fault)

    def _send(self, message: Message, file: File | None) -> None:
        self.heard.append(message.text)
        self.files += [file] if file else []

    def begin(self, address: Address = LAN) -> None:
        """Up to the first question of the first section."""
        self.take(Started(), address)
        self.say("1", *FACTS, "1", address=address)

    def session(self, address: Address = LAN) -> Session:
        now = self.fates.now
        return self.house.store.run(lambda tx: chats.take(tx, address, now)).session

    def column(self, table: Table, name: str) -> list[Any]:
        """A column by the order of rows."""

        def work(tx: Connection) -> list[Any]:
            rows = tx.execute(select(table.c[name]).order_by(*table.primary_key))
            return list(rows.scalars())

        return self.house.store.run(work)

    def kept(self, *questions: str) -> list[str]:
        """Words of all revisions of these questions, in the order in which they came."""
        rows = zip(
            self.column(tables.revision, "question"),
            self.column(tables.revision, "words"),
            strict=True,
        )
        return [words for question, words in rows if question in (questions or QUESTIONS)]


@contextmanager
def scene(url: str, submit: Submit | None = at_once) -> Iterator[Scene]:
    """`submit` None: a real pool of processes."""
    fates = Fates()
    with open_house(url, world=fates.world(), outlines=[MINI], submit=submit) as house:
        yield Scene(house, fates)


@contextmanager
def held(scene: Scene, lock: Callable[[Connection], object]) -> Iterator[None]:
    """Another connection is in the middle of a turn."""
    begun, over = Flag(), Flag()

    def hold(tx: Connection) -> None:
        lock(tx)
        begun.set()
        over.wait(20)

    turn = scene.house.store.submit(hold)
    assert begun.wait(20)
    try:
        yield
    finally:
        over.set()
        turn.result()


def chat_of(scene: Scene) -> Callable[[Connection], object]:
    return lambda tx: chats.take(tx, LAN, scene.fates.now)


def draft_of(scene: Scene) -> Callable[[Connection], object]:
    draft = scene.session().draft
    return lambda tx: drafts.lock(tx, draft, scene.fates.now)
