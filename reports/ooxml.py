"""Builds paragraphs, tables and section breaks as WordprocessingML elements (ECMA-376, part 1, 17).

Knows style ids and nothing of fonts, sizes or lengths: those stand in template.docx. Knows
nothing of reports either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from itertools import repeat
from typing import Protocol

from lxml import etree  # type: ignore[import-untyped]


class Element(Protocol):
    """As much of lxml's element as is used here; lxml itself carries no types."""

    text: str | None

    def addnext(self, after: Element, /) -> None: ...
    def append(self, child: Element, /) -> None: ...
    def extend(self, children: Iterable[Element], /) -> None: ...
    def remove(self, child: Element, /) -> None: ...
    def find(self, path: str, /) -> Element | None: ...
    def findall(self, path: str, /) -> list[Element]: ...
    def iter(self, name: str, /) -> Iterator[Element]: ...
    def get(self, name: str, /) -> str | None: ...
    def set(self, name: str, value: str, /) -> None: ...
    def __getitem__(self, n: int, /) -> Element: ...


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ILLEGAL = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold; cleaned words have none, but one such letter would cost the report."""


def w(name: str) -> str:
    """The full name of an element or attribute: "p" -> "{http://…/main}p"."""
    return f"{{{_W}}}{name}"


def element(name: str, *children: Element, **attributes: str) -> Element:
    """An element of the main namespace; `type_` stands for the attribute `type`."""
    named = {w(key.rstrip("_")): value for key, value in attributes.items()}
    made: Element = etree.Element(w(name), named)
    made.extend(children)
    return made


def run(text: str, style: str | None = None) -> Element:
    """A run of text; tabs and line breaks become elements, spaces are kept."""
    made = element("r")
    if style:
        made.append(element("rPr", element("rStyle", val=style)))
    made.extend(_pieces(legal(text)))
    return made


def legal(text: str) -> str:
    """The text without what XML cannot hold."""
    return _ILLEGAL.sub("", text)


def _pieces(text: str) -> Iterator[Element]:
    for piece in re.split(r"([\t\n])", text):
        if piece == "\t":
            yield element("tab")
        elif piece == "\n":
            yield element("br")
        elif piece:
            yield _letters(piece)


def _letters(text: str) -> Element:
    made = element("t")
    made.text = text
    made.set(_SPACE, "preserve")
    return made


def paragraph(style: str, *runs: Element) -> Element:
    return element("p", element("pPr", element("pStyle", val=style)), *runs)


def written(style: str, text: str) -> Element:
    """A paragraph of plain text."""
    return paragraph(style, run(text)) if text else paragraph(style)


def narrowed(made: Element, room: int, kept: int) -> Element:
    """A centred paragraph that uses only so much of its room; twentieths of a point."""
    side = str(max(0, (room - kept) // 2))
    made[0].append(element("ind", left=side, right=side))
    return made


def restyle(made: Element, old: str, new: str) -> None:
    """Gives a paragraph its other style, if it is of the old one."""
    for each in made.iter(w("pStyle")):
        if each.get(w("val")) == old:
            each.set(w("val"), new)


def the(parent: Element, *path: str) -> Element:
    """The element that the template has at this path; its absence is an error of the template."""
    found = parent.find("/".join(map(w, path)))
    if found is None:
        raise LookupError(f"template.docx has no {'/'.join(path)}")
    return found


def number(made: Element, name: str) -> int:
    """A number attribute; 0 if it has none."""
    return int(made.get(w(name)) or 0)


def sizes(styles: Element) -> dict[str, int]:
    """The type size of each style that sets one, in twentieths of a point."""
    return {
        style.get(w("styleId")) or "": number(size, "val") * 10
        for style in styles.findall(w("style"))
        for size in style.iter(w("sz"))
    }


# --- Tables -------------------------------------------------------------------------------------


def frame(prototype: Element, widths: Sequence[int], *cells: Iterable[Element]) -> Element:
    """A one-row table with the prototype's looks, whose cells hold the paragraphs given."""
    return _table(prototype, [the(prototype, "tr")], [cells], widths)


def grid(prototype: Element, rows: Sequence[Sequence[Element]], widths: Sequence[int]) -> Element:
    """A table with the prototype's looks: its first row is the pattern of ours, its last of the rest.

    Every row has one paragraph a column; `widths` are in twentieths of a point.
    """
    first, last = prototype.findall(w("tr"))
    patterns = [first, *[last] * (len(rows) - 1)]
    return _table(prototype, patterns, [[[cell] for cell in row] for row in rows], widths)


def grid_widths(prototype: Element) -> list[int]:
    return [number(column, "w") for column in prototype.iter(w("gridCol"))]


def _table(
    prototype: Element,
    patterns: Sequence[Element],
    rows: Sequence[Sequence[Iterable[Element]]],
    widths: Sequence[int],
) -> Element:
    looks = deepcopy(the(prototype, "tblPr"))
    the(looks, "tblW").set(w("w"), str(sum(widths)))
    columns = element("tblGrid", *(element("gridCol", w=str(width)) for width in widths))
    return element("tbl", looks, columns, *map(_row, patterns, rows, repeat(widths)))


def _row(pattern: Element, cells: Sequence[Iterable[Element]], widths: Sequence[int]) -> Element:
    looks = the(pattern, "tc", "tcPr")
    made = (_cell(looks, content, width) for content, width in zip(cells, widths, strict=True))
    return element("tr", deepcopy(the(pattern, "trPr")), *made)


def _cell(looks: Element, content: Iterable[Element], width: int) -> Element:
    own = deepcopy(looks)
    the(own, "tcW").set(w("w"), str(width))
    return element("tc", own, *content)


# --- Sections -----------------------------------------------------------------------------------


def text_width(section: Element) -> int:
    """The width between the margins, in twentieths of a point."""
    margins = the(section, "pgMar")
    return number(the(section, "pgSz"), "w") - number(margins, "left") - number(margins, "right")


def following(section: Element) -> Element:
    """The page of a later section: the same headers, and no first page of its own."""
    made = deepcopy(section)
    for name in ("headerReference", "footerReference", "titlePg"):
        for each in made.findall(w(name)):
            made.remove(each)
    return made


def restarted(section: Element) -> Element:
    """The same page with numbers that start from 1, its first one without, as in `section`."""
    made = deepcopy(section)
    the(made, "pgMar").addnext(element("pgNumType", start="1"))
    return made


def turned(section: Element) -> Element:
    """The same page, lying on its side; margins stay with their edges of the text."""
    made = deepcopy(section)
    size = the(made, "pgSz")
    width, height = number(size, "w"), number(size, "h")
    size.set(w("w"), str(height))
    size.set(w("h"), str(width))
    size.set(w("orient"), "landscape")
    return made


def end_section(last: Element, section: Element) -> None:
    """Ends a section with the paragraph that is the last on its pages."""
    last[0].append(section)
