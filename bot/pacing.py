"""How fast a platform may be spoken to, and whose turn it is. Pure: clock and chance are handed in.

Knows nothing of messages or the network. Times are seconds of a clock that never goes back.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, fields, replace
from typing import Generic, Self, TypeVar

T = TypeVar("T")

MANY = 1_000
"""Chats remembered before those that rest are forgotten."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` in any `seconds`: a burst after a rest, count/seconds in the long run."""

    count: int
    seconds: float

    def __truediv__(self, times: float) -> Self:
        return type(self)(self.count, self.seconds / times)


PATIENCE = ("lease", "drain", "answer", "takeover", "slow", "queue")
"""Fields of `Pace` that wait for this machine, not for the platform or the person."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Every pace and wait of a serving process, in seconds. The limits are Telegram's (Bots FAQ, "limits")."""

    chat: Limit = Limit(3, 3.0)
    bot: Limit = Limit(30, 1.0)
    first_wait: float = 0.5
    """Longest pause before the second attempt; it doubles with each further one."""
    longest_wait: float = 60.0
    lease: float = 60.0
    """How long a message is held by its sender. Longer than any request may take."""
    show: float = 4.0
    """Between signs that a report is in the making; a platform shows each for five seconds."""
    look: float = 0.5
    """Between looks for work whose time nobody knows: what found its chat busy, what is to be sent again."""
    seldom: float = 10.0
    """Between looks for what is always announced: only another process, or one that died, leaves any."""
    drain: float = 8.0
    """For sending what is left, after the last turn; and as long again for what is on its way then."""
    answer: float = 2.0
    """How long the database may take to prove that it is there."""
    takeover: float = 60.0
    """How long to wait for the process that serves this database to end."""
    tidy: float = 6 * 3600.0
    guard: float = 5.0
    """Between looks whether another process serves the same database."""

    slow: float = 1.0
    """A message that has been on its way for so long lets another go beside it."""
    queue: float = 2.0
    """So does each such while that the next one has waited since it was ordered."""

    def faster(self, times: float) -> Pace:
        """The same, for tests that have no time. Patience stays: a machine is not quicker for being hurried."""
        paces = (each.name for each in fields(self) if each.name not in PATIENCE)
        return replace(self, **{name: getattr(self, name) / times for name in paces})


def backoff(pace: Pace, attempts: int, chance: float) -> float:
    """Pause after so many attempts in vain, with full jitter. *chance*: from 0 up to 1."""
    longest = pace.first_wait * 2.0 ** min(attempts - 1, 30)
    return chance * min(longest, pace.longest_wait)


class Window:
    """One limit, and when it was used."""

    def __init__(self, limit: Limit) -> None:
        self._seconds = limit.seconds
        self._used: deque[float] = deque(maxlen=limit.count)
        self._held = float("-inf")

    def opens(self) -> float:
        """When the next may go."""
        full = len(self._used) == self._used.maxlen
        return max(self._held, self._used[0] + self._seconds if full else self._held)

    def use(self, now: float) -> None:
        self._used.append(now)

    def hold(self, until: float) -> None:
        self._held = max(self._held, until)

    def rests(self, now: float) -> bool:
        """Whether it may be forgotten: a new one would say the same."""
        last = self._used[-1] + self._seconds if self._used else now
        return max(last, self._held) <= now


class Pacer:
    """The limits of one bot: of each chat, and of all together."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._bot = Window(pace.bot)
        self._chats: dict[int, Window] = {}

    def wait(self, chat: int, now: float) -> float:
        """Seconds until this chat may be spoken to; 0: now."""
        own = self._chats.get(chat)
        opens = max(self._bot.opens(), own.opens()) if own else self._bot.opens()
        return max(0.0, opens - now)

    def use(self, chat: int, now: float) -> None:
        """Something is being sent to it."""
        self._bot.use(now)
        self._own(chat, now).use(now)

    def hold(self, seconds: float, now: float, chat: int | None = None) -> None:
        """The platform wants silence: in one chat, or (None) in all."""
        window = self._bot if chat is None else self._own(chat, now)
        window.hold(now + seconds)

    def _own(self, chat: int, now: float) -> Window:
        if len(self._chats) >= MANY:
            self._chats = {id: each for id, each in self._chats.items() if not each.rests(now)}
        return self._chats.setdefault(chat, Window(self._pace.chat))


class Line(Generic[T]):
    """Who waits for a turn. The oldest whose chat may be spoken to goes first, so none waits for ever."""

    def __init__(self, pacer: Pacer) -> None:
        self._pacer = pacer
        self._waiting: deque[tuple[int, T]] = deque()

    def join(self, chat: int, item: T) -> None:
        self._waiting.append((chat, item))

    def return_to_front(self, chat: int, item: T) -> None:
        """It was had out and is not done."""
        self._waiting.appendleft((chat, item))

    def next(self, now: float) -> T | None:
        """Who would be taken."""
        return next(
            (each for chat, each in self._waiting if self._pacer.wait(chat, now) <= 0), None
        )

    def take(self, now: float) -> T | None:
        """The next that may go, counted as gone; None: nobody may."""
        for place, (chat, item) in enumerate(self._waiting):
            if self._pacer.wait(chat, now) <= 0:
                del self._waiting[place]
                self._pacer.use(chat, now)
                return item
        return None

    def wait(self, now: float) -> float | None:
        """Seconds until somebody may go; None: nobody waits."""
        return min((self._pacer.wait(chat, now) for chat, _ in self._waiting), default=None)

    def leave(self) -> list[T]:
        """Everybody, who then waits no more."""
        gone = [item for _, item in self._waiting]
        self._waiting.clear()
        return gone

    def __len__(self) -> int:
        return len(self._waiting)
