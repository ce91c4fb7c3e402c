"""The composition root: one value that holds the store, runner and workshop, built from settings and closed again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection

from bot.channels import telegram, terminal, zalo_bot, zalo_oa
from bot.faults import Fault, none
from bot.loading import parsed
from bot.runner import Runner
from bot.settings import JOB_LEASE
from bot.workshop import Builders, Submit, Workshop
from bot.world import World, real, whole
from flows.dialogue.messages import Message
from outlines.loader import OutlineError, load, shipped
from outlines.model import Outline
from storage import shelf
from storage.store import Store

LIMITS = {
    terminal.CHANNEL: terminal.LIMITS,
    telegram.CHANNEL: telegram.LIMITS,
    zalo_bot.CHANNEL: zalo_bot.LIMITS,
    zalo_oa.CHANNEL: zalo_oa.LIMITS,
}
CUTS = {
    telegram.CHANNEL: telegram.cut,
    zalo_bot.CHANNEL: zalo_bot.cut,
    zalo_oa.CHANNEL: zalo_oa.cut,
}


def cut(channel: str, message: Message) -> Sequence[Message]:
    """What the channel can send in one piece each; a channel that is not in CUTS takes any message whole."""
    found = CUTS.get(channel)
    return found(message) if found else whole(channel, message)


@dataclass(frozen=True, slots=True)
class House:
    """Everything a channel needs to serve people."""

    store: Store
    runner: Runner
    workshop: Workshop
    world: World
    fault: Fault

    def work(self) -> int:
        """Everything that waits, once: updates that found their chat busy, wake-ups, jobs. The number done."""
        return self.runner.catch_up().seen + self.workshop.work()


@contextmanager
def open_house(  # noqa: PLR0913 - a composition root is where everything is handed in
    url: str,
    *,
    fault: Fault = none,
    world: World | None = None,
    outlines: Sequence[Path] | None = None,
    submit: Submit | None = None,
    lease: timedelta = JOB_LEASE,
    haste: float = 1.0,
    downloads: str = "",
) -> Iterator[House]:
    """Migrated, with the shipped outlines on the shelf. Raises StoreError with a sentence for the operator.

    *downloads*: where our web app is reached; empty: on this machine, at the usual port.
    Tests hand in a fixed world, other outlines, or a `submit` that builds at once instead of in a process.
    """
    world = world or real(LIMITS, cut, haste, downloads)
    with Store(url, fault=fault) as store, ExitStack() as rest:
        store.migrate()
        publish(store, world, shipped() if outlines is None else outlines)
        runner = Runner(store, world)
        runner.tidy()
        build = submit or rest.enter_context(Builders()).submit
        workshop = Workshop(store, runner, world, build, fault, lease)
        yield House(store, runner, workshop, world, fault)


def publish(store: Store, world: World, paths: Sequence[Path]) -> None:
    """Put outlines on the shelf; a version that is there already stays as it is."""
    for path in paths:
        store.run(partial(_publish, world, path))


def _publish(world: World, path: Path, tx: Connection) -> None:
    source = path.read_text(encoding="utf-8")
    outline = _checked(source, path)
    digest = sha256(source.encode()).hexdigest()
    shelf.publish(tx, outline.id, outline.version, digest, source, world.now())


def _checked(source: str, path: Path) -> Outline:
    try:
        return parsed(source)
    except OutlineError:
        return load(path)  # raises again, with the file's name
