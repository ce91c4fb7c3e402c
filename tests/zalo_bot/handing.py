"""What the platform handed over, and whether it can know that it was taken. No network.

By poll there is no cursor and nothing is confirmed. Yet who asks for the next update has the last one, and who
says hello is a new process: what was given to the one before it may have died with it. By webhook, 200 confirms.
"""

from __future__ import annotations

from typing import Any, TypeAlias

Body: TypeAlias = dict[str, Any]


class Handing:
    def __init__(self) -> None:
        self.given: dict[str, Body] = {}
        """By message id, in the order in which they were handed over first."""
        self._sure: set[str] = set()
        self._last = ""
        """Given, and not asked beyond."""

    def give(self, update: Body) -> None:
        self.forget()
        self._last = self._note(update)

    def cut(self, update: Body) -> None:
        """Nobody was there any more to take it."""
        self._note(update)

    def ask(self) -> None:
        """The process that has the last one wants the next."""
        self._sure |= {self._last} - {""}
        self._last = ""

    def forget(self) -> None:
        """The process that had the last one is gone."""
        self._last = ""

    def confirm(self, update: Body) -> None:
        self._sure.add(self._note(update))

    def is_sure(self, id: str) -> bool:
        return id in self._sure

    @property
    def open(self) -> int:
        return int(self._last != "")

    @property
    def lost(self) -> list[Body]:
        """In the platform's hands: handed over, and nobody said that it was taken."""
        known = self._sure | {self._last}
        return [update for id, update in self.given.items() if id not in known]

    def _note(self, update: Body) -> str:
        id = str(update.get("message", {}).get("message_id", ""))
        self.given.setdefault(id, update)
        return id
