"""What the shell hands to the pure core: clock, identities, and what each channel can do."""

from __future__ import annotations

import secrets
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from flows.dialogue.messages import Limits

_LETTERS = string.ascii_letters + string.digits


@dataclass(frozen=True, slots=True)
class World:
    """The real one is `real`; tests hand in a fixed clock and counted tokens."""

    now: Callable[[], datetime]
    """Aware, UTC."""
    token: Callable[[], str]
    """A fresh, unguessable id of 8 letters and digits: buttons carry it, so it must stay short."""
    limits: Mapping[str, Limits]
    """By channel."""


def real(limits: Mapping[str, Limits]) -> World:
    return World(now=lambda: datetime.now(UTC), token=_token, limits=limits)


def _token() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(8))
