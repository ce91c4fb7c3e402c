"""Composes a draft into a Report: what prints, in which order, under which label. Pure.

Not the looks (`word`), not the numbers (`flows.drafts.tree`), not the head and the end (`frame`).
A report can be composed at any time; what nobody has answered yet shows as a blank.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from flows.drafts.tree import Branch, facts, tree
from flows.drafts.values import Answers
from outlines.model import Outline, Slot
from outlines.text import lines
from reports import frame
from reports.appendices import printing
from reports.report import Appendix, Block, Heading, Level, Paragraph, Report
from reports.slots import Writer

_CAPITALS: frozenset[Level] = frozenset({"part", "roman", "capital"})
"""Printed in capitals; Roman headings only where no A., B., C. stand above them."""


def compose(outline: Outline, answers: Answers, now: datetime) -> Report:
    """The report as it stands now; `now` becomes the file's date of creation."""
    known = facts(outline, answers)
    document = outline.document
    writer = Writer(outline, answers, known)
    head = frame.head(document, answers, known)
    return Report(
        head=head,
        type=document.type.upper(),
        subject=frame.subject(document, known),
        blocks=(
            *_fixed(writer.filled(document.opening)),
            *_body(tree(outline, answers), writer),
            *_fixed(writer.filled(document.closing)),
        ),
        signature=frame.signature(answers, known),
        recipients=frame.recipients(answers, known),
        properties=frame.properties(outline, answers, known, now),
        theme=frame.theme(document, known),
        appendices=tuple(_appendices(writer, frame.pointer(document, head, known))),
    )


def _body(branches: Sequence[Branch], writer: Writer) -> Iterator[Block]:
    for branch in branches:
        if branch.printed:
            yield from _heading(branch, writer)
            yield from _fixed(writer.filled(branch.node.opening))
            yield from _content(branch, writer)


def _content(branch: Branch, writer: Writer) -> Iterable[Block]:
    if isinstance(branch.node, Slot):
        return writer.slot(branch.node)
    return _body(branch.parts, writer)


def _heading(branch: Branch, writer: Writer) -> Iterator[Heading]:
    if branch.node.heading is not None:
        text = writer.filled(branch.node.heading)
        capitals = _in_capitals(branch.style, writer.outline)
        yield Heading(branch.style, branch.label, text.upper() if capitals else text)


def _in_capitals(style: Level, outline: Outline) -> bool:
    below = style == "roman" and "capital" in outline.numbering
    return style in _CAPITALS and not below


def _appendices(writer: Writer, pointer: str) -> Iterator[Appendix]:
    for label, each in printing(writer.outline, writer.answers).items():
        title = writer.filled(each.title).upper()
        yield Appendix(label, title, pointer, tuple(writer.views(each.shows)))


def _fixed(text: str) -> Iterator[Paragraph]:
    """The outline's own words."""
    return map(Paragraph, lines(text))
