"""One person at one chat of this process: says a message, gets the answers. Shared by `chat` and `play`."""

from __future__ import annotations

from collections.abc import Callable
from time import sleep

from bot.delivery import Delivery, Send
from bot.house import House
from bot.runner import Incoming
from flows.dialogue.context import Prompt
from flows.dialogue.events import Event, Said
from flows.dialogue.session import Session
from storage import chats, jobs, prompts
from storage.chats import Address, Chat

POLL = 0.2
"""Seconds between looks at a job that another process holds."""


class Seat:
    """Where a chat's updates come in and its messages go out."""

    def __init__(self, house: House, address: Address, send: Send) -> None:
        self._house = house
        self._address = address
        self._visit = house.world.token()
        self._said = 0
        self._id = self.chat().id
        self._delivery = Delivery(
            house.store, house.world, address.channel, self._id, send, house.fault
        )

    def happen(self, event: Event) -> None:
        """Run the event's turn, then send what it says."""
        self._said += 1
        key = f"{self._visit}:{self._said}"
        self._house.runner.take(Incoming(self._address, key, event))
        self.pump()

    def tell(self, words: str) -> None:
        """One message and its answer; what it set going goes on."""
        self.happen(Said(words, key=f"{self._visit}:{self._said + 1}"))

    def say(self, words: str) -> None:
        """One message, its answer, and whatever it set going, all done on return."""
        self.tell(words)
        self.work()

    def pump(self) -> None:
        self._delivery.pump()

    def work(self) -> None:
        """Do what waits and send what it brings."""
        if self._house.work():
            self.pump()

    def wait(self, pause: Callable[[float], object] = sleep) -> None:
        """Until no job of this chat is unfinished, also one that a killed process had begun."""
        while self._house.store.run(lambda tx: jobs.unfinished(tx, self._id)):
            self.work()
            self.pump()
            pause(POLL)

    def chat(self) -> Chat:
        now = self._house.world.now()
        return self._house.store.run(lambda tx: chats.take(tx, self._address, now))

    def session(self) -> Session:
        return self.chat().session

    def prompt(self) -> Prompt | None:
        """The open prompt."""
        token = self.session().token
        return (
            self._house.store.run(lambda tx: prompts.find(tx, self._id, token)) if token else None
        )
