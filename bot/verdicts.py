"""What a platform says to an attempt to send: a closed union. Not what is then done: that is `bot.sender`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform has it: under which id, and since when (UTC)."""

    platform_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Wait:
    """Too fast: not before so many seconds. `everybody`: it concerns the whole bot, not this chat alone."""

    seconds: float
    everybody: bool = False


@dataclass(frozen=True, slots=True)
class Again:
    """The network or the platform failed; whether the message arrived is not known."""


@dataclass(frozen=True, slots=True)
class Blocked:
    """The person does not want to hear us, or is gone."""


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The platform lets us say nothing to this person at present; they have not blocked us."""


@dataclass(frozen=True, slots=True)
class Malformed:
    """The platform will never take this message as it is."""


Verdict: TypeAlias = Sent | Wait | Again | Blocked | Unreachable | Malformed
