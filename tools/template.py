"""Makes reports/template.docx from scratch: `python -m tools.template`. All looks of a report stand here.

Hướng dẫn 05-HD/VPTW, mục II.IV (page) and Phụ lục 2 (components). Not the writer: `reports.word`
only names these styles and fills these tables.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

TARGET = Path(__file__).parents[1] / "reports" / "template.docx"
FONT = "Times New Roman"

TEXT_WIDTH = 165.0
TT_WIDTH = 11.0


def mm(length: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(length * 1440 / 25.4)


def pt(length: float) -> int:
    """Points in twentieths of a point."""
    return round(length * 20)


# --- Styles -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Look:
    """One paragraph style; lengths in points, indents in mm."""

    id: str
    name: str
    size: float = 14
    bold: bool = False
    italic: bool = False
    align: str = "center"
    first: float = 0
    before: float = 0
    after: float = 0
    exact: float | None = None
    keep: bool = False
    level: int | None = None
    rule: bool = False
    dots: bool = False


_BODY = Look("Body", "Thân bài", align="both", first=10, after=6, exact=20)
"""14 pt, first line 10 mm, exactly 20 pt, 6 pt apart (component 6)."""
_TITLE = replace(_BODY, bold=True, keep=True, align="left")
"""Not justified: the first line of a long heading would be stretched."""
_CENTRED = replace(_TITLE, align="center", first=0)

LOOKS = (
    # The head of the first page: components 1 to 4 and 12b.
    Look("PartyTitle", "Tên Đảng", size=15, bold=True),
    Look("PartyRule", "Vạch dưới tên Đảng", size=1, exact=6, rule=True),
    Look("PlaceDate", "Địa danh, ngày tháng", italic=True, before=4),
    Look("Superior", "Cấp trên trực tiếp"),
    Look("Issuer", "Cơ quan ban hành", bold=True),
    Look("Star", "Dấu sao"),
    Look("Number", "Số và ký hiệu"),
    Look("Draft", "Dự thảo", italic=True),
    # The title: component 5; the theme by practice.
    Look("Type", "Tên loại", size=16, bold=True, before=24, keep=True),
    Look("Subject", "Trích yếu", bold=True, keep=True),
    Look("Theme", "Chủ đề", bold=True, italic=True, before=6, keep=True),
    Look("Hyphens", "Gạch dưới trích yếu", after=12, keep=True),
    # The body: component 6.
    _BODY,
    replace(_BODY, id="BodyLast", name="Thân bài, đoạn cuối", keep=True),
    replace(_BODY, id="ByHand", name="Dòng chấm điền tay", dots=True),
    replace(_CENTRED, id="Part", name="Phần", level=0, before=6, after=0),
    replace(_CENTRED, id="PartName", name="Tên phần"),
    replace(_TITLE, id="Chapter", name="Mục lớn", level=1, before=6),
    replace(_TITLE, id="Clause", name="Khoản", level=2),
    replace(_TITLE, id="Item", name="Điểm", level=3),
    replace(_TITLE, id="PointTitle", name="Tên ý", italic=True, level=4),
    # Tables: 12 pt by practice, HD 05 gives no size.
    Look("TableHead", "Đầu cột", size=12, bold=True, before=2, after=2, keep=True),
    Look("TableText", "Ô chữ", size=12, align="left", before=2, after=2),
    Look("TableShort", "Ô ngắn", size=12, before=2, after=2),
    Look("TableAfter", "Sau bảng", size=6, exact=12),
    # Appendices (mục II.1).
    Look("AppendixLabel", "Phụ lục", bold=True, keep=True),
    Look("AppendixTitle", "Tên phụ lục", bold=True, keep=True),
    Look("AppendixPointer", "Kèm theo văn bản", italic=True, keep=True),
    # The end: components 7 and 9.
    Look("Authority", "Quyền hạn ký", bold=True, before=12, keep=True),
    Look("Post", "Chức vụ", keep=True),
    Look("SignHere", "Chỗ ký", keep=True),
    Look("Signer", "Người ký", bold=True),
    Look("RecipientsTitle", "Nơi nhận", align="left", before=12, keep=True),
    Look("Recipient", "Nơi nhận, từng dòng", size=12, align="left", keep=True),
    Look("Tail", "Cuối văn bản", size=1, exact=1),
    # The page: component 15.
    Look("PageNumber", "Số trang"),
)

_FONTS = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
_LANG = '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>'
_LINE = 'w:val="single" w:sz="4" w:space="0" w:color="auto"'


def _paragraph_style(look: Look) -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{look.id}">'
        f'<w:name w:val="{look.name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{_flow(look)}</w:pPr><w:rPr>{_letters(look)}</w:rPr></w:style>"
    )


def _flow(look: Look) -> str:
    """The order of the elements is the schema's."""
    line = (
        f'w:line="{pt(look.exact)}" w:lineRule="exact"'
        if look.exact
        else 'w:line="240" w:lineRule="auto"'
    )
    return (
        ("<w:keepNext/>" if look.keep else "")
        + "<w:widowControl/>"
        + (
            '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:pBdr>'
            if look.rule
            else ""
        )
        + (
            f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{mm(TEXT_WIDTH)}"/></w:tabs>'
            if look.dots
            else ""
        )
        + f'<w:spacing w:before="{pt(look.before)}" w:after="{pt(look.after)}" {line}/>'
        + f'<w:ind w:left="0" w:right="0" w:firstLine="{mm(look.first)}"/>'
        + f'<w:jc w:val="{look.align}"/>'
        + (f'<w:outlineLvl w:val="{look.level}"/>' if look.level is not None else "")
    )


