"""Drafts to compose in tests: outline 000 with its shipped answers, and tiny outlines of one slot."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from flows.drafts.values import Answer, Answers, State
from outlines import loader
from outlines.kinds import read
from outlines.model import Document, Fact, Numbering, Outline, Section, Slot
from outlines.reading import Accepted, Json
from reports.compose import compose
from reports.report import Block, Report

NOW = datetime(2026, 6, 1, 8, 30, tzinfo=UTC)
ANSWERS = Path(__file__).parents[1] / "answers" / "000-so-ket-giua-nhiem-ky.yaml"

CHI_BO: Json = {"kind": "chi bộ", "name": "Trường THCS Lê Lợi"}
DANG_BO: Json = {"kind": "đảng bộ", "name": "phường Hòa Khánh"}


def said(words: str, value: Json = None) -> Answer:
    return Answer(State.ANSWERED, words, words if value is None else value)


@cache
def outline_000() -> Outline:
    path = loader.find("000")
    assert path is not None
    return loader.load(path)


def answers_000() -> dict[str, Answer]:
    """What the imagined secretary of tests/answers/ says, as it would be stored."""
    typed: Mapping[str, str] = YAML(typ="safe", pure=True).load(ANSWERS.read_text("utf-8"))
    return {id: _stored(id, words) for id, words in typed.items()}


def _stored(id: str, words: object) -> Answer:
    question = outline_000().question(id)
    if isinstance(words, dict):
        return Answer(State(words["state"]))
    if question is None:
        return said(str(words))
    reading = read(question, str(words), date(2023, 6, 5))
    assert isinstance(reading, Accepted), (id, reading)
    return said(str(words), reading.value)


def small(*parts: Section | Slot, numbering: tuple[Numbering, ...] = ("roman",)) -> Outline:
    """An outline of these parts under the usual facts."""
    facts = ("so", "dia_danh", "nguoi_ky", "noi_nhan")
    return Outline(
        id="small",
        version=3,
        title="Nhỏ",
        numbering=("none", *numbering, "bracket", "arabic"),
        document=Document(type="Báo cáo", subject="Việc nhỏ", name="Việc nhỏ", symbol="BC"),
        facts=(
            Fact(id="to_chuc", kind="organisation", ask="Tổ chức?"),
            Fact(id="cap_tren", kind="organisation", ask="Cấp trên?"),
            *(Fact(id=id, kind="long_text", ask="Gì?") for id in facts),
            Fact(id="ngay", kind="date", ask="Ngày?"),
            Fact(id="chuc_vu", kind="choice", ask="Ai?", choices=("Bí thư", "Phó Bí thư")),
        ),
        sections=(Section(id="goc", heading="Gốc", parts=parts),),
    )


def report_of(outline: Outline, answers: Answers) -> Report:
    return compose(outline, answers, NOW)


def blocks(answers: Answers, *parts: Section | Slot) -> tuple[Block, ...]:
    """What the parts print, without the heading of the section around them."""
    return report_of(small(*parts), answers).blocks[1:]
