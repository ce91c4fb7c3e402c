"""What the shell hands to the pure core: clock, identities, and what each channel can do."""

from __future__ import annotations

import secrets
import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from flows.dialogue.messages import Limits, Message

_LETTERS = string.ascii_letters + string.digits


def whole(channel: str, message: Message) -> Sequence[Message]:  # noqa: ARG001 - of no channel in particular
    """Of channels that take any message as it is."""
    return [message]


def _code() -> str:
    return f"{secrets.randbelow(10**8):08d}"


@dataclass(frozen=True, slots=True)
class World:
    """The real one is `real`; tests hand in a fixed clock and counted tokens."""

    now: Callable[[], datetime]
    """Aware, UTC."""
    token: Callable[[], str]
    """A fresh, unguessable id of 8 letters and digits: buttons carry it, so it must stay short."""
    limits: Mapping[str, Limits]
    """By channel."""
    code: Callable[[], str] = _code
    """Eight digits that nobody can foretell: a person types them."""
    cut: Callable[[str, Message], Sequence[Message]] = whole
    """(channel, message) -> what the channel can send in one piece each. Done before a message is queued, so that
    none is ever sent in part and then repeated.
    """
    downloads: str = "http://127.0.0.1:8080"
    """Where our web app is reached, without a slash at the end: links to reports begin with it."""


def real(
    limits: Mapping[str, Limits],
    cut: Callable[[str, Message], Sequence[Message]] = whole,
    haste: float = 1.0,
    downloads: str = "",
) -> World:
    """*haste*: how many times shorter the dialogue waits; for tests that have no time."""
    quick = {name: hasty(each, haste) for name, each in limits.items()}
    world = World(now=lambda: datetime.now(UTC), token=_token, limits=quick, cut=cut)
    return replace(world, downloads=downloads) if downloads else world


def hasty(limits: Limits, times: float) -> Limits:
    quiet, after_part = limits.quiet / times, limits.quiet_after_part / times
    return replace(limits, quiet=quiet, quiet_after_part=after_part)


def _token() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(8))
