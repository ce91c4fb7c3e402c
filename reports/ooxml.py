"""Builds paragraphs, tables and section breaks as WordprocessingML elements (ECMA-376, part 1, 17).

Knows style ids and nothing of fonts, sizes or lengths: those stand in template.docx. Knows
nothing of reports either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from typing import Protocol

from lxml import etree  # type: ignore[import-untyped]


class Element(Protocol):
    """As much of lxml's element as is used here; lxml itself carries no types."""

    text: str | None

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
    made.extend(_pieces(_ILLEGAL.sub("", text)))
    return made


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


# --- Tables -------------------------------------------------------------------------------------


def frame(prototype: Element, *cells: Iterable[Element]) -> Element:
    """A copy of a one-row table whose cells hold the paragraphs given."""
    made = deepcopy(prototype)
    for cell, content in zip(made.iter(w("tc")), cells, strict=True):
        for empty in cell.findall(w("p")):
            cell.remove(empty)
        cell.extend(content)
    return made


def grid(prototype: Element, rows: Sequence[Sequence[Element]], widths: Sequence[int]) -> Element:
    """A table with the prototype's looks: its first row is the pattern of ours, its second of the rest.

    Every row has one paragraph a column; `widths` are in twentieths of a point.
    """
    made = deepcopy(prototype)
    first, second = made.findall(w("tr"))
    for each in (first, second, the(made, "tblGrid")):
        made.remove(each)
    the(made, "tblPr", "tblW").set(w("w"), str(sum(widths)))
    made.append(element("tblGrid", *(element("gridCol", w=str(width)) for width in widths)))
    made.extend(_row(first if n == 0 else second, cells, widths) for n, cells in enumerate(rows))
    return made


def _row(pattern: Element, cells: Sequence[Element], widths: Sequence[int]) -> Element:
    return element("tr", deepcopy(pattern[0]), *map(_cell, cells, widths))


def _cell(content: Element, width: int) -> Element:
    return element("tc", element("tcPr", element("tcW", w=str(width), type_="dxa")), content)


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
