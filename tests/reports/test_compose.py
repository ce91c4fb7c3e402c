"""What prints, in every state of every kind of question."""

from __future__ import annotations

import pytest

from flows.drafts.settings import MODE, mode_of
from flows.drafts.values import Answer, Answers, State
from outlines.model import Column, Numbering, Point, Section, Show, Slot
from outlines.reading import Json
from reports.report import Block, Ending, Heading, Paragraph, Table
from tests.reports.sample import answers_000, blocks, outline_000, report_of, said, small

MISSING = Paragraph("", Ending.MISSING)

NONE = Answer(State.NONE_ARISEN)
LATER = Answer(State.LATER)
NO_DATA = Answer(State.NO_DATA)
BY_HAND = Answer(State.BY_HAND)


def slot(*points: Point, if_any: bool = False, opening: str | None = None) -> Slot:
    return Slot(
        id="s", heading="Mục", ask="Hỏi?", points=points, if_any=if_any, opening=opening,
        hint="GỢI Ý", guidance="HƯỚNG DẪN", example="MẪU",
    )  # fmt: skip


P = Point(id="p", ask="P?", title="Về công tác dân vận", prints="lead")
Q = Point(id="q", ask="Q?", title="Về đoàn thể", prints="lead")
PLAIN = Point(id="n", ask="N?", title="Không in")
TITLED = Point(id="h", ask="H?", title="Có tên", prints="heading")


def printed(answers: Answers, *points: Point) -> tuple[Block, ...]:
    """What one slot prints below its heading."""
    heading, *rest = blocks(answers, slot(*points))
    assert heading == Heading("roman", "I.", "MỤC")
    return tuple(rest)


STATES: list[tuple[Answer | None, Paragraph]] = [
    (None, MISSING),
    (LATER, MISSING),
    (said(""), MISSING),
    (said(" \n "), MISSING),
    (NONE, Paragraph("Không phát sinh.")),
    (NO_DATA, Paragraph("[chưa có số liệu]")),
    (BY_HAND, Paragraph("", Ending.DOTS)),
    (said("Đạt 105%."), Paragraph("Đạt 105%.")),
]


@pytest.mark.parametrize(("answer", "paragraph"), STATES)
def test_a_slot_prints_its_answer_or_what_stands_for_it(
    answer: Answer | None, paragraph: Paragraph
) -> None:
    answers = {"s": answer} if answer else {}

    assert printed(answers) == (paragraph,)


@pytest.mark.parametrize(("answer", "paragraph"), STATES)
def test_a_point_prints_the_same_after_its_lead(
    answer: Answer | None, paragraph: Paragraph
) -> None:
    answers = {"p": answer} if answer else {}

    led = Paragraph(f"- Về công tác dân vận: {paragraph.text}", paragraph.ending)
    assert printed(answers, P) == (led,)


def test_every_line_is_a_paragraph_and_blank_lines_are_none() -> None:
    assert printed({"s": said("một\n\nhai  ba\n \nbốn")}) == (
        Paragraph("một"),
        Paragraph("hai  ba"),
        Paragraph("bốn"),
    )


def test_a_lead_stands_before_the_first_line_only() -> None:
    assert printed({"p": said("một\nhai")}, P) == (
        Paragraph("- Về công tác dân vận: một"),
        Paragraph("hai"),
    )


def test_a_point_without_lead_prints_its_answer_alone() -> None:
    assert printed({"n": said("một")}, PLAIN) == (Paragraph("một"),)


def test_a_titled_point_has_its_title_on_a_line() -> None:
    assert printed({"h": said("một")}, TITLED) == (
        Heading("point", "", "Có tên"),
        Paragraph("một"),
    )


# --- The whole answer against the points -----------------------------------------------------------

