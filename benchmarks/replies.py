"""How much later replies come while 60 reports are being built: `python -m benchmarks.replies`. Prints a ratio.

The program is `thuky serve` in a process of its own, the platform a fake Bot API over HTTP in this one. Absolute
times say nothing on a shared machine; both halves are measured in one run.
"""

# ruff: noqa: T201, a benchmark speaks by printing

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path
from signal import SIGTERM
from statistics import quantiles

from flows.dialogue import phrases
from tests.telegram.fake_api import FakeApi
from tests.telegram.hub import TOKEN, Hub
from tests.telegram.served import free_port, hurried

REPORTS = 60
TALKERS = 8
ASKED = 600
"""Replies that are waited for without reports."""
OPENING = ("/start", "1", "Chi bộ thôn 3", "Đảng bộ xã Hòa An", "2020-2025", "1", "1")
FIRST = 9_000
"""Chats from here on order reports; below it they talk."""


def main() -> None:
    with FakeApi(Hub(hurried)) as api, _serving(api), ThreadPoolExecutor(TALKERS) as hands:
        everybody = [*range(1, TALKERS + 1), *range(FIRST, FIRST + REPORTS)]
        list(hands.map(lambda chat: [_ask(api, chat, words) for words in OPENING], everybody))
        asked = count()
        quiet = _talk(api, hands, lambda: next(asked) < ASKED)
        for chat in range(FIRST, FIRST + REPORTS):
            api.hub.say(chat, "/xuat")
        while not all(_is_answered(api, chat) for chat in range(FIRST, FIRST + REPORTS)):
            time.sleep(0.01)  # whoever spoke after sixty others at once waits for sixty replies
        busy = _talk(api, hands, lambda: _built(api) < REPORTS)
    print(f"replies measured: {len(quiet)} without, {len(busy)} with reports in the making")
    print(f"p95 with / p95 without = {_p95(busy) / _p95(quiet):.2f}")


@contextmanager
def _serving(api: FakeApi) -> Iterator[None]:
    with tempfile.TemporaryDirectory() as home:
        env = {
            "HOME": home,
            "DATABASE_URL": str(Path(home) / "thuky.db"),
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_BASE_URL": api.base_url,
            # The paces of Telegram are not what is measured. Much faster, and showing that work is being done would
            # be most of the work.
            "THUKY_HASTE": "5",
            "PORT": str(free_port()),
        }
        with subprocess.Popen([sys.executable, "-m", "bot", "serve"], env=env) as process:
            yield
            process.send_signal(SIGTERM)


def _talk(api: FakeApi, hands: ThreadPoolExecutor, more: Callable[[], bool]) -> list[float]:
    """Seconds until each reply. `/mau` is answered at once, with words of the outline."""

    def talk(chat: int) -> list[float]:
        times = []
        while more():
            times.append(_ask(api, chat, "/mau"))
        return times

    return list(chain.from_iterable(hands.map(talk, range(1, TALKERS + 1))))


def _ask(api: FakeApi, chat: int, words: str) -> float:
    seen = len(api.hub.heard(chat))
    began = time.perf_counter()
    api.hub.say(chat, words)
    while len(api.hub.heard(chat)) == seen:
        time.sleep(0.001)
    return time.perf_counter() - began


def _is_answered(api: FakeApi, chat: int) -> bool:
    last = api.hub.heard(chat)[-1]
    return last.text == phrases.BUILDING or bool(last.file)


def _built(api: FakeApi) -> int:
    chats = range(FIRST, FIRST + REPORTS)
    return sum(any(each.file for each in api.hub.heard(chat)) for chat in chats)


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


if __name__ == "__main__":
    main()
