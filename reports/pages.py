"""Which blocks stand on upright pages and which on turned ones, and how wide columns are.

Not the pages themselves: where a page ends is for the word processor to find.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.report import Block, Heading, Table

MOST_UPRIGHT = 7
"""Columns, TT included; a table with more lies on its side (the-thuc 2.9)."""

_SHORTEST, _LONGEST = 6, 40
"""Letters that a column is at least and at most reckoned with."""


@dataclass(frozen=True, slots=True)
class Span:
    """Blocks that follow one another on pages of one kind."""

    turned: bool
    blocks: tuple[Block, ...]


def spans(blocks: Iterable[Block]) -> tuple[Span, ...]:
    """The blocks cut where the page turns; headings right above a wide table turn with it."""
    found: list[tuple[bool, list[Block]]] = [(False, [])]
    for block in blocks:
        if not isinstance(block, Table) or len(block.columns) <= MOST_UPRIGHT:
            _add(found, [block], turned=False)
        else:
            _add(found, [*_headings_above(found[-1][1]), block], turned=True)
    return tuple(Span(turned, tuple(each)) for turned, each in found if each)


def _add(found: list[tuple[bool, list[Block]]], blocks: list[Block], *, turned: bool) -> None:
    if found[-1][0] is turned:
        found[-1][1].extend(blocks)
    else:
        found.append((turned, blocks))


def _headings_above(blocks: list[Block]) -> list[Block]:
    """Taken from the end of the list."""
    taken: list[Block] = []
    while blocks and isinstance(blocks[-1], Heading):
        taken.insert(0, blocks.pop())
    return taken


def widths(table: Table, total: int, first: int) -> tuple[int, ...]:
    """Column widths that add up to `total`: the first as given, the others by what they hold."""
    weights = [_weight(n, table) for n in range(1, len(table.columns))]
    room = total - first
    shares = [room * weight // sum(weights) for weight in weights]
    return (first, *shares[:-1], room - sum(shares[:-1])) if shares else (total,)


def _weight(n: int, table: Table) -> int:
    """The longest cell of the column in letters; a title may break into two lines."""
    title = table.columns[n].title
    longest_word = max(map(len, title.split()), default=0)
    cells = max((len(row[n]) for row in table.rows), default=0)
    return min(max(longest_word + 2, len(title) // 2 + 4, cells, _SHORTEST), _LONGEST)


def cells(table: Table) -> Sequence[Sequence[str]]:
    """Titles first, then the rows."""
    return [tuple(column.title for column in table.columns), *table.rows]
