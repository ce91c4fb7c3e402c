"""Words are sacred: text in equals text out, through the real bytes, read back by two readers."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.drafts.values import Answers
from outlines.model import Point, Slot
from outlines.reading import Json
from outlines.text import clean, lines
from reports.ooxml import run
from reports.report import Column, Table
from reports.word import write
from tests.reports.reading import body, paragraphs, text, w
from tests.reports.sample import report_of, said, small
from tests.reports.test_compose import tabled

SLOT = Slot(id="s", heading="Mục", ask="?")
LED = Slot(
    id="t",
    heading="Ý",
    ask="?",
    points=(Point(id="p", ask="?", title="Về việc", prints="lead"),),
)

NASTY = st.one_of(
    st.text(max_size=200),
    st.text('&<>"\'\t\n ]]>aữ\u0303\u0300\u202e\u200d\u200f\ufeff\x00\x08\x0b\x1f\x85\u2028', max_size=80),
    st.text("đẩy ệ ự\u0065\u0302\u0301\U0001f468\u200d\U0001f469\u200d\U0001f467 שלום مرحبا", max_size=80),
    st.text(st.characters(categories=("Cs", "Co", "Cn", "Cf", "Zs", "Mn")), max_size=40),
)  # fmt: skip


def written(answers: Answers, *slots: Slot) -> bytes:
    return write(report_of(small(*slots), answers))


def answered(content: bytes) -> list[str]:
    return list(paragraphs(content, "Body", "BodyLast"))


def by_python_docx(content: bytes) -> list[str]:
    found = docx.Document(BytesIO(content)).paragraphs
    return [each.text for each in found if each.style and each.style.name.startswith("Thân bài")]


@given(NASTY)
@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])
def test_text_in_is_text_out(words: str) -> None:
    content = written({"s": said(words)}, SLOT)

    expected = lines(clean(words)) or ["………………"]
    assert answered(content) == expected
    assert by_python_docx(content) == expected


@given(NASTY)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_text_after_a_lead_is_the_same_text(words: str) -> None:
    content = written({"p": said(words)}, LED)

    first, *rest = lines(clean(words)) or ["………………"]
    assert answered(content) == [f"- Về việc: {first}", *rest]


@given(NASTY)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_no_text_anywhere_can_break_the_file(words: str) -> None:
    fact: Json = {"kind": "chi bộ", "name": words}
    row: Json = {"rows": [{"id": "r1", "cells": {"ten": words, "dvt": words, "du_bao": words}}]}
    ids = ("so", "dia_danh", "nguoi_ky", "noi_nhan", "ngay", "chuc_vu")
    answers = {id: said(words) for id in ids}

    content = written({**answers, "to_chuc": said("x", fact), "s": said("x", row)}, tabled())

    assert by_python_docx(content) == []
    assert len(docx.Document(BytesIO(content)).tables) == 3


@pytest.mark.parametrize(
    "words",
    [
        "ạ" * 100_000,
        "từ " * 33_333 + "hết",
        "dòng\n" * 20_000,
        "😀👨‍👩‍👧 " * 10_000 + "x",
        "\t".join(["cột"] * 5_000),
    ],
)
def test_a_hundred_thousand_characters_are_fine(words: str) -> None:
    assert answered(written({"s": said(words)}, SLOT)) == lines(clean(words))


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        ("a\tb", ["t", "tab", "t"]),
        ("a\nb", ["t", "br", "t"]),
        ("\t", ["tab"]),
        ("", []),
        ("a\x00b\ud800c\uffff", ["t"]),
    ],
)
def test_a_run_has_elements_for_what_is_no_letter(words: str, pieces: list[str]) -> None:
    assert [each.tag.rpartition("}")[2] for each in run(words)] == pieces  # type: ignore[attr-defined]


def test_spaces_are_kept() -> None:
    content = written({"s": said("hai  ba   bốn")}, SLOT)

    spaces = "{http://www.w3.org/XML/1998/namespace}space"
    assert {each.get(spaces) for each in body(content).iter(w("t"))} == {"preserve"}


def test_cells_keep_their_words() -> None:
    report = report_of(small(SLOT), {"s": said("x")})
    cells = ("1", "a & b", "<c>", "tab\tđây", "😀")
    table = Table(tuple(Column(each) for each in "ABCDE"), (cells,))

    content = write(replace(report, blocks=(table,)))

    assert tuple(paragraphs(content, "TableText")) == cells


def test_the_same_report_is_the_same_file() -> None:
    report = report_of(small(SLOT), {"s": said("x")})

    first, second = write(report), write(report)

    assert first == second
    with zipfile.ZipFile(BytesIO(first)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_a_paragraph_is_one_paragraph_in_the_file() -> None:
    content = written({"s": said("một\nhai")}, SLOT)

    assert [text(each) for each in body(content).iter(w("p")) if text(each) in {"một", "hai"}] == [
        "một",
        "hai",
    ]
