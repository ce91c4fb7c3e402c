"""A serving process with a platform in memory, for tests that end it by a signal: `python -m tests.bot.served DB`.

It says "đang chạy" when it listens, and what was sent at the end.
"""

from __future__ import annotations

import sys

from bot.house import open_house
from bot.runner import Incoming
from bot.serving import serve
from bot.settings import Settings
from flows.dialogue.events import Started
from tests.bot.platforms import QUICK, Loopback
from tests.bot.scenes import LAN
from tests.conftest import MINI


class Announcing(Loopback):
    """Says when its first batch is done."""

    def __init__(self) -> None:
        super().__init__(pending=[Incoming(LAN, "1", Started())])
        self.before_acknowledging = lambda: print("đang chạy", flush=True)  # noqa: T201 - for the test


def main() -> None:
    platform = Announcing()
    with open_house(sys.argv[1], outlines=[MINI]) as house:
        serve(house, [platform], Settings(port=0), QUICK)
    print(len(platform.sent), platform.closed)  # noqa: T201


if __name__ == "__main__":
    main()
