"""The command `thuky`: reads the environment once and hands over to the command line. Nothing else."""

from __future__ import annotations

import sys

from bot.cli import run
from bot.settings import load


def main() -> int:
    return run(sys.argv[1:], load())


if __name__ == "__main__":
    sys.exit(main())
