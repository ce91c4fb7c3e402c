"""`thuky chat`: the terminal's input and output. Pleasant for a person, exact for a pipe; no rule of the dialogue."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import get_terminal_size
from textwrap import wrap
from threading import Event as Flag
from threading import Lock

from prompt_toolkit import PromptSession
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.patch_stdout import patch_stdout

from bot.channels import terminal
from bot.house import House
from bot.seat import Seat
from flows.dialogue.events import Started
from flows.dialogue.messages import Message
from storage.chats import Address
from storage.files import File

WELCOME = (
    "(Dán nhiều dòng được; xuống dòng trong một tin: Alt+Enter. Nghỉ: Ctrl+D, bản nháp vẫn còn.)"
)
GOODBYE = "Bản nháp đã cất. Lần sau gõ lại lệnh này để viết tiếp."
WIDEST = 90
"""Longest line on a screen, in characters: longer ones are hard to read."""
PAUSE = 0.5
"""Seconds between looks for finished work while a person is typing."""


@dataclass(frozen=True, slots=True)
class Screen:
    """Prints messages and puts files into a folder."""

    out: Path
    jsonl: bool = False
    wraps: bool = False
    """A person reads it: lines break between words, not at the edge of the window."""

    def send(self, message: Message, file: File | None) -> None:
        path = str(save(self.out, file)) if file else ""
        show = terminal.render_json if self.jsonl else terminal.render
        shown = show(message, path)
        end = "\n" if self.jsonl else "\n\n"
        print(_wrapped(shown) if self.wraps else shown, end=end, flush=True)


def _wrapped(text: str) -> str:
    width = min(get_terminal_size().columns, WIDEST)
    lines = (wrap(line, width, break_long_words=False) or [""] for line in text.splitlines())
    return "\n".join(part for parts in lines for part in parts)


def save(folder: Path, file: File) -> Path:
    """The file under its own name; another file of that name is never overwritten."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in _names(folder / file.name):
        if not path.exists():
            part = path.with_name(path.name + ".part")
            part.write_bytes(file.data)
            part.replace(path)
            return path
        if path.read_bytes() == file.data:
            return path
    raise AssertionError("names never run out")


def _names(path: Path) -> Iterator[Path]:
    yield path
    number = 2
    while True:
        yield path.with_stem(f"{path.stem} ({number})")
        number += 1


def run(house: House, screen: Screen, who: str, lines: Iterable[str] | None) -> None:
    """Talk until the input ends. `lines` are a pipe's; None asks the person at the keyboard."""
    seat = Seat(house, Address(terminal.CHANNEL, "local", who, who), screen.send)
    seat.pump()
    if lines is None:
        _at_keyboard(house, seat)
        return
    seat.happen(Started())
    for line in lines:
        seat.say(terminal.parse(line))
    seat.wait()


def piped() -> Iterable[str] | None:
    """Standard input line by line, or None where a person sits at it."""
    if sys.stdin.isatty():
        return None
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    return sys.stdin


def _at_keyboard(house: House, seat: Seat) -> None:
    lock = Lock()
    with patch_stdout(raw=True):
        print(WELCOME, end="\n\n")
        seat.happen(Started())
        with _working(house, seat, lock):
            for words in _typed():
                with lock:
                    seat.tell(words)
    seat.wait()
    print(GOODBYE)


@contextmanager
def _working(house: House, seat: Seat, lock: Lock) -> Iterator[None]:
    """Someone works while the person types; what went wrong there is raised at the end."""
    over = Flag()
    with ThreadPoolExecutor(1) as helper:
        work = helper.submit(_work, house, seat, lock, over)
        try:
            yield
        finally:
            over.set()
        work.result()


def _work(house: House, seat: Seat, lock: Lock, over: Flag) -> None:
    """Builds beside the typing; only the showing waits its turn."""
    while not over.wait(PAUSE):
        house.work()
        with lock:
            seat.pump()


def _typed() -> Iterator[str]:
    """What the person enters, until Ctrl+D or Ctrl+C. Its history lives as long as the session: no words on disk."""
    keys = KeyBindings()
    keys.add("escape", "enter")(lambda event: event.current_buffer.insert_text("\n"))
    session: PromptSession[str] = PromptSession("› ", key_bindings=keys)
    while True:
        try:
            words = session.prompt()
        except (EOFError, KeyboardInterrupt):
            return
        if words.strip():
            yield words
