"""Appendices: when they print, how the text refers to them, and the pages they stand on."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from xml.etree import ElementTree as ET

import pytest

from flows.drafts.values import Answer, Answers, State
from outlines.model import Appendix, Outline, Point, Show, Slot
from reports.report import Appendix as Printed
from reports.report import Block, Column, Ending, Heading, Paragraph, Report, Table
from reports.word import write
from tests.reports.reading import W, body, looks, paragraphs, style, text, val, w
from tests.reports.sample import DANG_BO, blocks, report_of, said, small
from tests.reports.test_compose import COLUMNS, GROUPED, ROWS, SHOWN, tabled

PAIR = Show(table="s", columns=("ten", "du_bao"))
FILLED = {"s": said("x", ROWS)}
REFERENCE = Paragraph("(Có Phụ lục kèm theo)")


def outline(*parts: Slot, tables: tuple[str, ...] = ("s",)) -> Outline:
    """The parts, and an appendix for each of these tables."""
    views = (Show(table=id, columns=("ten", "du_bao")) for id in tables)
    added = tuple(
        Appendix(id=f"phu_luc_{n}", title="So sánh chỉ tiêu của {to_chuc}", shows=(view,))
        for n, view in enumerate(views)
    )
    return small(*parts).model_copy(update={"appendices": added})


def printed(answers: Answers, *parts: Slot) -> tuple[Block, ...]:
    """What the parts print with an appendix of the table s."""
    return report_of(outline(*parts), answers).blocks[1:]


# --- Whether it prints -----------------------------------------------------------------------------

NO_ROWS: list[Answer | None] = [
    None,
    Answer(State.NONE_ARISEN),
    Answer(State.BY_HAND),
    said("x", {"rows": []}),
]


@pytest.mark.parametrize("answer", NO_ROWS)
def test_without_rows_there_is_no_appendix_and_the_text_is_as_ever(answer: Answer | None) -> None:
    answers = {"s": answer} if answer else {}

    assert report_of(outline(tabled()), answers).appendices == ()
    assert printed(answers, tabled()) == blocks(answers, tabled())
    assert not isinstance(printed(answers, tabled())[0], Table)


def test_an_appendix_has_label_title_pointer_and_the_columns_it_names() -> None:
    answers = {
        **FILLED, "to_chuc": said("x", DANG_BO), "so": said("7"), "ngay": said("x", "2026-06-05"),
    }  # fmt: skip

    (only,) = report_of(outline(tabled()), answers).appendices

    assert (only.label, only.title) == ("Phụ lục", "SO SÁNH CHỈ TIÊU CỦA ĐẢNG BỘ PHƯỜNG HÒA KHÁNH")
    assert only.pointer == (
        "(Kèm theo Báo cáo số 07-BC/ĐU, ngày 05/6/2026 của Đảng ủy phường Hòa Khánh)"
    )
    (table,) = only.blocks
    assert isinstance(table, Table)
    assert [each.title for each in table.columns] == ["TT", "Chỉ tiêu", "Dự báo"]


def test_an_unsigned_report_leaves_number_and_date_blank_in_the_pointer() -> None:
    answers = {**FILLED, "to_chuc": said("x", DANG_BO)}

    (only,) = report_of(outline(tabled()), answers).appendices

    assert "số      -BC/ĐU, ngày      tháng      năm của" in only.pointer


# --- How the text refers to it ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (tabled(), [REFERENCE]),
        (
            tabled(GROUPED),
            [
                Paragraph("- Nhóm vượt: Kết nạp đảng viên; Văn bản trên mạng."),
                Paragraph("- Nhóm kém: không có."),
                REFERENCE,
            ],
        ),
        (
            Slot(
                id="k",
                ask="?",
                points=(
                    Point(
                        id="s", ask="?", kind="table", columns=COLUMNS, prints="lead", title="Số"
                    ),
                ),
            ),
            [Paragraph("- Số: (Có Phụ lục kèm theo)")],
        ),
    ],
)
def test_the_text_refers_to_it_where_the_table_was_asked(part: Slot, expected: list[Block]) -> None:
    assert printed(FILLED, part) == tuple(expected)


def test_another_slot_may_still_show_the_table_itself() -> None:
    other = Slot(id="o", ask="?", shows=(SHOWN,))

    reference, table, blank = printed(FILLED, tabled(), other)

    assert reference == REFERENCE
    assert isinstance(table, Table)
    assert blank == Paragraph("", Ending.MISSING)


def test_several_are_numbered_in_arabic_without_gaps() -> None:
    second = Slot(id="t", kind="table", ask="?", columns=COLUMNS)
    third = Slot(id="u", kind="table", ask="?", columns=COLUMNS)
    parts = (tabled(), second, third)

    report = report_of(outline(*parts, tables=("s", "t", "u")), {**FILLED, "u": said("x", ROWS)})

    assert [each.label for each in report.appendices] == ["Phụ lục 1", "Phụ lục 2"]
    assert report.blocks[1:] == (
        Paragraph("(Có Phụ lục 1 kèm theo)"),
        Paragraph("", Ending.MISSING),
        Paragraph("(Có Phụ lục 2 kèm theo)"),
    )


def test_a_table_in_two_appendices_is_referred_to_once() -> None:
    report = report_of(outline(tabled(), tables=("s", "s")), FILLED)

    assert report.blocks[1:] == (Paragraph("(Có Phụ lục 1, Phụ lục 2 kèm theo)"),)


# --- Its pages ---------------------------------------------------------------------------------------


def wide(columns: int) -> Table:
    return Table(
        tuple(Column(f"Cột {n}") for n in range(columns)), (tuple(map(str, range(columns))),)
    )


@cache
def report() -> Report:
    return report_of(outline(tabled()), {**FILLED, "to_chuc": said("x", DANG_BO)})


def with_tables(*columns: int, blocks: tuple[Block, ...] = ()) -> bytes:
    """A report with an appendix for each number of columns."""
    added = tuple(
        Printed(f"Phụ lục {n}", f"TÊN {n}", "(Kèm theo)", (wide(count),))
        for n, count in enumerate(columns, 1)
    )
    return write(replace(report(), appendices=added, blocks=blocks or report().blocks))


def pages(docx: bytes) -> list[ET.Element]:
    return list(body(docx).iter(W + "sectPr"))


def test_every_appendix_has_pages_of_its_own_numbered_from_one() -> None:
    sections = pages(with_tables(3, 4))

    assert [val(each, "pgNumType", "start") for each in sections] == [None, "1", "1"]
    assert all(each.find(w("titlePg")) is not None for each in sections)
    assert all(val(each, "type") in {None, "nextPage"} for each in sections)
    headers = [[h.get(W + "type") for h in each.iter(W + "headerReference")] for each in sections]
    assert headers == [headers[0]] * 3
    assert set(headers[0]) == {"default", "first"}


@pytest.mark.parametrize(("columns", "turned"), [(7, None), (8, "landscape")])
def test_an_appendix_lies_on_its_side_for_more_than_seven_columns(
    columns: int, turned: str | None
) -> None:
    sections = pages(with_tables(columns, 3))

    assert [val(each, "pgSz", "orient") for each in sections] == [None, turned, None]


def test_a_turned_page_before_the_end_does_not_turn_the_appendix() -> None:
    sections = pages(with_tables(3, blocks=(Paragraph("trước"), wide(9))))

    assert [val(each, "pgSz", "orient") for each in sections] == [None, "landscape", None, None]
    assert [val(each, "pgNumType", "start") for each in sections] == [None, None, None, "1"]


def test_the_elements_of_a_section_stand_in_the_order_of_the_schema() -> None:
    order = ["headerReference", "pgSz", "pgMar", "pgNumType", "cols", "titlePg"]
    names = [each.tag.removeprefix(W) for each in pages(with_tables(8))[1]]

    known = [name for name in names if name in order]
    assert sorted(known, key=order.index) == known


def test_an_appendix_follows_the_signature_and_ends_the_file() -> None:
    content = list(body(with_tables(3)))
    tables = [n for n, each in enumerate(content) if each.tag == W + "tbl"]
    styles = [style(each) for each in content[tables[-2] + 1 : tables[-1]]]

    assert val(content[tables[-2]], "tblPr/tblStyle") == "Frame"
    assert styles == ["Tail", "AppendixLabel", "AppendixTitle", "AppendixPointer", "Hyphens"]
    assert [style(each) for each in content[tables[-1] + 1 :]] == ["TableAfter", ""]


def test_the_label_stands_alone_on_its_line_and_stays_with_the_table() -> None:
    docx = with_tables(3)

    assert list(paragraphs(docx, "AppendixLabel")) == ["Phụ lục 1"]
    for id in ("AppendixLabel", "AppendixTitle", "AppendixPointer", "Hyphens"):
        assert looks(docx, id).find(w("pPr/keepNext")) is not None


def test_no_paragraph_ends_two_sections() -> None:
    for each in body(with_tables(9, 3, 8, blocks=(wide(9),))).iter(W + "p"):
        assert len(list(each.iter(W + "sectPr"))) <= 1, text(each)


# --- The theme ---------------------------------------------------------------------------------------

THEME = "{chu_de}"


def themed(answers: Answers) -> Report:
    given = small(Slot(id="x", heading="Mục", ask="?"))
    fact = given.facts[2].model_copy(update={"id": "chu_de"})
    document = given.document.model_copy(update={"theme": THEME})
    return report_of(
        given.model_copy(update={"document": document, "facts": (*given.facts, fact)}), answers
    )


@pytest.mark.parametrize(
    ("answers", "theme"),
    [
        ({}, ""),
        ({"chu_de": Answer(State.LATER)}, ""),
        ({"chu_de": said("Đoàn kết - Phát triển")}, "“Đoàn kết - Phát triển”"),
        ({"chu_de": said("“Đoàn kết”")}, "“Đoàn kết”"),
        ({"chu_de": said('"Đoàn kết"')}, '"Đoàn kết"'),
    ],
)
def test_a_theme_prints_in_quotes_once_it_is_known(answers: Answers, theme: str) -> None:
    made = themed(answers)

    assert made.theme == theme
    assert list(paragraphs(write(made), "Theme")) == [theme] * bool(theme)


def test_the_theme_stands_between_subject_and_hyphens() -> None:
    content = write(themed({"chu_de": said("Đoàn kết")}))

    styles = [style(each) for each in body(content).findall(w("p"))][:4]
    assert styles == ["Type", "Subject", "Theme", "Hyphens"]


# --- Headings under A., B., C. ----------------------------------------------------------------------


def test_roman_headings_under_capital_letters_are_not_in_capitals() -> None:
    part = Slot(id="x", heading="Nguyên nhân", ask="?")

    upper = report_of(small(part), {}).blocks[1]
    lower = report_of(
        small(part).model_copy(update={"numbering": ("none", "roman", "capital")}), {}
    ).blocks[1]

    assert upper == Heading("roman", "I.", "NGUYÊN NHÂN")
    assert lower == Heading("roman", "I.", "Nguyên nhân")
