"""The command line as its users have it: `chat` as a pipe, `migrate`, and what is said when it cannot."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli import run
from bot.settings import Settings
from flows.dialogue import phrases
from tests.bot.command import Ended, thuky
from tests.conftest import MINI

BEGUN = ("1", "Chi bộ thôn 3", "Đảng bộ xã Hòa An", "2020-2025", "1", "1")
"""Up to the first question of the first section."""
LONG = "đảng " * 20_000
NASTY = (b"", b"   ", b"\x00\x00", b"\xff\xfe\xfa", b"\x1b[31m", "\u2028".encode(), b"9" * 5_000)
"""Lines that are no answer to a question about an organisation, or no text at all."""


def conversation(*lines: str) -> str:
    return "".join(line + "\n" for line in lines)


def kept(database: Path) -> dict[str, str]:
    """Question -> newest words."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT question, words FROM revision ORDER BY seq").fetchall()
    return dict(rows)


def one_sentence(ended: Ended) -> bool:
    return ended.code == 1 and ended.err.count("\n") == 1 and "Traceback" not in ended.err


# --- chat as a pipe --------------------------------------------------------------------------


def test_each_line_is_a_message_and_each_message_ends_with_the_one_empty_line(
    tmp_path: Path,
) -> None:
    said = conversation(*BEGUN, r"Dòng một.\n\nDòng hai.", LONG, "/mau", "/xuat")
    ended = thuky(tmp_path, "chat", said=said)

    messages = ended.messages()
    assert (ended.code, ended.err) == (0, "")
    assert len(messages) == 1 + len(BEGUN) + 4 + 1
    assert ended.out.endswith("\n\n")
    assert all(line.strip() for message in messages for line in message.split("\n"))
    words = kept(tmp_path / ".local/share/thuky/thuky.db")
    assert words["thuan_loi"] == "Dòng một.\n\nDòng hai."
    assert words["kho_khan"] == LONG.strip()
    path = tmp_path / messages[-1].rpartition("Tệp: ")[2]
    assert path.parent == tmp_path / "bao-cao"
    assert path.read_bytes().startswith(b"PK")


def test_jsonl_says_the_same_as_objects_and_choices_answer_to_their_index(tmp_path: Path) -> None:
    plain = thuky(tmp_path, "chat", "--db", "a.db", said=conversation(*BEGUN)).messages()
    said = conversation(*BEGUN, "/xuat")
    ended = thuky(tmp_path, "chat", "--jsonl", "--db", "b.db", "--out", "kết quả", said=said)

    heard = [json.loads(line) for line in ended.out.splitlines()]
    firsts = [m["text"].split("\n")[0] for m in heard]
    assert firsts[: len(plain)] == [m.split("\n")[0] for m in plain]
    mode = next(m for m in heard if phrases.ASK_MODE in m["text"])
    assert mode["choices"] == [
        {"index": 1, "label": phrases.MODES["points"]},
        {"index": 2, "label": phrases.MODES["whole"]},
    ]
    assert {"command": "/boqua", "label": "Bỏ qua"} in heard[1]["actions"]
    assert [("file" in m) for m in heard] == [False] * (len(heard) - 1) + [True]
    assert (tmp_path / heard[-1]["file"]).parent == tmp_path / "kết quả"


def test_the_end_of_the_input_keeps_the_draft_and_the_next_run_goes_on(tmp_path: Path) -> None:
    first = thuky(tmp_path, "chat", said="1\nChi bộ thôn 3")
    then = thuky(tmp_path, "chat", said="Đảng bộ xã Hòa An\n")

    assert (first.code, then.code) == (0, 0)
    assert "“Chi bộ thôn 3”" in then.messages()[0]
    assert then.messages()[0].split("\n")[3:] == first.messages()[-1].split("\n")[2:]
    assert kept(tmp_path / ".local/share/thuky/thuky.db")["cap_tren"] == "Đảng bộ xã Hòa An"


def test_no_bytes_whatever_make_it_fail(tmp_path: Path) -> None:
    ended = thuky(
        tmp_path,
        "chat",
        said=b"\n".join([b"1", *NASTY, b"Chi b\xe1\xbb\x99 th\xc3\xb4n 3", b"\xe1"]),
    )

    assert (ended.code, ended.err) == (0, "")
    assert len(ended.messages()) == 2 + len(NASTY) + 2
    assert "Đã ghi" in ended.messages()[-2]


