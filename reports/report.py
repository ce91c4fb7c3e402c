"""The composed document as frozen values: every word that will print, in order, and nothing else.

Not yet a file (`word`), no longer a draft: nothing here can be unanswered, only look it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal, TypeAlias

from outlines.model import Numbering

Level: TypeAlias = Numbering | Literal["point"]
"""How a heading looks: by the style of its label, or the title line of a point."""


class Ending(StrEnum):
    """What follows the words of a paragraph."""

    NONE = "none"
    MISSING = "missing"
    """A highlighted blank: somebody still has to answer."""
    DOTS = "dots"
    """A dotted line, to be filled in by hand after printing."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `label` is "Phần thứ nhất", "II.", "(3)" or empty."""

    level: Level
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the body."""

    text: str = ""
    ending: Ending = Ending.NONE


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title, and whether all that it holds is short."""

    title: str
    short: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has one text a column."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


Block: TypeAlias = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Head:
    """The top of the first page (HD 05-HD/VPTW, Phụ lục 2, components 1 to 4 and 12b)."""

    superior: str
    issuer: str
    number: str
    draft: str
    place_date: str


@dataclass(frozen=True, slots=True)
class Signature:
    """The lower right (component 7): T/M …, the post, the name or nothing."""

    authority: str
    post: str
    name: str


@dataclass(frozen=True, slots=True)
class Appendix:
    """A view of tables on pages of its own (HD 05-HD/VPTW, mục II.1)."""

    label: str
    """ "Phụ lục", or "Phụ lục 2" if there are several."""
    title: str
    pointer: str
    """In brackets, the document that it belongs to."""
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says about itself without printing it."""

    title: str
    author: str
    name: str
    """Of the draft; the stem of the file name."""
    draft: int
    """n of "Dự thảo lần n"."""
    outline: str
    version: int
    digest: str
    """SHA-256 of the answers, in hexadecimal."""
    created: datetime


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report, from the head to the list of recipients and the appendices."""

    head: Head
    type: str
    subject: str
    blocks: tuple[Block, ...]
    signature: Signature
    recipients: tuple[str, ...]
    properties: Properties
    theme: str = ""
    """Chủ đề of the congress, in its quotation marks; empty if there is none."""
    appendices: tuple[Appendix, ...] = ()
