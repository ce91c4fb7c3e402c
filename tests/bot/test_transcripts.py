"""Whole conversations as text files that anybody can review: `> ` is the person, the rest is the bot.

Each runs twice: in memory, everything through JSON; and on the real runner, SQLite, job and Word file.
`pytest tests/bot/test_transcripts.py --rewrite` writes the files anew; then read the difference.
A line `# outline: NAME` names a file of tests/outlines/fixtures or of the shipped outlines (its beginning is
enough); `! kill` stops the program and starts it again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from bot.channels import terminal
from bot.house import open_house
from bot.seat import Seat
from bot.workshop import summary
from flows.dialogue.events import Event, Finished, Said, Started
from flows.dialogue.messages import Message
from outlines.loader import load, shipped
from reports.job import build
from storage.chats import Address
from storage.files import File
from tests.memory import NOW, Memory
from tests.worlds import at_once, counted

HERE = Path(__file__).parent.parent
RESTART = "! kill"
TRANSCRIPTS = sorted((HERE / "transcripts").glob("*.txt"))


class InMemory:
    """The fake shell."""

    def __init__(self, outline: Path) -> None:
        self._memory = Memory([load(outline)])
        self._source = outline.read_text(encoding="utf-8")
        self._files: dict[str, str] = {}

    def start(self) -> list[str]:
        return self._shown(Started())

    def restart(self) -> list[str]:
        return self.start()

    def say(self, words: str) -> list[str]:
        shown = self._shown(Said(words))
        while self._memory.jobs:
            shown += self._shown(self._build(self._memory.jobs.pop(0).draft))
        return shown

    def _build(self, draft: str) -> Finished:
        at = self._memory.drafts[draft]
        built = build(self._source, at.answers, NOW)
        self._files["file"] = built.name
        return Finished("1", draft, {**summary(at.outline, at.answers), "file": "file"})

    def _shown(self, event: Event) -> list[str]:
        return [
            terminal.render(each, self._files.get(each.file, ""))
            for each in self._memory.happen(event)
        ]


class Real:
    """The real runner on a file."""

    def __init__(self, outline: Path, folder: Path) -> None:
        self._heard: list[str] = []
        self._url, self._outline = str(folder / "real.db"), outline
        self._rest = ExitStack()
        self._seat = self._sit()

    def _sit(self) -> Seat:
        house = self._rest.enter_context(
            open_house(self._url, world=counted(), outlines=[self._outline], submit=at_once)
        )
        return Seat(house, Address(terminal.CHANNEL, "local", "toi", "toi"), self._hear)

    def _hear(self, message: Message, file: File | None) -> None:
        self._heard.append(terminal.render(message, file.name if file else ""))

    def start(self) -> list[str]:
        self._seat.happen(Started())
        return self._shown()

    def say(self, words: str) -> list[str]:
        self._seat.say(words)
        return self._shown()

    def restart(self) -> list[str]:
        """A new house on the same file."""
        self._rest.close()
        self._seat = self._sit()
        return self.start()

    def _shown(self) -> list[str]:
        shown, self._heard = self._heard, []
        return shown

    def close(self) -> None:
        self._rest.close()


def played(shell: InMemory | Real, script: list[str]) -> Iterator[str]:
    """The conversation anew: the person's lines as they stand, the bot's as they are now."""
    yield from shell.start()
    for line in script:
        yield line
        yield from shell.restart() if line == RESTART else shell.say(terminal.parse(line[2:]))


def rewritten(path: Path, shell: InMemory | Real) -> str:
    text = path.read_text(encoding="utf-8")
    head = [line for line in text.splitlines() if line.startswith("# ")]
    script = [line for line in text.splitlines() if line.startswith("> ") or line == RESTART]
    return "\n\n".join(["\n".join(head), *played(shell, script)]) + "\n"


def outline_of(path: Path) -> Path:
    name = path.read_text(encoding="utf-8").partition("# outline: ")[2].splitlines()[0]
    places = (*shipped(), *(HERE / "outlines" / "fixtures").glob("*.yaml"))
    return next(each for each in places if each.stem.startswith(name))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_a_conversation_goes_as_written(
    path: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    real = Real(outline_of(path), tmp_path)
    with closing(real):
        found = rewritten(path, real)
    if request.config.getoption("--rewrite"):
        path.write_text(found, encoding="utf-8")

    assert found == path.read_text(encoding="utf-8")
    assert rewritten(path, InMemory(outline_of(path))) == found
