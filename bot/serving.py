"""The serving process: every platform with its sender, the web app, the background work, in one event loop.

Nothing is decided here. The order of the end is the point: first nothing more comes in, then the turns
and the work in hand are finished, then what they said is sent.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from signal import SIGINT, SIGTERM
from typing import TypeVar

from sqlalchemy import Connection

from bot.house import House
from bot.intake import Intake
from bot.pacing import Pace
from bot.platforms import Platform, Unwelcome
from bot.quota import metered
from bot.runner import Caught
from bot.sender import Sender
from bot.settings import Settings
from bot.upkeep import happened, kept_up
from bot.web import Web, listening
from bot.workshop import builders
from storage import jobs, outbox
from storage.alone import TAKEN, Ours
from storage.errors import Taken

log = logging.getLogger(__name__)

T = TypeVar("T")

THREADS = 16
"""Turns that wait for the database at the same time; it commits those of SQLite together."""


def serve(
    house: House,
    platforms: Sequence[Platform],
    settings: Settings,
    pace: Pace = Pace(),  # noqa: B008 - a frozen value
    ours: Ours = lambda: True,
) -> None:
    """Until SIGTERM or SIGINT; returns when everything that was begun is done. The settings have no problems.

    *ours*: whether nobody else serves this database. Raises Unwelcome, Taken, or OSError if the port is taken.
    """
    _log()
    asyncio.run(_serve(house, platforms, settings, pace, ours))


async def _serve(
    house: House, platforms: Sequence[Platform], settings: Settings, pace: Pace, ours: Ours
) -> None:
    stop = asyncio.Event()
    for number in (SIGTERM, SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await Service(house, platforms, settings, pace, stop, ours=ours).run()


def _log() -> None:
    """Our own lines and others' warnings. HTTP clients tell every URL, and the token is in it: never below.
    The request of python-telegram-bot tells a whole body that is no JSON: a proxy's page with our URL, or words.
    """
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("bot").setLevel(logging.INFO)
    for name in ("httpx", "httpcore", "telegram"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("telegram.request").setLevel(logging.CRITICAL)


SOME = 10
"""Turns between two looks whether to stop."""
MANY = 20
"""Chats that are shown work at most: those at the head of the line."""


class Service:
    """`stop` ends it. `ready` is called with the port of the web app as soon as it listens."""

    def __init__(  # noqa: PLR0913, PLR0917 - the last two have a usual value
        self,
        house: House,
        platforms: Sequence[Platform],
        settings: Settings,
        pace: Pace,
        stop: asyncio.Event,
        ready: Callable[[int], None] = lambda port: log.info("serving on port %s", port),
        ours: Ours = lambda: True,
    ) -> None:
        self._house = house
        self._platforms = platforms
        self._settings = settings
        self._pace = pace
        self._stop = stop
        self._ready = ready
        self._ours = ours
        self._closed = {each.channel for each in platforms}
        """Channels that do not hear yet."""
        self._senders = {
            each.channel: Sender(
                house.store,
                house.world,
                each.channel,
                each,
                pace,
                house.fault,
                moved=self._wake_senders,
            )
            for each in platforms
        }
        self._turns = asyncio.Event()
        self._jobs = [asyncio.Event() for _ in range(builders())]
        """One for each builder: none may hear in another's place."""

    async def run(self) -> None:
        """Raises what must end the process, alone and not in a group."""
        try:
            await self._run()
        except ExceptionGroup as group:
            fatal = group.subgroup((Unwelcome, Taken, OSError))
            raise _first(fatal or group) from None

    async def _run(self) -> None:
        silent = asyncio.Event()
        await asyncio.to_thread(self._house.store.run, self._release)
        with ThreadPoolExecutor(THREADS, "turn") as threads:
            try:
                async with asyncio.TaskGroup() as tasks:
                    for name, sender in self._senders.items():
                        tasks.create_task(self._kept_up(sender.run, silent, f"sending to {name}"))
                    builds = self._start_building(tasks)
                    await self._listen(threads)
                    await asyncio.wait(builds, timeout=self._pace.drain / 4)
                    log.info("the last word was heard")
                    silent.set()
                    self._wake_senders()
            finally:
                for platform in self._platforms:
                    with suppress(Exception):
                        await platform.close()

    def _release(self, tx: Connection) -> None:
        """We serve alone, so what somebody held they hold no more."""
        outbox.release(tx, list(self._senders))
        jobs.release(tx, list(self._senders))

    async def _listen(self, threads: ThreadPoolExecutor) -> None:
        """Everything that lets turns happen; all of it over on return."""
        intake = Intake(self._house, threads, self._tell)
        web = Web(intake, self._house, self._platforms, self._pace.answer, self._closed)
        async with listening(web.app(), self._settings.port, self._pace.drain) as port:
            self._ready(port)
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._tell_of_the_end())
                for each in self._platforms:
                    tasks.create_task(self._attend(each, intake))
                for meter in metered(self._house, self._platforms):
                    tasks.create_task(self._kept_up(meter.run, self._stop, "the quota"))
                for work in (self._catch_up, self._show_work, self._tidy, self._guard):
                    tasks.create_task(self._kept_up(work, self._stop, work.__name__.strip("_")))

    # --- a platform ------------------------------------------------------------------------------

    async def _attend(self, platform: Platform, intake: Intake) -> None:
        base = self._settings.public_url
        url = f"{base}/hook/{platform.channel}" if base else ""
        name = platform.channel
        await self._kept_up(
            lambda _: self._unless_stopped(platform.open(url)), self._stop, f"opening {name}"
        )
        self._closed.discard(name)
        if not url:
            await self._kept_up(
                lambda _: self._poll(platform, intake), self._stop, f"polling {name}"
            )

    async def _poll(self, platform: Platform, intake: Intake) -> None:
        """A batch that was taken in is acknowledged even when the end has come."""
        batches = platform.updates()
        while batch := await self._unless_stopped(anext(batches, None)):
            await intake.take(platform, batch.updates)
            self._house.fault("poll.stored")
            await platform.acknowledge(batch)

    async def _unless_stopped(self, work: Awaitable[T]) -> T | None:
        """What came of it; None if we are to stop: then it is given up."""
        task, stopped = asyncio.ensure_future(work), asyncio.ensure_future(self._stop.wait())
        try:
            await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopped.cancel()
            if not task.done():
                task.cancel()
                await asyncio.wait({task})
        return None if task.cancelled() else task.result()

    # --- the work behind -------------------------------------------------------------------------

    async def _catch_up(self, stop: asyncio.Event) -> None:
        """Updates that found their chat busy, and wake-ups."""
        while not stop.is_set():
            caught = await asyncio.to_thread(self._house.runner.catch_up, SOME)
            if caught.seen:
                self._tell_of_work()
            if caught.seen < SOME:  # else there may be more
                await self._pause(self._turns, self._until_next(caught))

    def _until_next(self, caught: Caught) -> float:
        """What was seen may have found its chat busy once more."""
        unheard = self._pace.look if caught.seen else self._pace.seldom
        return unheard if caught.rings is None else min(unheard, caught.rings)

    async def _build(self, stop: asyncio.Event, news: asyncio.Event) -> None:
        """Reports, one after the other: when the end comes no more is begun."""
        while not stop.is_set():
            if await asyncio.to_thread(self._house.workshop.work, 1):
                self._tell()
            else:
                await self._pause(news, self._pace.seldom)

    def _start_building(self, tasks: asyncio.TaskGroup) -> list[asyncio.Task[None]]:
        """Beside the hearing: when the end comes, a report that takes long must not keep the rest from being sent."""
        builds = [partial(self._build, news=each) for each in self._jobs]
        work = [self._kept_up(each, self._stop, "build") for each in builds]
        return [tasks.create_task(each) for each in work]

    async def _show_work(self, stop: asyncio.Event) -> None:
        """Who waits for a report sees that it is in the making."""
        platforms = {each.channel: each for each in self._platforms}
        store = self._house.store
        while not await happened(stop, self._pace.show):
            for at in await asyncio.to_thread(store.run, lambda tx: jobs.ordered(tx, MANY)):
                if at.channel in platforms:
                    with suppress(Exception):
                        await platforms[at.channel].working(at)

    async def _tidy(self, stop: asyncio.Event) -> None:
        """The house was tidied when it was opened."""
        while not await happened(stop, self._pace.tidy):
            await asyncio.to_thread(self._house.runner.tidy)

    async def _guard(self, stop: asyncio.Event) -> None:
        """Two that send would break order and limits: whoever finds another inside goes."""
        while not await happened(stop, self._pace.guard):
            if not await asyncio.to_thread(self._ours):
                raise Taken(TAKEN)

    async def _pause(self, news: asyncio.Event, seconds: float) -> None:
        """Not when the end has come: whoever rests then would not hear of it."""
        if not self._stop.is_set() and await happened(news, seconds):
            news.clear()

    async def _tell_of_the_end(self) -> None:
        await self._stop.wait()
        self._tell()

    def _tell(self) -> None:
        """A turn was done: it may have said something, set a timer and ordered work."""
        self._turns.set()
        self._tell_of_work()

    def _tell_of_work(self) -> None:
        self._wake_senders()
        for each in self._jobs:
            each.set()

    def _kept_up(
        self, work: Callable[[asyncio.Event], Awaitable[object]], stop: asyncio.Event, name: str
    ) -> Coroutine[None, None, None]:
        return kept_up(work, stop, name, self._pace)

    def _wake_senders(self) -> None:
        for each in self._senders.values():
            each.wake()


def _first(group: ExceptionGroup[Exception]) -> Exception:
    first = group.exceptions[0]
    return _first(first) if isinstance(first, ExceptionGroup) else first
