"""The command `thuky`: reads the environment once and hands over to the command line. Nothing else."""

from __future__ import annotations

import os
import sys
from signal import SIGTERM, signal
from types import FrameType

from bot.cli import run
from bot.settings import SettingsError, load

STOPPED, TERMINATED = 130, 143
"""As of a process that Ctrl+C ended, or a host that stops it: everything is closed in order first."""


def main() -> int:
    _speak_utf8()
    signal(SIGTERM, _leave)
    try:
        return run(sys.argv[1:], load())
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return STOPPED
    finally:
        _hang_up()


def _speak_utf8() -> None:
    """Vietnamese whatever the machine's locale says; a path that is not UTF-8 is printed as it is."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]


def _leave(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
    sys.exit(TERMINATED)


def _hang_up() -> None:
    """A reader that went away (`| head`) is no error of ours, nor worth a word at the end."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
