"""Views of the rows of a table question: chosen columns as a table, or one line a group.

Not the reading of rows (`outlines.kinds`), not how a table looks (`word`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from outlines.kinds.table import rows_of
from outlines.model import Question, Show
from outlines.reading import Json
from reports.report import Column, Table

SHORT = 14
"""Letters; a column whose cells have no more is centred: figures, units, verdicts."""

NO_ROWS = "không có"
"""Stands after the lead words of a group in which no row falls."""


def table(question: Question, value: Json, columns: Sequence[str]) -> Table:
    """The rows with the columns asked for, numbered in a column TT."""
    by_id = {column.id: column for column in question.columns}
    chosen = [by_id[id] for id in columns if id in by_id]
    rows = [[row.get(each.id, "") for each in chosen] for row in rows_of(value)]
    short = [all(len(row[n]) <= SHORT for row in rows) for n in range(len(chosen))]
    return Table(
        columns=(Column("TT", short=True), *map(Column, [each.title for each in chosen], short)),
        rows=tuple((str(n), *row) for n, row in enumerate(rows, start=1)),
    )


def grouped(
    question: Question, value: Json, show: Show, filled: Callable[[str], str]
) -> Iterator[str]:
    """One line a group, e.g. "- Nhóm chỉ tiêu dự báo vượt kế hoạch: A; B.".

    A group without rows says so only where every row has its group; else that is not known yet.
    """
    name = question.columns[0].id
    unknown = has_unknown(value, show)
    for wanted, lead in show.groups:
        names = [
            row.get(name, "") for row in rows_of(value) if row.get(show.group_by or "") == wanted
        ]
        if names or not unknown:
            yield f"- {filled(lead)}: {'; '.join(names) or NO_ROWS}."


def has_unknown(value: Json, show: Show) -> bool:
    """Whether a row lacks the cell that it is grouped by."""
    return any(not row.get(show.group_by or "") for row in rows_of(value))
