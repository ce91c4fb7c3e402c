"""Writes a Report as a Word file. Names styles and fills prototypes; all looks are in template.docx.

Hướng dẫn 05-HD/VPTW (27/5/2026), mục II.IV and Phụ lục 2. Decides nothing about content, and is
the only module that imports docx: it opens and packs, the elements are made by `ooxml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from functools import cache
from importlib.resources import files
from io import BytesIO

import docx
from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from reports import custom, ooxml, top
from reports.archive import settled
from reports.ooxml import Element, paragraph, run, written
from reports.pages import cells, is_wide, spans, widths
from reports.report import (
    Appendix,
    Block,
    Column,
    Ending,
    Heading,
    Level,
    Paragraph,
    Properties,
    Report,
    Signature,
    Table,
)

_BLANK = "………………"
_LINES_TO_SIGN_IN = 4
"""HD 05 gives no number; four is what offices leave."""

_HEADINGS: Mapping[Level, str] = {
    "part": "Part",
    "roman": "Chapter",
    "capital": "Chapter",
    "arabic": "Clause",
    "bracket": "Clause",
    "nested": "Clause",
    "none": "Clause",
    "letter": "Item",
    "point": "PointTitle",
}


def write(report: Report) -> bytes:
    """The report as the bytes of a .docx file; the same report gives the same bytes."""
    document = docx.Document(BytesIO(_template()))
    _fill(document, report)
    _describe(document, report.properties)
    packed = BytesIO()
    document.save(packed)
    return settled(packed.getvalue())


@cache
def _template() -> bytes:
    return files("reports").joinpath("template.docx").read_bytes()


def _fill(document: Document, report: Report) -> None:
    body = document.element.body
    head, grid, end = body.findall(ooxml.w("tbl"))
    sizes = ooxml.sizes(document.styles.element)
    page = ooxml.the(body, "sectPr")
    opening = [
        top.head(report.head, head, sizes),
        *top.title(report, ooxml.text_width(page), sizes),
    ]
    tables = _Tables(grid, sizes["TableText"])
    content, section = _content(opening, report.blocks, page, tables)
    ooxml.restyle(content[-1], "Body", "BodyLast")
    halves = ooxml.grid_widths(end)
    signing = ooxml.frame(end, halves, _recipients(report.recipients), _signature(report.signature))
    attached = (_appendix(each, page, tables, sizes) for each in report.appendices)
    body[:] = _joined([([*content, signing, paragraph("Tail")], section), *attached])


def _joined(parts: Sequence[tuple[list[Element], Element]]) -> list[Element]:
    """Parts with the pages they stand on, each ended by its last paragraph, the last by the body."""
    for content, page in parts[:-1]:
        ooxml.end_section(content[-1], page)
    return [*(each for content, _ in parts for each in content), parts[-1][1]]


def _describe(document: Document, properties: Properties) -> None:
    core = document.core_properties
    # The packer takes no more than 255 letters for these.
    core.title = ooxml.legal(properties.title)[:255]
    core.author = core.last_modified_by = ooxml.legal(properties.author)[:255]
    core.created = core.modified = properties.created.astimezone(UTC)
    core.language = "vi-VN"
    package = document.part.package
    part = Part(PackURI(custom.NAME), custom.CONTENT_TYPE, custom.properties(properties), package)
    package.relate_to(part, custom.RELATIONSHIP)


# --- Appendices ---------------------------------------------------------------------------------


def _appendix(
    appendix: Appendix, page: Element, tables: _Tables, sizes: Mapping[str, int]
) -> tuple[list[Element], Element]:
    """An appendix and its pages, which lie on their side for a wide table."""
    own = ooxml.restarted(page)
    section = ooxml.turned(own) if any(map(is_wide, appendix.blocks)) else own
    opening = top.appendix(appendix, ooxml.text_width(section), sizes)
    return [*opening, *_blocks(appendix.blocks, section, tables)], section


# --- The end ------------------------------------------------------------------------------------


def _recipients(recipients: Iterable[str]) -> Iterator[Element]:
    yield paragraph("RecipientsTitle", run("Nơi nhận", "Underlined"), run(":"))
    for each in recipients:
        yield written("Recipient", each)


def _signature(signature: Signature) -> Iterator[Element]:
    yield written("Authority", signature.authority)
    yield written("Post", signature.post)
    for _ in range(_LINES_TO_SIGN_IN):
        yield paragraph("SignHere")
    yield written("Signer", signature.name)


# --- The body -----------------------------------------------------------------------------------


def _content(
    opening: list[Element], blocks: Sequence[Block], page: Element, tables: _Tables
) -> tuple[list[Element], Element]:
    """The opening and the blocks, and the section in which the end of the document stands."""
    made, section = opening, page
    for span in spans(blocks):
        if not span.turned:
            made.extend(_blocks(span.blocks, section, tables))
            continue
        ooxml.end_section(made[-1], section)
        section = ooxml.following(page)
        turned = ooxml.turned(section)
        made.extend(_blocks(span.blocks, turned, tables))
        ooxml.end_section(made[-1], turned)
    return made, section


def _blocks(blocks: Iterable[Block], page: Element, tables: _Tables) -> Iterator[Element]:
    width = ooxml.text_width(page)
    for block in blocks:
        match block:
            case Heading():
                yield from _heading(block)
            case Paragraph():
                yield _paragraph(block)
            case Table():
                yield tables.table(block, width)
                yield paragraph("TableAfter")


def _heading(heading: Heading) -> Iterator[Element]:
    style = _HEADINGS[heading.level]
    if heading.level == "part":
        yield written(style, heading.label)
        yield written("PartName", heading.text)
    else:
        yield written(style, f"{heading.label} {heading.text}".strip())


def _paragraph(block: Paragraph) -> Element:
    words = [run(block.text)] if block.text else []
    match block.ending:
        case Ending.MISSING:
            return paragraph("Body", *words, run(_BLANK, "Missing"))
        case Ending.DOTS:
            # The style's tab draws the dots up to the right margin.
            return paragraph("ByHand", *words, run("\t"))
        case Ending.NONE:
            return paragraph("Body", *words)


@dataclass(frozen=True, slots=True)
class _Tables:
    """Makes tables after the template's; `size` is that of their letters."""

    prototype: Element
    size: int

    def table(self, table: Table, width: int) -> Element:
        first = ooxml.grid_widths(self.prototype)[0]
        rows = [_cells(table, row, n) for n, row in enumerate(cells(table))]
        return ooxml.grid(self.prototype, rows, widths(table, width, first, self.size))


def _cells(table: Table, row: Sequence[str], n: int) -> list[Element]:
    styles = (_cell_style(n, column) for column in table.columns)
    return [written(style, text) for style, text in zip(styles, row, strict=True)]


def _cell_style(row: int, column: Column) -> str:
    if row == 0:
        return "TableHead"
    return "TableShort" if column.short else "TableText"
