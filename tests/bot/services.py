"""A sender, and a whole serving process, on a scene: begun, waited for, ended in order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

from bot.faults import Fault, none
from bot.pacing import Pace
from bot.runner import Incoming, Runner
from bot.sender import Sender
from bot.serving import Service
from bot.settings import Settings
from storage.errors import Busy
from tests.bot.platforms import QUICK, Loopback, Scripted, true
from tests.bot.scenes import LAN, Scene

POLLED = Settings(port=0)


def sender(
    scene: Scene,
    platform: Scripted,
    pace: Pace = QUICK,
    fault: Fault = none,
    chance: float = 0.5,
    moved: Callable[[], None] = lambda: None,
) -> Sender:
    """Its clock goes on from the scene's, in which the messages were ordered."""
    world = replace(scene.house.world, now=scene.fates.going_on)
    store = scene.house.store
    return Sender(
        store, world, LAN.channel, platform, pace, fault, chance=lambda: chance, moved=moved
    )


async def empty(sender: Sender) -> None:
    """Send what may be sent now: a sender that is told to stop sends the rest first."""
    stop = asyncio.Event()
    stop.set()
    await sender.run(stop)


async def until(sender: Sender, done: Callable[[], bool]) -> None:
    stop = asyncio.Event()
    running = asyncio.create_task(sender.run(stop))
    await true(lambda: done() or running.done())
    stop.set()
    await running


class Unlucky(Runner):
    """The database fails it the first few times."""

    troubles = 1

    def take(self, incoming: Incoming) -> None:
        if self.troubles:
            self.troubles -= 1
            raise Busy("123456:AAtoken-that-nobody-may-see")
        super().take(incoming)


@asynccontextmanager
async def serving(
    scene: Scene, platform: Loopback, settings: Settings = POLLED
) -> AsyncIterator[str]:
    """The address of its web app."""
    stop, ports = asyncio.Event(), list[int]()
    service = Service(scene.house, [platform], settings, QUICK, stop, ports.append)
    running = asyncio.create_task(service.run())
    try:
        await true(lambda: bool(ports) or running.done())
        yield f"http://127.0.0.1:{ports[0] if ports else 0}"
    finally:
        stop.set()
        async with asyncio.timeout(30):
            await running


def unlucky(scene: Scene) -> Scene:
    runner = Unlucky(scene.house.store, scene.house.world)
    return Scene(replace(scene.house, runner=runner), scene.fates)
