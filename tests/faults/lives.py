"""Lives of `thuky serve`, one after the other on one database, each ended in its own way. A thread of its own."""

from __future__ import annotations

import os
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from signal import SIGTERM, signal

from bot.__main__ import TERMINATED, _leave
from bot.cli import run
from bot.faults import EXIT
from bot.settings import load

POINTS = (
    "commit.before", "commit.after", "send.before", "send.after", "send.noted", "job.claimed",
    "job.built", "poll.stored", "hook.stored",
)  # fmt: skip
PASSINGS = 300
"""A failpoint strikes at a passing up to this one."""
LONGEST = 30.0
"""Seconds of the life of one that never comes to its failpoint."""
DRAIN = 30.0
_NURSERY = get_context("forkserver")
_NURSERY.set_forkserver_preload(
    ["tests.bot.warm", *(f"bot.platforms.{each}" for each in ("telegram", "zalo_bot", "zalo_oa"))]
)


class Server:
    """One process."""

    def __init__(self, url: str, env: Mapping[str, str], log: Path, failpoint: str = "") -> None:
        whole = {**env, "HOME": str(log.parent), "THUKY_FAILPOINT": failpoint}
        self._process = _NURSERY.Process(target=_live, args=(url, whole, str(log)))
        self._process.start()

    def ended(self, seconds: float) -> bool:
        self._process.join(seconds)
        return self._process.exitcode is not None

    def kill(self) -> None:
        self._process.kill()
        self._process.join()

    def stop(self) -> bool:
        """By SIGTERM. Whether it ended well, and in time."""
        self._process.terminate()
        ended = self.ended(DRAIN)
        if not ended:
            self.kill()
        return self._process.exitcode in (0, TERMINATED)

    @property
    def code(self) -> int | None:
        return self._process.exitcode


def _with_parent(parent: int) -> None:
    """An experiment that was broken off leaves no server behind."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _live(url: str, env: Mapping[str, str], log: str) -> None:
    signal(SIGTERM, _leave)
    threading.Thread(target=_with_parent, args=(os.getppid(),), daemon=True).start()
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(file, stream)
    sys.stdout, sys.stderr = (
        os.fdopen(1, "w", encoding="utf-8"),
        os.fdopen(2, "w", encoding="utf-8"),
    )
    code = run(["serve", "--db", url], load(env))
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


class Lives(threading.Thread):
    """Life after life until told to stop; then one more, that is left alone."""

    def __init__(self, url: str, env: Mapping[str, str], log: Path, seed: int) -> None:
        super().__init__(daemon=True)
        self._make = partial(Server, url, env, log)
        self._chance = random.Random(seed)  # noqa: S311 - to be the same at every run
        self._enough = threading.Event()
        self.kills: Counter[str] = Counter()
        self.wrong: list[str] = []

    def run(self) -> None:
        turn = 0
        while not self._enough.is_set():
            ways = (self._at_point, self._at_random, self._at_point, self._by_term)
            ways[turn % len(ways)](turn)
            turn += 1

    def _at_point(self, turn: int) -> None:
        point = POINTS[turn // 2 % len(POINTS)]
        rare = point.startswith("job")
        server = self._make(f"{point}:{1 if rare else self._chance.randint(1, PASSINGS)}")
        died = self._await(server, LONGEST / 4 if rare else LONGEST)
        server.kill()
        died = died or server.code == EXIT  # in the last moment
        self._note(point if died else "kill -9", server, EXIT if died else -9)

    def _at_random(self, _: int) -> None:
        server = self._make()
        self._await(
            server, self._chance.choice((0.3, 2.0, 8.0, 20.0)) * self._chance.uniform(0.5, 2)
        )
        server.kill()
        self._note("kill -9", server, -9)

    def _by_term(self, _: int) -> None:
        server = self._make()
        self._await(server, self._chance.uniform(1, 25))
        if not server.stop():
            self.wrong.append(f"SIGTERM: exit {server.code}")
        self.kills["SIGTERM"] += 1

    def _await(self, server: Server, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self._enough.is_set():
            if server.ended(0.05):
                return True
        return False

    def _note(self, name: str, server: Server, code: int) -> None:
        self.kills[name] += 1
        if server.code != code:
            self.wrong.append(f"{name}: exit {server.code}")

    def last(self) -> Server:
        self._enough.set()
        self.join()
        return self._make()
