"""Tables: one row a line, cells separated by ";" (or a tab, or "|" as pasted from elsewhere).

The value is {"rows": [{"id": "r1", "cells": {column id: text}}]}, every column in every row. Cells
keep their words; a cell of a choice column holds the label. Not the look of a table in the report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from outlines import phrases
from outlines.kinds.choice import chosen
from outlines.model import Column, Question
from outlines.reading import Accepted, Json, Reading, Rejected
from outlines.text import fold, lines

_MARKER = re.compile(r"(?:[0-9]{1,3}[.)]|[-+*•–])(?:\s+|(?=[^0-9\s]))")  # "1. ", "2) ", "- "


def read(question: Question, words: str, today: date) -> Reading:
    titles = [column.title for column in question.columns]
    rows: list[Json] = []
    for number, line in enumerate(lines(words), start=1):
        cells = _cells(line)
        if _is_head(cells, titles):
            continue
        row = _row(cells, question.columns, number)
        if isinstance(row, Rejected):
            return row
        rows.append({"id": f"r{len(rows) + 1}", "cells": row})
    return Accepted({"rows": rows}) if rows else Rejected(phrases.no_rows(titles))


def show(question: Question, words: str, value: Json) -> str:
    """A numbered list, written as it can be read again."""
    shown = (f"{n}. {_line(row)}" for n, row in enumerate(rows_of(value), start=1))
    return "\n".join(shown) or words


def rows_of(value: Json) -> list[dict[str, str]]:
    """The cells of every row of a table's value, by column id."""
    rows = value.get("rows") if isinstance(value, dict) else None
    return [_texts(row) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _texts(row: dict[str, Json]) -> dict[str, str]:
    cells = row.get("cells")
    return {id: str(text) for id, text in cells.items()} if isinstance(cells, dict) else {}


def _line(row: dict[str, str]) -> str:
    """The cells with a separator that none of them holds."""
    held = "".join(row.values())
    separator = "\t" if "|" in held else " | " if ";" in held else "; "
    return separator.join(_without_end(list(row.values())))


def _cells(line: str) -> list[str]:
    bare = _MARKER.sub("", line, count=1) if _MARKER.match(line) else line
    separator = next((each for each in "\t|" if each in bare), ";")
    framed = bare.strip("| ") if separator == "|" else bare
    return _without_end([cell.strip() for cell in framed.split(separator)])


def _without_end(cells: list[str]) -> list[str]:
    """Without the empty cells at the end."""
    filled = [index for index, cell in enumerate(cells, start=1) if cell]
    return cells[: max(filled, default=0)]


def _is_head(cells: Sequence[str], titles: Sequence[str]) -> bool:
    """The head of the table, pasted along with its rows."""
    return len(cells) > 1 and [fold(each) for each in cells] == [fold(each) for each in titles]


def _row(cells: Sequence[str], columns: Sequence[Column], line: int) -> dict[str, Json] | Rejected:
    titles = [column.title for column in columns]
    if len(cells) > len(columns):
        return Rejected(phrases.too_many_cells(line, titles))
    row: dict[str, Json] = {}
    filled = [*cells, *[""] * (len(columns) - len(cells))]
    for index, (column, cell) in enumerate(zip(columns, filled, strict=True)):
        if not cell and (column.required or index == 0):
            return Rejected(phrases.missing_cell(line, column.title, titles))
        meant = chosen(cell, column.choices) if column.kind == "choice" and cell else [cell]
        if len(meant) != 1:
            return Rejected(phrases.bad_cell(line, column.title, column.choices))
        row[column.id] = meant[0]
    return row
