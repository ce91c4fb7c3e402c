"""Keeps a serving process's works going: what raises is begun again. Knows nothing of what they do."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.pacing import Pace, backoff
from bot.platforms import Unwelcome
from storage.errors import Taken

log = logging.getLogger(__name__)


async def kept_up(
    work: Callable[[asyncio.Event], Awaitable[object]], stop: asyncio.Event, name: str, pace: Pace
) -> None:
    """Until it returns: what raises is begun again after a pause, longer each time it did not last.

    Raises Unwelcome and Taken, which no further attempt mends.
    """
    attempts = 0
    while True:
        began = time.monotonic()
        try:
            await work(stop)
            return
        except (Unwelcome, Taken):
            raise
        except Exception as error:  # noqa: BLE001 - nothing here may end the process
            log.warning("%s: begun again after %s", name, _names(error))
        lasted = time.monotonic() - began > pace.longest_wait
        attempts = 1 if lasted else attempts + 1
        if await happened(stop, backoff(pace, attempts, random.random())):  # noqa: S311
            return


async def happened(event: asyncio.Event, seconds: float) -> bool:
    """Whether it did, in that time."""
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
    return event.is_set()


def _names(error: Exception) -> str:
    """Classes alone: an error's text may hold words or a token."""
    if isinstance(error, ExceptionGroup):
        return ", ".join(_names(each) for each in error.exceptions)
    return type(error).__name__
