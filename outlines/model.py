"""The outline as frozen values: what a report asks for, where it prints, which seed lines it comes from.

Not the file format's errors (`loader`), not the reading of answers (`kinds`), not the numbers (`numbering`).
After loading the tree is complete: mirrored sections are unfolded, defaults are filled in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
)

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
OutlineId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Ask = Annotated[str, StringConstraints(min_length=1, max_length=140, strip_whitespace=True)]
Hint = Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True)]

KindName = Literal[
    "long_text", "short_text", "list", "number", "percent", "money", "date", "period", "term",
    "yes_no", "choice", "several", "organisation", "reference", "table",
]  # fmt: skip
Scope = Literal["unit", "term", "draft"]
When = Literal["start", "end"]
Printing = Literal["typed", "normal"]
Prints = Literal["none", "lead", "heading"]
Numbering = Literal["part", "roman", "arabic", "bracket", "nested", "capital", "letter", "none"]
Mode = Literal["whole", "points"]
ColumnKind = Literal["text", "number", "percent", "date", "choice"]
Direction = Literal["up", "down"]
"""Which way is better: of what should fall ("hộ nghèo") the lower figure."""
Merge = Literal["sum", "ratio", "list", "none"]
"""What becomes of a column when the tables of several units are put together."""


def _pairs(value: object) -> object:
    """A mapping may be written where pairs are meant."""
    return list(value.items()) if isinstance(value, Mapping) else value


Pairs = Annotated[tuple[tuple[Text, Text], ...], BeforeValidator(_pairs)]


class Value(BaseModel):
    """Base of all outline values: frozen, and a misspelt key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Column(Value):
    """One column of a table question."""

    id: Id
    title: Text
    kind: ColumnKind = "text"
    choices: tuple[Text, ...] = ()
    required: bool = False
    direction: Direction = "up"
    merge: Merge = "none"


class Question(Value):
    """Anything that is asked once and answered: a slot, a point of a slot, a fact."""

    id: Id
    kind: KindName = "long_text"
    ask: Ask
    hint: Hint | None = None
    guidance: Text | None = None
    """The seed's own words, verbatim; shown on request, never printed."""
    example: Text | None = None
    suggest: Text | None = None
    """Text offered to keep, change or write anew; may hold {fact.form}."""
    choices: tuple[Text, ...] = ()
    columns: tuple[Column, ...] = ()
    unit: Text | None = None
    print: Printing = "typed"
    """`normal`: a number, percent, sum, date or period prints in its usual way of writing."""
    form: Id | None = None
    """Facts or points in a row that have the same form are asked together, in one message."""
    sensitive: bool = False
    if_any: bool = False
    """The seed says "nếu có": none-arisen drops it from the report and its siblings renumber."""
    formerly: tuple[Id, ...] = ()
    """Ids of earlier versions whose answers this question takes over: renamed, merged or split."""
    seed: tuple[int, ...] = Field(default=(), alias="from")
    shares: tuple[int, ...] = ()
    """Seed lines that another node, or `left_out`, holds and that this one needs as well."""


class Point(Question):
    """A bullet under a slot's heading."""

    prints: Prints = "none"
    title: Text | None = None
    """The lead words ("Về công tác dân vận") or the heading; may hold {fact.form}. Also names the point in lists."""


class Show(Value):
    """A view of a table question's rows, printed in this place of the report before the slot's own words."""

    table: Id
    columns: tuple[Id, ...] = ()
    """Printed as a table with these columns …"""
    group_by: Id | None = None
    """… or as one line a group: the rows whose choice column has that value, named by their first column."""
    groups: Pairs = ()
    """Pairs (value of the choice column, lead words of the line)."""


class Slot(Question):
    """The unit of asking: the smallest heading of the seed. Without a heading it is not numbered."""

    heading: Text | None = None
    opening: Text | None = None
    """Fixed text printed before the answer."""
    points: tuple[Point, ...] = ()
    optional: bool = False
    """Prints no heading and lacks nothing until it is answered: wanted, but not in the seed's own headings."""
    fold: bool = False
    """Asked whole even in the mode "từng ý", unless the person unfolds it."""
    shows: tuple[Show, ...] = ()
    when: Pairs = ()


class Section(Value):
    """A heading with parts below it."""

    id: Id
    heading: Text
    numbering: Numbering | None = None
    """Style of the labels of the parts below; otherwise the outline's style for that depth."""
    opening: Text | None = None
    guidance: Text | None = None
    parts: tuple[Part, ...] = ()
    when: Pairs = ()
    seed: tuple[int, ...] = Field(default=(), alias="from")
    shares: tuple[int, ...] = ()
    """As in Question."""


def _is_section(value: object) -> str:
    """Which of the two a part is: a section says so by having parts."""
    held = "parts" in value if isinstance(value, Mapping) else isinstance(value, Section)
    return "section" if held else "slot"


Part: TypeAlias = Annotated[
    Annotated[Section, Tag("section")] | Annotated[Slot, Tag("slot")], Discriminator(_is_section)
]


class Fact(Question):
    """Asked once, used in many places as {id} or {id.form}."""

    title: Text | None = None
    """What it is called in lists."""
    scope: Scope = "draft"
    asked: When = "start"


class Document(Value):
    """The document the outline makes; every text may hold {fact.form}."""

    type: Text
    subject: Text
    theme: Text | None = None
    """The congress theme, printed under the subject once its facts are known (HD 05-HD/VPTW, mục I.8)."""
    opening: Text | None = None
    name: Text
    """Proposed name of a draft, also the stem of the file name."""
    symbol: Text
    """E.g. "BC": the type's code in the document number (HD 05-HD/VPTW, mục I.3)."""
    closing: Text | None = None


class Citation(Value):
    """A document that the outline names; every text may hold it as {id}, and it is replaced in this one place."""

    id: Id
    text: Text


class Appendix(Value):
    """A titled view of tables on pages of its own (HD 05-HD/VPTW, mục II.1). It prints when a shown table has rows."""

    id: Id
    title: Text
    shows: tuple[Show, ...]
    seed: tuple[int, ...] = Field(default=(), alias="from")
    shares: tuple[int, ...] = ()


class LeftOut(Value):
    """Seed lines that are neither asked nor printed, and why."""

    lines: tuple[int, ...]
    reason: Text


class Outline(Value):
    """One outline, complete."""

    id: OutlineId
    version: int = Field(ge=1)
    title: Text
    mode: Mode = "points"
    numbering: tuple[Numbering, ...]
    """Label styles by depth, outermost first."""
    document: Document
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...] = ()
    appendices: tuple[Appendix, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    repaired: tuple[LeftOut, ...] = ()
    """Slips of the seed that were mended, each with the lines and what was done."""
    seed: tuple[int, ...] = Field(default=(), alias="from")
    """Seed lines that the document block itself stands for (header, title, signature, Nơi nhận)."""

    def slots(self) -> Iterator[Slot]:
        """Every slot, in the order of the report."""
        for section in self.sections:
            yield from slots_of(section)

    def questions(self) -> Iterator[Question]:
        """Every question a person can be asked: facts, slots, points."""
        yield from self.facts
        for slot in self.slots():
            yield slot
            yield from slot.points

    def question(self, id: str) -> Question | None:
        return next((each for each in self.questions() if each.id == id), None)


def slots_of(node: Section | Slot) -> Iterator[Slot]:
    """The slots at or below a node, in order."""
    if isinstance(node, Slot):
        yield node
        return
    for part in node.parts:
        yield from slots_of(part)
