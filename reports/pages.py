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
    columns = range(1, len(table.columns))
    needs = [_need(n, table) * size // 1000 for n in columns]
    floors = [_floor(n, table) * size // 1000 for n in columns]
    shares = _shared(needs, floors, total - first)
    return (first, *shares[:-1], total - first - sum(shares[:-1])) if shares else (total,)


def _need(n: int, table: Table) -> int:
    """Room for the longest cell on one line and for the title on two or three; thousandths of the size."""
    title = measure.width(table.columns[n].title, BOLD) // 2
    held = max((measure.width(row[n], UPRIGHT) for row in table.rows), default=0)
    return max(_floor(n, table), title + _MARGINS, held + _MARGINS)


def _floor(n: int, table: Table) -> int:
    """Room for the longest word, which must not break."""
    titles = (measure.width(word, BOLD) for word in table.columns[n].title.split())
    held = (measure.width(word, UPRIGHT) for row in table.rows for word in row[n].split())
    return max((*titles, *held), default=0) + _MARGINS


def _shared(needs: Sequence[int], floors: Sequence[int], room: int) -> list[int]:
    """All get their floor; where not all needs can be met, the least are, and the others share the rest."""
    if sum(needs) <= room or sum(floors) >= room:
        asked = needs if sum(needs) <= room else floors
        return [room * each // max(sum(asked), 1) for each in asked]
    wants = [need - floor for need, floor in zip(needs, floors, strict=True)]
    extra = _filled(wants, room - sum(floors))
    return [floor + more for floor, more in zip(floors, extra, strict=True)]


def _filled(wants: Sequence[int], room: int) -> list[int]:
    """The least wants first: what they leave over, the others may use, in proportion."""
    given: dict[int, int] = {}
    for n in sorted(range(len(wants)), key=wants.__getitem__):
        if wants[n] * (len(wants) - len(given)) > room - sum(given.values()):
            break
        given[n] = wants[n]
    left = room - sum(given.values())
    wanting = max(sum(wants) - sum(given.values()), 1)
    return [given.get(n, left * want // wanting) for n, want in enumerate(wants)]


def cells(table: Table) -> Sequence[Sequence[str]]:
    """Titles first, then the rows."""
    return [tuple(column.title for column in table.columns), *table.rows]
