"""Which blocks stand on upright pages and which on turned ones, and how wide columns are.

Not the pages themselves: where a page ends is for the word processor to find.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from reports import measure
from reports.measure import BOLD, UPRIGHT
from reports.report import Block, Heading, Table

MOST_UPRIGHT = 7
"""Columns, TT included; a table with more lies on its side (the-thuc 2.9)."""

_MARGINS = 1000
"""White space beside a cell's words, in thousandths of the type size."""


@dataclass(frozen=True, slots=True)
class Span:
    """Blocks that follow one another on pages of one kind."""

    turned: bool
    blocks: tuple[Block, ...]


def spans(blocks: Sequence[Block]) -> tuple[Span, ...]:
    """The blocks cut where the page turns; headings right above a wide table turn with it."""
    placed = groupby(zip(_turns(blocks), blocks, strict=True), key=itemgetter(0))
    return tuple(Span(turned, tuple(block for _, block in pairs)) for turned, pairs in placed)


def _turns(blocks: Sequence[Block]) -> list[bool]:
    """For each block whether it lies on a turned page."""
    turns: list[bool] = []
    for block in reversed(blocks):
        heads_turned = isinstance(block, Heading) and bool(turns) and turns[-1]
        turns.append(is_wide(block) or heads_turned)
    return turns[::-1]


def is_wide(block: Block) -> bool:
    """A table that needs a turned page."""
    return isinstance(block, Table) and len(block.columns) > MOST_UPRIGHT


def widths(table: Table, total: int, first: int, size: int) -> tuple[int, ...]:
    """Column widths that add up to `total`: the first as given, the others by what they hold.

    All lengths and the type size in one unit, such as twentieths of a point.
    """
    needs = [_need(n, table) * size // 1000 for n in range(1, len(table.columns))]
    shares = _shared(needs, total - first)
    return (first, *shares[:-1], total - first - sum(shares[:-1])) if shares else (total,)


def _need(n: int, table: Table) -> int:
    """Room for the longest cell on one line and for the title on two; thousandths of the size."""
    title = table.columns[n].title
    words = max((measure.width(word, BOLD) for word in title.split()), default=0)
    cells = max((measure.width(row[n], UPRIGHT) for row in table.rows), default=0)
    return max(words, measure.width(title, BOLD) * 3 // 5, cells) + _MARGINS


def _shared(needs: Sequence[int], room: int) -> list[int]:
    """Where room is short, columns that need no more than a fair part get it all; the others share the rest."""
    given = _satisfied(needs, room) if sum(needs) > room else {}
    left = room - sum(given.values())
    wanting = max(sum(needs) - sum(given.values()), 1)
    return [given.get(n, left * need // wanting) for n, need in enumerate(needs)]


def _satisfied(needs: Sequence[int], room: int) -> dict[int, int]:
    """The columns that get what they need, the least first: what one leaves over, others may use."""
    given: dict[int, int] = {}
    for n in sorted(range(len(needs)), key=needs.__getitem__):
        if needs[n] * (len(needs) - len(given)) > room - sum(given.values()):
            break
        given[n] = needs[n]
    return given


def cells(table: Table) -> Sequence[Sequence[str]]:
    """Titles first, then the rows."""
    return [tuple(column.title for column in table.columns), *table.rows]
