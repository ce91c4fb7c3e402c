"""`thuky play`: a conversation from an answers file, the report it brings, and the same conversation through a pipe."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from docx import Document

from bot.answers import Given, read
from bot.cli import run
from bot.settings import Settings
from flows.drafts.settings import MODE, NAME
from flows.drafts.values import State
from outlines.loader import load, shipped
from outlines.text import clean
from tests.bot.command import Ended, thuky

OUTLINE = shipped()[0]
ANSWERS = Path(__file__).parent.parent / "answers" / f"{OUTLINE.stem}.yaml"


@dataclass(frozen=True, slots=True)
class Played:
    """A report and its conversation."""

    out: Path
    talk: Path

    def report(self) -> str:
        """All words of the file, paragraph by paragraph, tables cell by cell."""
        document = Document(str(self.out))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(each.text for each in document.paragraphs), *cells])

    def blocks(self) -> list[str]:
        """What both sides said."""
        return self.talk.read_text(encoding="utf-8").removesuffix("\n").split("\n\n")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """With the answers that come with the program."""
    folder = tmp_path_factory.mktemp("play")
    out, talk = folder / "out" / "báo cáo.docx", folder / "talk.txt"
    where = ("--out", str(out), "--transcript", str(talk))
    assert run(("play", OUTLINE.stem, "--answers", str(ANSWERS), *where), Settings()) == 0
    return Played(out, talk)


def given(path: Path) -> dict[str, Given]:
    known = [question.id for question in load(OUTLINE).questions()]
    return dict(read(path, [*known, NAME, MODE]))


def test_every_long_answer_stands_in_the_report_word_for_word(played: Played) -> None:
    report = played.report()
    long = {q.id for q in load(OUTLINE).questions() if q.kind == "long_text"}
    lines = [
        line.strip(" -;.,")
        for id, answer in given(ANSWERS).items()
        if id in long and answer.state is State.ANSWERED
        for line in clean(answer.words).split("\n")
    ]

    assert len(lines) > 30
    assert [line for line in lines if line not in report] == []


def test_the_transcript_holds_every_answer_as_the_person_said_it(played: Played) -> None:
    said = [block for block in played.blocks() if block.startswith("> ")]

    answers = [each.words for each in given(ANSWERS).values() if each.state is State.ANSWERED]
    lines = {"> " + words.replace("\n", "\\n") for words in answers} - {"> points"}
    assert lines <= set(said)


def test_the_same_lines_through_a_pipe_are_answered_with_the_same_messages(
    played: Played, tmp_path: Path
) -> None:
    blocks = played.blocks()
    said = "\n".join(block[2:] for block in blocks if block.startswith("> "))
    heard = thuky(tmp_path, "chat", said=said).messages()

    told = [block for block in blocks if not block.startswith("> ")]
    assert without_path(heard) == without_path(told)


def without_path(messages: Sequence[str]) -> list[str]:
    return [each.partition("\nTệp: ")[0] for each in messages]


def test_json_answers_do_as_well_and_the_command_prints_where_the_report_is(tmp_path: Path) -> None:
    answers = {
        "to_chuc": "Chi bộ thôn 3",
        "cap_tren": "Đảng bộ xã Hòa An",
        "nhiem_ky": "2020-2025",
        MODE: "whole",
        "boi_canh": 'Thuận lợi:\tđoàn kết 😊 "một" lòng \\ 1/2 & <2>\nKhó khăn: ít',
        "kq_chinh_tri": {"state": "by-hand"},
        "kq_cai_cach": {"state": "none-arisen"},
    }  # fmt: skip
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(answers, indent="\t").replace("1/2", r"1\/2"), encoding="utf-8")
    where = ("--out", "out/1.docx", "--transcript", "1.txt")
    ended = thuky(tmp_path, "play", OUTLINE.stem, "--answers", path.name, *where)

    assert ended == Ended(0, "out/1.docx\n", "")
    played = Played(tmp_path / "out/1.docx", tmp_path / "1.txt")
    assert 'đoàn kết 😊 "một" lòng \\ 1/2 & <2>' in played.report()
    assert "Không phát sinh" in played.report()
    assert "Đã ghi: điền tay khi in." in "\n".join(played.blocks())


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("to_chuc: Chi bộ thôn 3\nnhiem_ky: không nhớ\n", "“nhiem_ky”"),
        ("to_chuk: Chi bộ thôn 3\n", "xấu.yaml:1: "),
    ],
)
def test_an_answer_that_does_not_fit_is_one_sentence_and_no_report(
    answers: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "xấu.yaml"
    path.write_text(answers, encoding="utf-8")
    out = tmp_path / "out.docx"

    assert run(("play", "000", "--answers", str(path), "--out", str(out)), Settings()) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert said in shown.err
    assert not out.exists()