WHOLE = {"s": said("cả mục")}
ONE = {"p": said("một ý")}
BY_POINTS = {mode_of("s"): said("points")}
AS_WHOLE = {MODE: said("whole")}
LED = "- Về công tác dân vận: một ý"
Q_MISSING = Paragraph("- Về đoàn thể: ", Ending.MISSING)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (WHOLE, [Paragraph("cả mục")]),
        ({**WHOLE, **BY_POINTS}, [Paragraph("cả mục")]),
        ({**WHOLE, **ONE}, [Paragraph("cả mục"), Paragraph(LED)]),
        ({**WHOLE, **ONE, **BY_POINTS}, [Paragraph("cả mục"), Paragraph(LED), Q_MISSING]),
        ({**WHOLE, "p": LATER}, [Paragraph("cả mục")]),
        (ONE, [Paragraph(LED), Q_MISSING]),
        ({**ONE, **AS_WHOLE}, [Paragraph(LED), Q_MISSING]),
        ({**ONE, "s": LATER}, [Paragraph(LED), Q_MISSING]),
        (AS_WHOLE, [MISSING]),
        ({}, [Paragraph("- Về công tác dân vận: ", Ending.MISSING), Q_MISSING]),
    ],
)
def test_the_whole_prints_before_the_points(answers: Answers, expected: list[Block]) -> None:
    assert printed(answers, P, Q) == tuple(expected)


# --- "nếu có" ---------------------------------------------------------------------------------------


def test_a_slot_of_which_nothing_arose_goes_and_its_siblings_close_up() -> None:
    first = slot(if_any=True)
    second = Slot(id="t", heading="Sau", ask="T?")

    with_first = blocks({"s": NO_DATA}, first, second)
    without = blocks({"s": NONE}, first, second)

    assert Heading("roman", "II.", "SAU") in with_first
    assert without == (Heading("roman", "I.", "SAU"), MISSING)


def test_a_point_of_which_nothing_arose_goes() -> None:
    if_any = P.model_copy(update={"if_any": True})

    assert printed({"p": NONE, "q": said("có")}, if_any, Q) == (Paragraph("- Về đoàn thể: có"),)


# --- Headings -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("style", "label", "text"),
    [
        ("part", "Phần thứ nhất", "ĐẠI HỘI ĐẢNG ỦY, KHÓA ƯỚC ỄNH ỖI Ữ"),
        ("roman", "I.", "ĐẠI HỘI ĐẢNG ỦY, KHÓA ƯỚC ỄNH ỖI Ữ"),
        ("capital", "A.", "ĐẠI HỘI ĐẢNG ỦY, KHÓA ƯỚC ỄNH ỖI Ữ"),
        ("arabic", "1.", "Đại hội đảng ủy, khóa ước ễnh ỗi ữ"),
        ("bracket", "(1)", "Đại hội đảng ủy, khóa ước ễnh ỗi ữ"),
        ("letter", "a)", "Đại hội đảng ủy, khóa ước ễnh ỗi ữ"),
    ],
)
def test_headings_are_capitals_where_the_form_wants_them(
    style: Numbering, label: str, text: str
) -> None:
    part = Slot(id="s", heading="Đại hội đảng ủy, khóa ước ễnh ỗi ữ", ask="?")
    outline = small(part, numbering=(style,))

    assert report_of(outline, {}).blocks[1] == Heading(style, label, text)


def test_headings_are_filled_before_they_are_capitals() -> None:
    part = Slot(id="s", heading="Đại hội {to_chuc.loai}", ask="?")
    answers = {"to_chuc": said("x", {"kind": "chi bộ", "name": "Tổ 3"})}

    assert blocks(answers, part)[0] == Heading("roman", "I.", "ĐẠI HỘI CHI BỘ")


def test_an_opening_prints_before_the_answer() -> None:
    assert blocks({"s": said("rồi")}, slot(opening="Các việc sau:"))[1:] == (
        Paragraph("Các việc sau:"),
        Paragraph("rồi"),
    )


def test_a_section_in_a_section_prints_its_heading_and_parts() -> None:
    inner = Section(id="i", heading="Trong", parts=(slot(),))

    assert [each.label for each in blocks({}, inner) if isinstance(each, Heading)] == ["I.", "(1)"]


# --- Tables --------------------------------------------------------------------------------------------

