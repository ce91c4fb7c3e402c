"""How many messages a report costs on each channel's limits: `python -m benchmarks.messages`.

Plays the three outlines from the sample answers, one message an answer; both ways are counted, as the strictest
reading of Zalo's quota does.
"""

# ruff: noqa: T201, a benchmark speaks by printing

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from bot.answers import read
from bot.channels import telegram, terminal, zalo_bot
from bot.house import cut, open_house
from bot.outline_commands import shipped_outline
from bot.play import play
from bot.settings import MONTHLY
from bot.world import real
from flows.dialogue.messages import Limits
from flows.drafts.settings import MODE, NAME
from storage import quota
from storage.store import Store

ANSWERS = Path("tests/answers")
CHANNELS = {telegram.CHANNEL: telegram.LIMITS, zalo_bot.CHANNEL: zalo_bot.LIMITS}


def cost(path: Path, channel: str, limits: Limits) -> int:
    """Messages of one report, both ways. Each answer is whole, so nothing is joined."""
    outline = shipped_outline(path.name[:3])
    answers = read(path, [*(each.id for each in outline.questions()), NAME, MODE])
    played = {terminal.CHANNEL: replace(limits, joins=False, forms=False)}
    world = real(played, lambda _, message: cut(channel, message))
    with tempfile.TemporaryDirectory() as folder:
        url = str(Path(folder) / "play.db")
        with open_house(url, world=world) as house:
            start = house.world.now()
            play(house, outline, answers)
            return sum(_used(house.store, house.world.now().replace(year=start.year - 1)))


def _used(store: Store, since: object) -> tuple[int, int]:
    return store.run(lambda tx: quota.used(tx, terminal.CHANNEL, "play", since))  # type: ignore[arg-type]


def main() -> None:
    for path in sorted(ANSWERS.glob("*.yaml")):
        for channel, limits in CHANNELS.items():
            found = cost(path, channel, limits)
            capacity = f"; {MONTHLY // found} reports a month" if channel != "telegram" else ""
            print(f"{path.stem:32} {channel:10} {found:5} messages{capacity}")


if __name__ == "__main__":
    main()
