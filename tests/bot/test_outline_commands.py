"""`thuky outline list | show | check`, for those who write outlines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli import run
from bot.settings import Settings
from outlines.loader import shipped
from tests.conftest import MINI


def command(*args: str) -> int:
    """In this process: nothing here opens a database."""
    return run(args, Settings())


def test_the_list_names_every_shipped_outline_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert command("outline", "list") == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [path.stem for path in shipped()]


def test_an_outline_is_shown_with_every_question(capsys: pytest.CaptureFixture[str]) -> None:
    assert command("outline", "show", "000") == 0
    text = capsys.readouterr().out
    assert command("outline", "show", "000", "--json") == 0
    model = json.loads(capsys.readouterr().out)

    assert model["id"] == text.split(",")[0]
    assert all(f"[{fact['id']}] {fact['ask']}" in text for fact in model["facts"])
    assert "[kq_trong_tam_tinh]" in text


@pytest.mark.parametrize("args", [("show", "nosuch"), ("show", "nosuch", "--json"), ("show", "..")])
def test_an_unknown_outline_is_one_sentence_with_those_there_are(
    args: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("outline", *args) == 1

    shown = capsys.readouterr()
    assert shown.out == ""
    assert shipped()[0].stem in shown.err
    assert shown.err.count("\n") == 1


def test_good_outlines_pass_the_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert command("outline", "check", str(MINI), *map(str, shipped())) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (("kind: term", "kind: terme"), "36:11"),
        (("version: 1", "version: [1"), ""),
        (("ask: Báo cáo ký ngày nào?", "ask:\tBáo cáo"), ""),
    ],
)
def test_a_broken_outline_is_told_with_file_line_and_column(
    change: tuple[str, str], place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "hỏng.yaml"
    broken.write_text(MINI.read_text(encoding="utf-8").replace(*change, 1), encoding="utf-8")

    assert command("outline", "check", str(MINI), str(broken)) == 1
    first = capsys.readouterr().err.splitlines()[0]
    assert first.startswith(f"{broken}:{place}")
    line, column = first.removeprefix(f"{broken}:").split(":")[:2]
    assert line.isdigit()
    assert column.isdigit()


def test_a_missing_outline_file_is_told_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("outline", "check", str(tmp_path / "không có.yaml")) == 1
    assert "không có.yaml" in capsys.readouterr().err
