"""Worlds for tests: a clock that stands still, tokens that count, work that is done at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from itertools import count
from typing import ParamSpec, TypeVar

from bot.house import LIMITS
from bot.world import World
from tests.memory import NOW

P = ParamSpec("P")
T = TypeVar("T")
_TOKENS = count()


def counted() -> World:
    """Tokens never come again, also after a restart in the same test process."""
    return World(now=lambda: NOW, token=lambda: f"t{next(_TOKENS):07d}", limits=LIMITS)


def at_once(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
    """In place of a process pool."""
    future: Future[T] = Future()
    future.set_result(work(*args, **kwargs))
    return future
