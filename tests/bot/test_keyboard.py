"""A person at a real terminal (a pseudo-terminal): typing, pasting, history, leaving, a report while they type."""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.chat import GOODBYE, WELCOME
from flows.dialogue import phrases
from tests.bot.test_cli import BEGUN, kept

ENTER, ALT_ENTER, UP, END, STOP = "\r", "\x1b\r", "\x1b[A", "\x04", "\x03"
PROMPT = "›"
PATIENCE = 30.0
"""Seconds after which words are said never to come."""
ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]*[A-Za-z]|\][^\x07]*\x07|[=>])|\r")


@dataclass
class Keyboard:
    """Types, and reads the screen as one long line without colours and cursor movements."""

    terminal: int
    process: subprocess.Popen[bytes]
    _decoder: codecs.IncrementalDecoder = field(
        default_factory=codecs.getincrementaldecoder("utf-8")
    )
    _unread: str = ""
    _all: str = ""

    def type(self, keys: str) -> None:
        os.write(self.terminal, keys.encode())

    def say(self, words: str, answer: str) -> None:
        """At the prompt, and wait for some words of the answer."""
        self.sees(PROMPT)
        self.type(words + ENTER)
        self.sees(answer)

    def sees(self, words: str) -> None:
        """Wait for words that were not read before."""
        deadline = time.monotonic() + PATIENCE
        while words not in self._unread:
            assert time.monotonic() < deadline, f"{words!r} never came: {self._unread!r}"
            self._look()
        self._unread = self._unread.partition(words)[2]

    def read(self) -> str:
        """Everything so far."""
        return self._all

    def leaves(self, key: str = END) -> int:
        """The exit code."""
        self.leave(key)
        self.sees(GOODBYE)
        return self.process.wait(PATIENCE)

    def leave(self, key: str = END) -> None:
        self.sees(PROMPT)
        self.type(key)

    def _look(self) -> None:
        if select.select([self.terminal], [], [], 0.2)[0]:
            seen = self._decoder.decode(os.read(self.terminal, 1 << 16))
            shown = ESCAPES.sub("", seen).replace("\n", " ")
            self._unread += shown
            self._all += shown


@contextmanager
def keyboard(home: Path, *args: str) -> Iterator[Keyboard]:
    """`thuky chat` in a window of its own."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 120, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "chat", *args],
        stdin=slave, stdout=slave, stderr=slave, cwd=home, start_new_session=True,
        env={"HOME": str(home), "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"},
    )  # fmt: skip
    os.close(slave)
    try:
        yield Keyboard(master, process)
    finally:
        process.kill()
        process.wait()
        os.close(master)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / ".local/share/thuky/thuky.db"


def test_a_typed_answer_is_kept_and_the_next_question_comes(tmp_path: Path, database: Path) -> None:
    with keyboard(tmp_path) as lan:
        lan.sees(WELCOME[:40])
        lan.say("1", "câu 1/3")
        lan.say("Chi bộ thôn 3", "câu 2/3")
        assert lan.leaves() == 0

    assert kept(database) == {"to_chuc": "Chi bộ thôn 3"}


def test_a_paste_is_one_message_and_so_is_what_alt_enter_divides(
    tmp_path: Path, database: Path
) -> None:
    with keyboard(tmp_path) as lan:
        for words in BEGUN:
            lan.say(words, "?")
        lan.sees(PROMPT)
        lan.type("\x1b[200~Dòng một.\r\nDòng hai.\r\n\r\nDòng bốn.\x1b[201~" + ENTER)
        lan.sees("câu 2/2")
        lan.say("Trên." + ALT_ENTER + "Dưới.", phrases.KEPT)
        assert lan.leaves() == 0

    assert kept(database)["thuan_loi"] == "Dòng một.\nDòng hai.\n\nDòng bốn."
    assert kept(database)["kho_khan"] == "Trên.\nDưới."


def test_the_arrow_up_brings_back_what_was_typed_before(tmp_path: Path, database: Path) -> None:
    with keyboard(tmp_path) as lan:
        lan.say("1", "câu 1/3")
        lan.say("Đảng bộ xã Hòa An", "câu 2/3")
        lan.say(UP, "câu 3/3")
        assert lan.leaves() == 0

    assert kept(database) == {"to_chuc": "Đảng bộ xã Hòa An", "cap_tren": "Đảng bộ xã Hòa An"}


def test_a_report_comes_while_the_person_sits_and_thinks(tmp_path: Path) -> None:
    with keyboard(tmp_path, "--out", "ra") as lan:
        lan.say("1", "câu 1/3")
        lan.say("/xuat", phrases.BUILDING[:30])
        lan.sees("Tệp: ra/")
        assert [path.suffix for path in (tmp_path / "ra").iterdir()] == [".docx"]
        lan.say("Chi bộ thôn 3", "câu 2/3")
        assert lan.leaves() == 0


def test_leaving_waits_for_a_report_in_the_making(tmp_path: Path) -> None:
    with keyboard(tmp_path, "--out", "ra") as lan:
        lan.say("1", "câu 1/3")
        lan.say("/xuat", phrases.BUILDING[:30])
        assert lan.leaves() == 0

    assert [path.suffix for path in (tmp_path / "ra").iterdir()] == [".docx"]


def test_an_empty_line_is_no_message_and_ctrl_c_rests_too(tmp_path: Path, database: Path) -> None:
    with keyboard(tmp_path) as lan:
        lan.say("1", "câu 1/3")
        lan.say(ENTER + "  " + ENTER + "Chi bộ thôn 3", "câu 2/3")
        assert phrases.BLANK[:20] not in lan.read()
        assert lan.leaves(STOP) == 0

    assert kept(database) == {"to_chuc": "Chi bộ thôn 3"}


def test_what_goes_wrong_is_one_sentence_also_here(tmp_path: Path) -> None:
    with keyboard(tmp_path, "--out", "/proc/ra") as lan:
        lan.say("1", "câu 1/3")
        lan.say("/xuat", phrases.BUILDING[:30])
        lan.leave()
        lan.sees("Không đọc hoặc ghi được /proc/ra")
        assert lan.process.wait(PATIENCE) == 1
        assert "Traceback" not in lan.read()
