"""Where `thuky chat` puts files and how it breaks lines on a screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.chat import WIDEST, Screen, save
from flows.dialogue.messages import Message
from storage.files import File


def file(data: bytes, name: str = "báo cáo.docx") -> File:
    return File(name, "mime", data)


def test_a_file_is_saved_under_its_name_in_a_folder_that_is_made(tmp_path: Path) -> None:
    path = save(tmp_path / "mới" / "nữa", file(b"PK"))

    assert path == tmp_path / "mới" / "nữa" / "báo cáo.docx"
    assert path.read_bytes() == b"PK"


def test_another_file_of_that_name_is_never_overwritten(tmp_path: Path) -> None:
    names = [save(tmp_path, file(data)).name for data in (b"1", b"2", b"3", b"2")]

    assert names == ["báo cáo.docx", "báo cáo (2).docx", "báo cáo (3).docx", "báo cáo (2).docx"]
    assert sorted(each.read_bytes() for each in tmp_path.iterdir()) == [b"1", b"2", b"3"]


def test_what_a_killed_program_left_half_written_is_no_report(tmp_path: Path) -> None:
    (tmp_path / "báo cáo.docx.part").write_bytes(b"PKPK")

    assert save(tmp_path, file(b"PK")).read_bytes() == b"PK"
    assert [each.name for each in tmp_path.iterdir()] == ["báo cáo.docx"]


@pytest.mark.parametrize("wraps", [True, False])
def test_only_a_screen_breaks_lines_and_only_between_words(
    wraps: bool,  # noqa: FBT001 - one of two
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = "đồng chí " * 60 + "x" * 200
    Screen(tmp_path, wraps=wraps).send(Message(words), None)

    shown = capsys.readouterr().out.removesuffix("\n\n")
    assert shown.split() == words.split()
    longest = max(len(line) for line in shown.splitlines()[:-1] or [shown])
    assert longest <= WIDEST if wraps else longest == len(words)


def test_a_file_is_shown_by_its_path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Screen(tmp_path).send(Message("Gửi đồng chí."), file(b"PK"))

    assert capsys.readouterr().out == f"Gửi đồng chí.\nTệp: {tmp_path / 'báo cáo.docx'}\n\n"
