"""Updates that wait for the bot, as Telegram keeps them: numbered, in order, until they are confirmed. No network."""

from __future__ import annotations

from typing import Any, TypeAlias

Body: TypeAlias = dict[str, Any]

MOST = 100
"""Of one getUpdates."""


class Pending:
    def __init__(self, first: int) -> None:
        self._next = first
        self._waiting: list[Body] = []
        self._confirmed: list[Body] = []
        self._handed: set[int] = set()
        """Numbers of those that the bot has had, perhaps without confirming."""
        self.allowed: tuple[str, ...] = ()
        """Kinds that the bot asked for; empty: all."""

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, body: Body) -> int:
        """The update's number; 0 if the bot wants none of its kind."""
        if self.allowed and not set(self.allowed) & set(body):
            return 0
        update = {"update_id": self._next, **body}
        self._next += 1
        self._waiting.append(update)
        return self._next - 1

    def overtake(self) -> None:
        """The newest update changes places with the one before it, numbers and all, unless that has left already."""
        if len(self._waiting) < 2 or self._waiting[-2]["update_id"] in self._handed:
            return
        before, newest = self._waiting[-2:]
        first, second = before["update_id"], newest["update_id"]
        self._waiting[-2:] = [{**newest, "update_id": first}, {**before, "update_id": second}]

    def take(self, offset: int, limit: int) -> list[Body]:
        """Confirms what is below the offset; a negative one keeps only so many of the last."""
        if offset < 0:
            self._confirm(self._waiting[:offset])
        else:
            self._confirm([each for each in self._waiting if each["update_id"] < offset])
        handed = self._waiting[: min(limit, MOST)]
        self._handed |= {each["update_id"] for each in handed}
        return handed

    def hand_over(self, update: Body) -> None:
        """One by one, as by a webhook."""
        self._handed.add(update["update_id"])

    def done(self, id: int) -> None:
        """Confirmed one by one, as by a webhook."""
        self._confirm([each for each in self._waiting if each["update_id"] == id])

    def forget(self) -> None:
        self._confirm(self._waiting)

    def bring_back(self) -> None:
        """What was confirmed last waits again, as if the confirmation had been lost."""
        self._waiting = self._confirmed + self._waiting
        self._confirmed = []

    def heads(self) -> dict[str, Body]:
        """The first of every queue of the webhook: messages by chat, presses by person."""
        found: dict[str, Body] = {}
        for each in self._waiting:
            found.setdefault(queue_of(each), each)
        return found

    def _confirm(self, updates: list[Body]) -> None:
        if updates:
            self._confirmed = list(updates)
            gone = {each["update_id"] for each in updates}
            self._waiting = [each for each in self._waiting if each["update_id"] not in gone]


def queue_of(update: Body) -> str:
    if "callback_query" in update:
        return f"user {update['callback_query']['from']['id']}"
    body = next(each for name, each in update.items() if name != "update_id")
    return f"chat {body['chat']['id']}"