def _letters(look: Look) -> str:
    half_points = round(look.size * 2)
    return (
        _FONTS
        + ("<w:b/><w:bCs/>" if look.bold else "")
        + ("<w:i/><w:iCs/>" if look.italic else "")
        + f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>{_LANG}'
    )


_BASE = f"""
<w:docDefaults>
  <w:rPrDefault><w:rPr>{_FONTS}<w:sz w:val="28"/><w:szCs w:val="28"/>{_LANG}</w:rPr></w:rPrDefault>
  <w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal">
  <w:name w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl/></w:pPr>
  <w:rPr>{_FONTS}<w:sz w:val="28"/><w:szCs w:val="28"/>{_LANG}</w:rPr>
</w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
  <w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>
</w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal">
  <w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>
  <w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>
  <w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>
</w:style>
<w:style w:type="numbering" w:default="1" w:styleId="NoList">
  <w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/>
</w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="Missing">
  <w:name w:val="Chỗ còn trống"/><w:qFormat/><w:rPr><w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/></w:rPr>
</w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="Underlined">
  <w:name w:val="Gạch chân"/><w:qFormat/><w:rPr><w:u w:val="single"/></w:rPr>
</w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="Frame">
  <w:name w:val="Khung không kẻ"/><w:basedOn w:val="TableNormal"/>
</w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="Grid">
  <w:name w:val="Bảng có kẻ"/><w:basedOn w:val="TableNormal"/>
  <w:tblPr><w:tblBorders><w:top {_LINE}/><w:left {_LINE}/><w:bottom {_LINE}/><w:right {_LINE}/>
  <w:insideH {_LINE}/><w:insideV {_LINE}/></w:tblBorders>
  <w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>
</w:style>
"""


def styles() -> BaseOxmlElement:
    return parse_xml(
        f"<w:styles {nsdecls('w')}>{_BASE}{''.join(map(_paragraph_style, LOOKS))}</w:styles>"
    )


# --- Tables, as prototypes that the writer fills ---------------------------------------------------


def _table(name: str, style: str, rows: str, *widths: float) -> str:
    grid = "".join(f'<w:gridCol w:w="{mm(width)}"/>' for width in widths)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{style}"/>'
        f'<w:tblW w:w="{mm(sum(widths))}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCaption w:val="{name}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(properties: str, *widths: float, align: str = "") -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{mm(width)}" w:type="dxa"/>{align}</w:tcPr><w:p/></w:tc>'
        for width in widths
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def _tables() -> list[str]:
    halves = (TEXT_WIDTH / 2, TEXT_WIDTH / 2)
    grid = (TT_WIDTH, TEXT_WIDTH - TT_WIDTH)
    middle = '<w:vAlign w:val="center"/>'
    title = _row("<w:cantSplit/><w:tblHeader/>", *grid, align=middle)
    return [
        _table("Đầu văn bản", "Frame", _row("<w:cantSplit/>", *halves), *halves),
        _table("Bảng", "Grid", title + _row("<w:cantSplit/>", *grid, align=middle), *grid),
        _table("Nơi nhận và chữ ký", "Frame", _row("<w:cantSplit/>", *halves), *halves),
    ]


# --- The page -----------------------------------------------------------------------------------

_SETTINGS = f"""
<w:settings {nsdecls("w")}>
  <w:zoom w:percent="100"/><w:defaultTabStop w:val="{mm(10)}"/>
  <w:characterSpacingControl w:val="doNotCompress"/>
  <w:compat><w:doNotExpandShiftReturn/>
    <w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
  </w:compat>
  <w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>
</w:settings>
"""

_FIELD = """
<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>
"""


def _header(content: str) -> str:
    looks = '<w:pPr><w:pStyle w:val="PageNumber"/></w:pPr>'
    return f"<w:hdr {nsdecls('w')}><w:p>{looks}{content}</w:p></w:hdr>"


_KEPT = {"styles", "settings", "header", "officeDocument", "core-properties"}
"""What stays of python-docx's own template, by the last word of the relationship type."""


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    section.header.is_linked_to_previous = False
    section.first_page_header.part.element[:] = parse_xml(_header(""))[:]
    section.header.part.element[:] = parse_xml(_header(_FIELD))[:]


def _drop_the_rest(document: Document) -> None:
    for rels in (document.part.rels, document.part.package.rels):
        for id in [id for id, rel in rels.items() if rel.reltype.rpartition("/")[2] not in _KEPT]:
            del rels[id]


def template() -> Document:
    document = docx.Document()
    _set_page(document)
    _drop_the_rest(document)
    document.styles.element[:] = styles()[:]
    document.settings.element[:] = parse_xml(_SETTINGS)[:]
    body = document.element.body
    for each in _tables():
        body.insert(len(body) - 1, parse_xml(each))
        body.insert(len(body) - 1, parse_xml(f"<w:p {nsdecls('w')}/>"))
    core = document.core_properties
    core.author = core.comments = core.title = ""
    return document


if __name__ == "__main__":
    template().save(str(TARGET))
