"""What can go wrong between Telegram and a bot, as values; when it does is a script's or a seed's business."""

from __future__ import annotations

import random
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TypeAlias

WEBHOOK = "webhook"
"""In place of a method: a delivery to the bot."""


@dataclass(frozen=True, slots=True)
class Refuse:
    """Nothing is done; this status is answered, a 429 with `after` seconds, a 502 as by a proxy.
    On a delivery: it is not made.
    """

    status: int
    after: int = 0


@dataclass(frozen=True, slots=True)
class Drop:
    """It is done, and the connection is cut before the answer. On a delivery: the bot's answer is lost."""


@dataclass(frozen=True, slots=True)
class Delay:
    """It is done after so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Repeat:
    """A delivery is made twice; getUpdates brings once more what was just confirmed."""


Mishap: TypeAlias = Refuse | Drop | Delay | Repeat
Mischief: TypeAlias = Callable[[str], Mishap | None]
"""Asked once a call with the method's name, or WEBHOOK."""


class Script:
    """The next calls of a method suffer the given mishaps, one each; None lets one pass."""

    def __init__(self) -> None:
        self._plan: defaultdict[str, deque[Mishap | None]] = defaultdict(deque)

    def add(self, method: str, *mishaps: Mishap | None) -> None:
        self._plan[method].extend(mishaps)

    def __call__(self, method: str) -> Mishap | None:
        plan = self._plan[method]
        return plan.popleft() if plan else None


class Weather:
    """Each mishap with its chance (together at most 1), from a seed, on some methods or on all.
    `count` says how often each struck.
    """

    def __init__(
        self, seed: int, chances: Mapping[Mishap, float], only: Collection[str] = ()
    ) -> None:
        self._only = frozenset(only)
        self._random = random.Random(seed)  # noqa: S311 - a test that can be repeated
        self._chances = dict(chances)
        self.count: dict[Mishap, int] = dict.fromkeys(chances, 0)

    def __call__(self, method: str) -> Mishap | None:
        if self._only and method not in self._only:
            return None
        drawn = self._random.random()
        for mishap, chance in self._chances.items():
            drawn -= chance
            if drawn < 0:
                self.count[mishap] += 1
                return mishap
        return None