def test_it_speaks_vietnamese_whatever_the_locale_and_prints_any_path(tmp_path: Path) -> None:
    folder = os.fsdecode(b"b\xe1o c\xe1o")  # a name in an old encoding
    said = conversation(*BEGUN, "/xuat").encode()
    done = subprocess.run(
        [sys.executable, "-m", "bot", "chat", "--out", folder],
        input=said, capture_output=True, check=False, cwd=tmp_path,
        env={"HOME": str(tmp_path), "LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, b"")
    assert phrases.GREETING.encode() in done.stdout
    assert b"b\xe1o c\xe1o/B\xc3\xa1o" in done.stdout
    assert len(list((tmp_path / folder).iterdir())) == 1


def test_two_people_on_one_machine_have_their_own_drafts(tmp_path: Path) -> None:
    thuky(tmp_path, "chat", "--as", "lan", said="1\nChi bộ thôn 3\n")

    assert phrases.GREETING in thuky(tmp_path, "chat", "--as", "minh").out


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    command = (
        f"printf '1\\n1\\n' | {sys.executable} -m bot chat | head -n 1; echo ${{PIPESTATUS[@]}}"
    )
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True, check=False, cwd=tmp_path, env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip

    assert done.stderr == b""
    assert done.stdout.decode().splitlines() == [phrases.GREETING, "0 0 0"]


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_quietly_and_the_draft_is_kept(
    sent: signal.Signals, code: int, tmp_path: Path
) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "chat", "--jsonl"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        cwd=tmp_path, env={"HOME": str(tmp_path)},
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write("1\nChi bộ thôn 3\n".encode())
        process.stdin.flush()
        heard = [process.stdout.readline() for _ in range(3)]
        process.send_signal(sent)
        error = process.stderr.read()

    assert all(heard)
    assert (process.returncode, error) == (code, b"")
    assert kept(tmp_path / ".local/share/thuky/thuky.db") == {"to_chuc": "Chi bộ thôn 3"}


def test_a_report_that_cannot_be_saved_comes_the_next_time(tmp_path: Path) -> None:
    ended = thuky(tmp_path, "chat", "--out", "/proc/bao-cao", said=conversation(*BEGUN, "/xuat"))
    again = thuky(tmp_path, "chat", "--out", "bao-cao")

    assert one_sentence(ended)
    assert "/proc/bao-cao" in ended.err
    assert "Tệp: bao-cao/" in again.messages()[0]


# --- what can be wrong -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("/proc/nowhere/thuky.db", "/proc/nowhere/thuky.db"),
        ("postgresql://lan:bimat123@127.0.0.1:1/thuky", "127.0.0.1/thuky"),
        ("postgresql://lan:bimat123@127.0.0.1:x/thuky", "không đúng dạng"),
        ("mysql://lan:bimat123@localhost/thuky", "SQLite hoặc PostgreSQL"),
        (str(MINI), "không phải là cơ sở dữ liệu"),
        (str(MINI.parent), "Không mở được"),
    ],
)
def test_a_database_that_cannot_be_opened_is_one_sentence(
    url: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for args, settings in (
        (("migrate", "--db", url), Settings()),
        (("migrate",), Settings(database_url=url)),
    ):
        assert run(args, settings) == 1
        shown = capsys.readouterr()
        assert shown.out == ""
        assert said in shown.err
        assert shown.err.count("\n") == 1
        assert "bimat123" not in shown.err


def test_a_server_that_does_not_answer_is_one_sentence_of_the_real_command(tmp_path: Path) -> None:
    url = "postgresql://lan:bimat123@127.0.0.1:1/thuky"
    ended = thuky(tmp_path, "chat", said="1\n", DATABASE_URL=url)

    assert one_sentence(ended)
    assert "bimat123" not in ended.err


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Migrated, empty."""
    path = tmp_path / "thuky.db"
    assert run(("migrate", "--db", str(path)), Settings()) == 0
    return path


def test_a_database_of_a_newer_program_is_refused_and_left_alone(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = database.read_bytes()
    capsys.readouterr()

    assert run(("migrate", "--db", str(database)), Settings()) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "mới hơn" in shown.err
    assert shown.err.count("\n") == 1
    assert database.read_bytes() == before


def test_a_database_in_which_another_program_writes_is_one_sentence(
    database: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        ended = thuky(tmp_path, "chat", "--db", f"sqlite:///{database}?timeout=0.1")

    assert one_sentence(ended)
    assert "đang bận" in ended.err


def test_a_wrong_variable_is_one_sentence(tmp_path: Path) -> None:
    ended = thuky(tmp_path, "outline", "list", THUKY_JOB_LEASE="nửa phút")

    assert one_sentence(ended)
    assert "THUKY_JOB_LEASE" in ended.err


def test_migrate_brings_a_database_up_and_may_be_repeated(database: Path) -> None:
    assert run(("migrate", "--db", str(database)), Settings()) == 0
    assert kept(database) == {}
