"""The rows of a table's value, and how one line of words becomes the cells of a row.

Not the editing of a table that stands (`table`), not its look in the report.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from outlines import phrases
from outlines.kinds import day, number, percent
from outlines.kinds.choice import chosen
from outlines.model import Column, Question
from outlines.reading import Accepted, Json, Rejected
from outlines.text import fold, lines, short

MARKER = re.compile(r"(?:[0-9]{1,3}[.):]|[-+*•–])(?:\s+|(?=[^0-9\s]))")
"""What people put before a line of a list: "1. ", "2) ", "3: ", "- "."""
_QUOTED = 40
"""Letters of a row that are said back in a complaint about it."""

_READERS = {"number": (number, percent), "percent": (percent,), "date": (day,)}
"""A column of numbers holds percents too: its rows have units of their own."""
_CELL = Question(id="cell", ask="?")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its id ("r7"), the text of its cells by column, its words as typed."""

    id: str
    cells: Mapping[str, str]
    words: str
    doubts: tuple[str, ...] = ()
    """Columns whose cell could not be read as what they hold; it is kept as typed."""


@dataclass(slots=True)
class Table:
    """A table in the course of being changed: its rows by id, and the number of the next id."""

    rows: dict[str, Row] = field(default_factory=dict)
    next: int = 1


# --- Values -------------------------------------------------------------------------------------


def table_of(value: Json) -> Table:
    """The table in a value; empty if the value is none."""
    held = value if isinstance(value, dict) else {}
    rows = held.get("rows")
    found = (
        [_row_of(each) for each in rows if isinstance(each, dict)] if isinstance(rows, list) else []
    )
    used = [int(row.id[1:]) for row in found if row.id[1:].isdecimal()]
    free, kept = max(used, default=0) + 1, held.get("next")
    return Table({row.id: row for row in found}, max(free, kept if isinstance(kept, int) else 1))


def value_of(table: Table) -> Json:
    return {"rows": [_json(row) for row in table.rows.values()], "next": table.next}


def _row_of(held: dict[str, Json]) -> Row:
    raw = held.get("cells")
    cells = {id: str(text) for id, text in raw.items()} if isinstance(raw, dict) else {}
    doubts = held.get("doubts")
    return Row(
        id=str(held.get("id", "")),
        cells=cells,
        words=str(held.get("words") or written(cells)),
        doubts=tuple(map(str, doubts)) if isinstance(doubts, list) else (),
    )


def _json(row: Row) -> Json:
    held: dict[str, Json] = {"id": row.id, "cells": {**row.cells}, "words": row.words}
    return {**held, "doubts": [*row.doubts]} if row.doubts else held


# --- Lines --------------------------------------------------------------------------------------


def split(line: str) -> list[str]:
    """The cells of a line: separated by tabs or "|" as pasted from elsewhere, else by ";"."""
    bare = MARKER.sub("", line, count=1) if MARKER.match(line) else line
    separator = next((each for each in "\t|" if each in bare), ";")
    framed = bare.strip("| ") if separator == "|" else bare
    return _without_end([cell.strip() for cell in framed.split(separator)])


def written(cells: Mapping[str, str]) -> str:
    """The cells on one line, with a separator that none of them holds."""
    held, filled = "".join(cells.values()), _without_end(list(cells.values()))
    separator = "\t" if "|" in held else " | " if ";" in held else "; "
    alone = len(filled) == 1 and separator == " | "
    return f"{filled[0]} |" if alone else separator.join(filled)


def is_head(line: str, columns: Sequence[Column]) -> bool:
    """The head of the table, pasted along with its rows, with or without a column of numbers."""
    titles = [fold(column.title) for column in columns]
    cells = [fold(cell) for cell in split(line)]
    return len(cells) > 1 and (cells[1:] if cells[0] in ("tt", "stt") else cells) == titles


def _without_end(cells: list[str]) -> list[str]:
    """Without the empty cells at the end."""
    filled = [index for index, cell in enumerate(cells, start=1) if cell]
    return cells[: max(filled, default=0)]


# --- Cells --------------------------------------------------------------------------------------


def row(id: str, words: str, columns: Sequence[Column], today: date) -> Row | Rejected:
    """The row that one line says."""
    cells = split(words)
    if len(cells) == len(columns) + 1 and cells[0].isdecimal():
        cells = cells[1:]  # pasted with its column of numbers
    if len(cells) > len(columns):
        titles = [column.title for column in columns]
        return Rejected(phrases.too_many_cells(short(words, _QUOTED), titles))
    filled = [*cells, *[""] * (len(columns) - len(cells))]
    named = {column.id: cell for column, cell in zip(columns, filled, strict=True)}
    return checked(Row(id, named, words), columns, today)


def checked(row: Row, columns: Sequence[Column], today: date) -> Row | Rejected:
    """The row with its choices as labels and its doubts noted, or why it cannot stand."""
    cells, doubts = dict(row.cells), []
    for index, column in enumerate(columns):
        cell = cells.get(column.id, "")
        if not cell and (column.required or index == 0):
            return Rejected(
                phrases.missing_cell(
                    short(row.words, _QUOTED), column.title, [each.title for each in columns]
                )
            )
        meant = chosen(cell, column.choices) if column.kind == "choice" and cell else [cell]
        if len(meant) != 1:
            return Rejected(
                phrases.bad_cell(short(row.words, _QUOTED), column.title, column.choices)
            )
        cells[column.id] = meant[0]
        if is_doubtful(column, cell, today):
            doubts.append(column.id)
    return Row(row.id, cells, row.words, tuple(doubts))


def is_doubtful(column: Column, cell: str, today: date) -> bool:
    """Whether the cell should hold a figure or a date and cannot be read as one."""
    readers = _READERS.get(column.kind, ()) if cell else ()
    read = [reader.read(_CELL, cell, today) for reader in readers]
    return bool(read) and not any(isinstance(each, Accepted) for each in read)


def rows_in(words: str, columns: Sequence[Column]) -> list[str]:
    """The lines without the pasted head."""
    written_lines = lines(words)
    headed = written_lines and is_head(written_lines[0], columns)
    return written_lines[1:] if headed else written_lines
