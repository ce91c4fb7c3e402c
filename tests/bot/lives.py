"""Lives of the program: processes that run `thuky chat --jsonl` over pipes, and may be killed.

`started` is the very command. `forked` is the same code in a process forked from one that has imported it
already: ten times as quick to start, so that tests can afford hundreds of deaths.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.reduction import DupFd
from typing import BinaryIO, Protocol, TypeAlias

from bot.cli import run
from bot.faults import EXIT
from bot.settings import load
from outlines.reading import Json

KILLED = (EXIT, -9)
"""Exit codes of a death."""

Heard: TypeAlias = dict[str, Json]
"""One message as --jsonl prints it."""

_NURSERY = get_context("forkserver")
_NURSERY.set_forkserver_preload(["tests.bot.warm"])


class Process(Protocol):
    def kill(self) -> None: ...
    def wait(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Life:
    """One process, from birth to death."""

    process: Process
    mouth: BinaryIO
    """What is written here, it hears."""
    ear: BinaryIO

    def say(self, words: str) -> None:
        """To the dead as well: they do not hear."""
        try:
            self.mouth.write(words.encode() + b"\n")
        except BrokenPipeError:
            return

    def hear(self) -> Heard | None:
        """The next message; None: nothing more will come."""
        line = self.ear.readline()
        if not line.endswith(b"\n"):
            return None
        message: Heard = json.loads(line)
        return message

    def rest(self) -> Iterator[Heard]:
        """What it says when nobody talks to it any more."""
        self.mouth.close()
        while (message := self.hear()) is not None:
            yield message


Birth: TypeAlias = Callable[[int, int, Sequence[str], Mapping[str, str]], Process]


@contextmanager
def living(birth: Birth, args: Sequence[str], env: Mapping[str, str]) -> Iterator[Life]:
    """A life that does not outlast the test."""
    (heard, mouth), (ear, spoken) = os.pipe(), os.pipe()
    process = birth(heard, spoken, args, env)
    os.close(heard)
    os.close(spoken)
    with os.fdopen(mouth, "wb", buffering=0) as said, os.fdopen(ear, "rb") as hearing:
        try:
            yield Life(process, said, hearing)
        finally:
            process.kill()
            process.wait()


def started(stdin: int, stdout: int, args: Sequence[str], env: Mapping[str, str]) -> Process:
    command = [sys.executable, "-m", "bot", *args]
    return subprocess.Popen(command, stdin=stdin, stdout=stdout, env=dict(env))


class _Child:
    """A forked process with the two methods of a started one."""

    def __init__(
        self, stdin: int, stdout: int, args: Sequence[str], env: Mapping[str, str]
    ) -> None:
        what = (DupFd(stdin), DupFd(stdout), list(args), dict(env))
        self._process = _NURSERY.Process(target=_live, args=what)
        self._process.start()

    def kill(self) -> None:
        self._process.kill()

    def wait(self) -> int:
        self._process.join()
        assert self._process.exitcode is not None
        return self._process.exitcode


forked: Birth = _Child


class _Fd(Protocol):
    def detach(self) -> int: ...


def _live(stdin: _Fd, stdout: _Fd, args: Sequence[str], env: Mapping[str, str]) -> None:
    os.dup2(stdin.detach(), 0)
    os.dup2(stdout.detach(), 1)
    sys.stdin, sys.stdout = os.fdopen(0), os.fdopen(1, "w", encoding="utf-8")
    code = run(args, load(env))
    sys.stdout.flush()
    os._exit(code)
