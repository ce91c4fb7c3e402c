"""The numbers of Hướng dẫn 05-HD/VPTW, read back from the XML of a finished file."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree as ET

import pytest

from reports.report import Block, Column, Ending, Heading, Paragraph, Table
from reports.word import write
from tests.reports.reading import W, body, looks, paragraphs, part, style, text, the, val, w
from tests.reports.sample import answers_000, outline_000, report_of


@cache
def docx() -> bytes:
    return write(report_of(outline_000(), answers_000()))


def with_blocks(*blocks: Block) -> bytes:
    return write(replace(report_of(outline_000(), answers_000()), blocks=blocks))


def twips(mm: float) -> int:
    return round(mm * 1440 / 25.4)


def numbers(element: ET.Element, path: str) -> dict[str, int]:
    """The numeric attributes of the element at the path."""
    found = {key.removeprefix(W): value for key, value in the(element, path).attrib.items()}
    return {key: int(value) for key, value in found.items() if value.isdigit()}


# --- The page (1.1) ------------------------------------------------------------------------------------


def test_the_page_is_a4_with_the_fixed_margins() -> None:
    section = the(body(docx()), "sectPr")

    assert numbers(section, "pgSz") == {"w": twips(210), "h": twips(297)}
    margins = numbers(section, "pgMar")
    expected = {"top": 20, "bottom": 20, "left": 30, "right": 15, "header": 10}
    for side, mm in expected.items():
        assert abs(margins[side] - twips(mm)) <= 1, side


def _header(type_: str) -> ET.Element:
    """The header of a type, found through the relationship that the section names."""
    relationship = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    references = body(docx()).iter(W + "headerReference")
    wanted = next(each.get(relationship) for each in references if each.get(W + "type") == type_)
    for each in part(docx(), "word/_rels/document.xml.rels"):
        if each.get("Id") == wanted:
            return part(docx(), f"word/{each.get('Target')}")
    raise AssertionError(type_)


def test_the_page_number_is_centred_and_hidden_on_the_first_page() -> None:
    assert the(body(docx()), "sectPr/titlePg").get(W + "val", "1") in {"1", "true"}
    fields = [each.text for each in _header("default").iter(W + "instrText")]
    assert fields == [" PAGE "]
    assert not list(_header("first").iter(W + "t"))
    number = looks(docx(), "PageNumber")
    assert (val(number, "pPr/jc"), val(number, "rPr/sz")) == ("center", "28")


# --- Letters ---------------------------------------------------------------------------------------------

SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")


def test_every_style_has_the_font_in_all_slots_without_a_theme() -> None:
    styles = part(docx(), "word/styles.xml")
    fonts = list(styles.iter(W + "rFonts"))

    assert len(fonts) > 25
    for each in fonts:
        assert each.attrib == {W + slot: "Times New Roman" for slot in SLOTS}


def test_nothing_but_styles_sets_letters() -> None:
    document = body(docx())

    assert not [
        each
        for name in ("rFonts", "sz", "b", "i", "u", "color")
        for each in document.iter(W + name)
    ]


def test_the_language_is_vietnamese_everywhere() -> None:
    languages = [each.get(W + "val") for each in part(docx(), "word/styles.xml").iter(W + "lang")]

    assert set(languages) == {"vi-VN"}


COMPONENTS = [
    # style, points, bold or italic, place
    ("PartyTitle", 15, "b", "center"),
    ("Superior", 14, "", "center"),
    ("Issuer", 14, "b", "center"),
    ("Star", 14, "", "center"),
    ("Number", 14, "", "center"),
    ("PlaceDate", 14, "i", "center"),
    ("Draft", 14, "i", "center"),
    ("Type", 16, "b", "center"),
    ("Subject", 14, "b", "center"),
    ("Body", 14, "", "both"),
    ("BodyLast", 14, "", "both"),
    ("Part", 14, "b", "center"),
    ("PartName", 14, "b", "center"),
    ("Chapter", 14, "b", "left"),
    ("Clause", 14, "b", "left"),
    ("Item", 14, "b", "left"),
    ("PointTitle", 14, "bi", "left"),
    ("Theme", 14, "bi", "center"),
    ("AppendixLabel", 14, "b", "center"),
    ("AppendixTitle", 14, "b", "center"),
    ("AppendixPointer", 14, "i", "center"),
    ("TableText", 12, "", "left"),
    ("Authority", 14, "b", "center"),
    ("Post", 14, "", "center"),
    ("Signer", 14, "b", "center"),
    ("RecipientsTitle", 14, "", "left"),
    ("Recipient", 12, "", "left"),
]


@pytest.mark.parametrize(("id", "points", "letters", "place"), COMPONENTS)
def test_each_component_has_its_look(id: str, points: int, letters: str, place: str) -> None:
    found = looks(docx(), id)

    assert val(found, "rPr/sz") == val(found, "rPr/szCs") == str(points * 2)
    assert [each for each in "bi" if found.find(w(f"rPr/{each}")) is not None] == list(letters)
    assert val(found, "pPr/jc") == place


@pytest.mark.parametrize(
    "id", ["Body", "BodyLast", "ByHand", "PartName", "Chapter", "Clause", "Item"]
)
def test_the_body_is_spaced_as_the_form_wants(id: str) -> None:
    spacing = the(looks(docx(), id), "pPr/spacing")

    assert spacing.get(W + "lineRule") == "exact"
    assert 18 * 20 <= int(spacing.get(W + "line") or 0) <= 22 * 20
    assert int(spacing.get(W + "after") or 0) >= 6 * 20


def test_the_first_line_is_indented_by_ten_millimetres() -> None:
    assert val(looks(docx(), "Body"), "pPr/ind", "firstLine") == str(twips(10))


def test_headings_stay_with_what_follows() -> None:
    for id in ("Part", "PartName", "Chapter", "Clause", "Item", "PointTitle", "BodyLast"):
        assert looks(docx(), id).find(w("pPr/keepNext")) is not None
    for each in ("Body", "BodyLast"):
        assert looks(docx(), each).find(w("pPr/widowControl")) is not None


# --- The head (1.2, components 1 to 4) ----------------------------------------------------------------


def _tables() -> list[ET.Element]:
    return body(docx()).findall(w("tbl"))


def _cells(table: ET.Element) -> list[list[tuple[str, str]]]:
    return [[(style(p), text(p)) for p in cell.iter(W + "p")] for cell in table.iter(W + "tc")]


def test_the_head_has_the_body_that_issues_on_the_left_and_the_party_on_the_right() -> None:
    left, right = _cells(_tables()[0])

    assert left == [
        ("Superior", "ĐẢNG BỘ KHỐI CÁC CƠ QUAN VÀ DOANH NGHIỆP TỈNH HÒA AN"),
        ("Issuer", "CHI BỘ TRƯỜNG TRUNG CẤP KINH TẾ - KỸ THUẬT HÒA AN"),
        ("Star", "*"),
        ("Number", "Số      -BC/CB"),
        ("Draft", "Dự thảo lần 1"),
    ]
    assert right == [
        ("PartyTitle", "ĐẢNG CỘNG SẢN VIỆT NAM"),
        ("PartyRule", ""),
        ("PlaceDate", "Hòa An, ngày 05 tháng 6 năm 2023"),
    ]


def test_the_head_fills_the_text_and_its_right_cell_holds_the_title() -> None:
    left, right = [int(each.get(W + "w") or 0) for each in _tables()[0].iter(W + "gridCol")]

    assert abs(left + right - twips(165)) <= 1
    assert right >= twips(75)


def test_the_rule_is_as_long_as_the_title() -> None:
    rule = next(p for p in _tables()[0].iter(W + "p") if style(p) == "PartyRule")
    right = [int(each.get(W + "w") or 0) for each in _tables()[0].iter(W + "gridCol")][1]
    indents = numbers(rule, "pPr/ind")

    title = 206.65 * 20
    assert abs(right - indents["left"] - indents["right"] - title) <= 2
    assert indents["left"] == indents["right"]
    assert val(looks(docx(), "PartyRule"), "pPr/pBdr/top") == "single"


def test_the_frames_have_no_lines_and_the_grid_has() -> None:
    assert looks(docx(), "Frame").find(w("tblPr/tblBorders")) is None
    assert looks(docx(), "Grid").find(w("tblPr/tblBorders/insideV")) is not None
    kinds = [val(table, "tblPr/tblStyle") for table in _tables()]
    assert (kinds[0], kinds[-1]) == ("Frame", "Frame")
    assert set(kinds[1:-1]) == {"Grid"}


def test_type_subject_and_five_hyphens_follow_the_head() -> None:
    assert list(paragraphs(docx(), "Type", "Subject", "Hyphens")) == [
        "BÁO CÁO",
        report_of(outline_000(), answers_000()).subject,
        "-----",
    ]


# --- Tables and turned pages -----------------------------------------------------------------------------


def test_rows_stay_whole_and_the_first_repeats() -> None:
    rows = list(_tables()[1].iter(W + "tr"))

    assert all(row.find(w("trPr/cantSplit")) is not None for row in rows)
    assert [row.find(w("trPr/tblHeader")) is not None for row in rows] == [
        True,
        *[False] * (len(rows) - 1),
    ]


def test_a_table_is_as_wide_as_the_text() -> None:
    for table in _tables()[1:-1]:
        columns = [int(each.get(W + "w") or 0) for each in table.iter(W + "gridCol")]
        assert abs(sum(columns) - twips(165)) <= 2


WIDE = Table(tuple(Column(f"Cột {n}") for n in range(9)), (tuple("123456789"),))


def test_a_wide_table_stands_on_a_turned_page_and_the_end_is_upright_again() -> None:
    content = with_blocks(
        Paragraph("trước"), Heading("bracket", "(1)", "Chỉ tiêu"), WIDE, Paragraph("sau")
    )
    sections = list(body(content).iter(W + "sectPr"))

    assert [val(each, "pgSz", "orient") for each in sections] == [None, "landscape", None]
    assert [int(val(each, "pgSz", "w") or 0) for each in sections] == [11906, 16838, 11906]
    assert [each.find(w("titlePg")) is not None for each in sections] == [True, False, False]
    columns = [
        int(e.get(W + "w") or 0) for e in body(content).findall(w("tbl"))[1].iter(W + "gridCol")
    ]
    assert abs(sum(columns) - twips(297 - 45)) <= 2


@pytest.mark.parametrize("blocks", [(WIDE,), (WIDE, WIDE), (WIDE, Paragraph("x"), WIDE)])
def test_no_paragraph_ends_two_sections(blocks: tuple[Block, ...]) -> None:
    for paragraph in body(with_blocks(*blocks)).iter(W + "p"):
        assert len(list(paragraph.iter(W + "sectPr"))) <= 1


# --- The end (1.2, components 7 and 9) ------------------------------------------------------------------


def test_the_end_has_recipients_on_the_left_and_the_signature_on_the_right() -> None:
    left, right = _cells(_tables()[-1])

    assert left == [
        ("RecipientsTitle", "Nơi nhận:"),
        ("Recipient", "- Ban Thường vụ Đảng ủy Khối (để báo cáo);"),
        ("Recipient", "- Các đồng chí chi ủy viên;"),
        ("Recipient", "- Lưu Chi bộ."),
    ]
    assert right == [
        ("Authority", "T/M CHI BỘ"),
        ("Post", "BÍ THƯ"),
        *[("SignHere", "")] * 4,
        ("Signer", "Nguyễn Minh Hòa"),
    ]


def test_only_the_words_noi_nhan_are_underlined() -> None:
    title = next(p for p in _tables()[-1].iter(W + "p") if style(p) == "RecipientsTitle")

    runs = [(val(run, "rPr/rStyle"), "".join(run.itertext())) for run in title.iter(W + "r")]
    assert runs == [("Underlined", "Nơi nhận"), (None, ":")]


def test_the_end_stays_on_one_page_with_the_last_paragraph() -> None:
    last, end, tail, section = list(body(docx()))[-4:]

    assert [style(last), end.tag, style(tail), section.tag] == [
        "BodyLast", W + "tbl", "Tail", W + "sectPr",
    ]  # fmt: skip
    assert the(end, "tr/trPr").find(w("cantSplit")) is not None


# --- Blanks ------------------------------------------------------------------------------------------------


def test_a_blank_is_highlighted_and_a_line_to_fill_in_is_dotted() -> None:
    content = with_blocks(
        Paragraph("- Về: ", Ending.MISSING), Paragraph("- Về: ", Ending.DOTS), Paragraph("x")
    )
    missing, dots = [p for p in body(content).findall(w("p")) if text(p).startswith("- Về")]

    last = list(missing.iter(W + "r"))[-1]
    assert val(last, "rPr/rStyle") == "Missing"
    assert looks(content, "Missing").find(w("rPr/shd")) is not None
    assert (style(dots), text(dots)) == ("ByHand", "- Về: \t")
    assert val(looks(content, "ByHand"), "pPr/tabs/tab", "leader") == "dot"


# --- What the file says about itself ---------------------------------------------------------------------


def test_the_properties_name_the_report_and_no_tool() -> None:
    core = {each.tag.rpartition("}")[2]: each.text for each in part(docx(), "docProps/core.xml")}

    assert (core["title"] or "").startswith("Báo cáo sơ kết giữa nhiệm kỳ")
    assert core["creator"] == core["lastModifiedBy"]
    assert core["creator"] == "Chi bộ Trường Trung cấp Kinh tế - Kỹ thuật Hòa An"
    assert core["created"] == core["modified"] == "2026-06-01T08:30:00Z"
    assert "python-docx" not in " ".join(filter(None, core.values()))


def test_the_custom_properties_trace_the_outline_and_the_answers() -> None:
    root = part(docx(), "docProps/custom.xml")
    found = {each.get("name"): "".join(each.itertext()) for each in root}

    assert found["thuky.outline"] == "000-so-ket-giua-nhiem-ky"
    assert found["thuky.version"] == str(outline_000().version)
    assert re.fullmatch(r"[0-9a-f]{64}", found["thuky.answers"])
    types = [each.get("PartName") for each in part(docx(), "[Content_Types].xml")]
    assert "/docProps/custom.xml" in types


def test_every_style_that_is_named_is_defined() -> None:
    names = {each.get(W + "styleId") for each in part(docx(), "word/styles.xml").iter(W + "style")}
    content = with_blocks(
        *(Heading(level, "1", "x") for level in ("part", "roman", "letter", "point")), WIDE
    )  # fmt: skip

    for file in (docx(), content):
        used = [
            each.get(W + "val")
            for tag in ("pStyle", "rStyle", "tblStyle")
            for each in body(file).iter(W + tag)
        ]
        assert set(used) <= names
