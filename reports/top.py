"""The top of the first page, a table with the body that issues and the Party's name, then the title;
and the top of an appendix.

Hướng dẫn 05-HD/VPTW, Phụ lục 2, components 1 to 5. The date stays on one line, a long name
breaks into even lines, the rule is as long as the Party's name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reports import measure, ooxml
from reports.measure import BOLD, ITALIC, UPRIGHT, Font
from reports.ooxml import Element, narrowed, paragraph, written
from reports.report import Appendix, Head, Report

PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
HYPHENS = "-----"

_TOGETHER = frozenset(
    {
        "ban chấp", "chấp hành", "chi bộ", "chỉ tiêu", "chính trị", "đại biểu", "đại hội", "đảng bộ",
        "đảng ủy", "kết quả", "khu kinh", "kinh tế", "lần thứ", "mục tiêu", "ngày", "nghị quyết", "nhiệm kỳ",
        "nhiệm vụ", "thành phố", "thực hiện", "thường vụ", "tỉnh ủy", "ủy ban",
    }
)  # fmt: skip
"""Words of titles that read badly across the end of a line."""


def head(head: Head, prototype: Element, sizes: Mapping[str, int]) -> Element:
    """The table; `sizes` gives the type size of each style, in twentieths of a point."""
    rule = _length(PARTY, BOLD, sizes["PartyTitle"])
    date = _length(head.place_date, ITALIC, sizes["PlaceDate"])
    total = sum(ooxml.grid_widths(prototype))
    right = min(max(rule, date) + sizes["PlaceDate"], total * 2 // 3)
    left = total - right
    cells = _issuer(head, left, sizes), _party(head, right, rule)
    return ooxml.frame(prototype, (left, right), *cells)


def title(report: Report, room: int, sizes: Mapping[str, int]) -> Iterator[Element]:
    """Tên loại, trích yếu, the theme and the five hyphens; `room` is the width of the text."""
    yield written("Type", report.type)
    yield _even("Subject", report.subject, BOLD, room, sizes["Subject"])
    if report.theme:
        yield _even("Theme", report.theme, BOLD, room, sizes["Theme"])
    yield written("Hyphens", HYPHENS)


def appendix(appendix: Appendix, room: int, sizes: Mapping[str, int]) -> Iterator[Element]:
    """What stands above the tables of an appendix (mục II.1)."""
    yield written("AppendixLabel", appendix.label)
    yield _even("AppendixTitle", appendix.title, BOLD, room, sizes["AppendixTitle"])
    yield _even("AppendixPointer", appendix.pointer, ITALIC, room, sizes["AppendixPointer"])
    yield written("Hyphens", HYPHENS)


def _issuer(head: Head, room: int, sizes: Mapping[str, int]) -> Iterator[Element]:
    yield _even("Superior", head.superior, UPRIGHT, room, sizes["Superior"])
    yield _even("Issuer", head.issuer, BOLD, room, sizes["Issuer"])
    yield written("Star", "*")
    yield written("Number", head.number)
    if head.draft:
        yield written("Draft", head.draft)


def _party(head: Head, room: int, rule: int) -> Iterator[Element]:
    yield written("PartyTitle", PARTY)
    yield narrowed(paragraph("PartyRule"), room, rule)
    yield written("PlaceDate", head.place_date)


def _even(style: str, text: str, font: Font, room: int, size: int) -> Element:
    """Centred text that breaks into lines of about the same length, if it has to break."""
    made = written(style, text)
    if _length(text, font, size) <= room:
        return made
    kept = measure.balanced(text, font, room * 1000 // size, _TOGETHER) * size // 1000
    # A little to spare, for word processors round differently.
    return narrowed(made, room, kept + size // 10)


def _length(text: str, font: Font, size: int) -> int:
    return measure.width(text, font) * size // 1000