COLUMNS = (
    Column(id="ten", title="Chỉ tiêu"),
    Column(id="dvt", title="Đơn vị tính"),
    Column(id="du_bao", title="Dự báo", kind="choice", choices=("Vượt", "Đạt", "Kém")),
)
SHOWN = Show(table="s", columns=("ten", "dvt"))
GROUPED = Show(table="s", group_by="du_bao", groups=(("Vượt", "Nhóm vượt"), ("Kém", "Nhóm kém")))
CELLS = (("Kết nạp đảng viên", "người", "Vượt"), ("Văn bản trên mạng", "%", "Vượt"))
ROWS: Json = {
    "rows": [
        {"id": f"r{n}", "cells": {"ten": ten, "dvt": dvt, "du_bao": du_bao}}
        for n, (ten, dvt, du_bao) in enumerate(CELLS)
    ]
}


def tabled(*shows: Show) -> Slot:
    return Slot(id="s", kind="table", ask="?", columns=COLUMNS, shows=shows)


def test_a_table_prints_all_its_columns_numbered() -> None:
    (table,) = blocks({"s": said("x", ROWS)}, tabled())

    assert isinstance(table, Table)
    assert [(each.title, each.short) for each in table.columns] == [
        ("TT", True), ("Chỉ tiêu", False), ("Đơn vị tính", True), ("Dự báo", True),
    ]  # fmt: skip
    assert table.rows[1] == ("2", "Văn bản trên mạng", "%", "Vượt")


def test_a_view_prints_the_columns_it_names() -> None:
    (table,) = blocks({"s": said("x", ROWS)}, tabled(SHOWN))

    assert isinstance(table, Table)
    assert table.rows[0] == ("1", "Kết nạp đảng viên", "người")


def test_a_view_by_groups_prints_a_line_a_group() -> None:
    assert blocks({"s": said("x", ROWS)}, tabled(GROUPED)) == (
        Paragraph("- Nhóm vượt: Kết nạp đảng viên; Văn bản trên mạng."),
        Paragraph("- Nhóm kém: không có."),
    )


def test_a_group_is_not_said_to_be_empty_while_a_row_has_none() -> None:
    rows: Json = {"rows": [{"id": "r0", "cells": {"ten": "A", "dvt": "%", "du_bao": ""}}]}
    found = blocks({"s": said("x", rows)}, tabled(GROUPED))

    assert "không có" not in repr(found)
    assert len(found) == 1, "a blank to be filled in"


def test_a_slot_can_show_the_table_of_another_before_its_own_words() -> None:
    other = Slot(id="o", ask="?", shows=(SHOWN,))

    _, table, words = blocks({"s": said("x", ROWS), "o": said("nhận định")}, tabled(), other)

    assert isinstance(table, Table)
    assert words == Paragraph("nhận định")


@pytest.mark.parametrize(("answer", "paragraph"), STATES[:-1])
def test_a_table_without_rows_prints_what_stands_for_it_in_each_place(
    answer: Answer | None, paragraph: Paragraph
) -> None:
    answers = {"s": answer} if answer else {}

    assert blocks(answers, tabled(SHOWN, GROUPED)) == (paragraph, paragraph)


# --- Whole reports ---------------------------------------------------------------------------------------


def test_a_report_of_no_answers_shows_a_blank_for_every_slot() -> None:
    report = report_of(outline_000(), {})

    blanks = [b for b in report.blocks if isinstance(b, Paragraph) and b.ending is Ending.MISSING]
    slots = list(outline_000().slots())
    assert len(blanks) >= len(slots)
    assert all(isinstance(block, Paragraph | Heading) for block in report.blocks)


def test_the_shipped_answers_leave_no_blank() -> None:
    report = report_of(outline_000(), answers_000())

    endings = {b.ending for b in report.blocks if isinstance(b, Paragraph)}
    assert Ending.MISSING not in endings


def _words(block: Block) -> list[str]:
    match block:
        case Table():
            return [each.title for each in block.columns] + [c for row in block.rows for c in row]
        case Heading():
            return [block.label, block.text]
        case Paragraph():
            return [block.text]


def test_what_is_asked_hinted_or_explained_never_prints() -> None:
    outline = outline_000()
    report = report_of(outline, {})
    printed_text = "\n".join(word for block in report.blocks for word in _words(block))

    for question in outline.questions():
        for never in (question.ask, question.hint, question.guidance, question.example):
            assert never is None or never not in printed_text
