"""Tables, told row by row: lines add rows to what stands, change them and remove them.

A row is one line, its cells separated by ";" (or a tab, or "|" as pasted from elsewhere).
"2: …" writes row 2 anew, "2.3: 85" its third cell, "xóa 2" removes it; rows are counted as they
were shown before the message. The value is {"rows": [{"id": "r1", "cells": {column id: text},
"words": as typed, "doubts": [column ids, if any]}], "next": 2}. An id never changes and is never
used again. Cells keep their words; a cell of a choice column holds the label. Not the look of a
table in the report.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from outlines import phrases
from outlines.kinds.rows import (
    MARKER,
    Row,
    Table,
    checked,
    row,
    rows_in,
    table_of,
    value_of,
    written,
)
from outlines.model import Question
from outlines.reading import Accepted, Candidate, Json, Reading, Rejected, Unclear

_ROW = r"(?:(?:dòng|dong|hàng|hang)\s+)?"
_EDIT = r"(?:(?:sửa|sua|thay)\s+)"
_AND = r"(?:\s*[,;]\s*|\s+(?:và|va)\s+|\s+)"
_REMOVE = re.compile(
    rf"(?:xóa|xoá|xoa|bỏ|bo)\s+({_ROW}[0-9]{{1,3}}(?:{_AND}{_ROW}[0-9]{{1,3}})*)\.?", re.IGNORECASE
)
_CELL = re.compile(
    rf"{_EDIT}?{_ROW}([0-9]{{1,3}})(?:\.|\s+(?:ô|o|cột|cot)\s+)([0-9]{{1,2}})\s*[:=](.*)",
    re.IGNORECASE,
)
_REPLACE = re.compile(
    rf"(?:{_EDIT}{_ROW}|{_ROW})([0-9]{{1,3}})\s*:(?:\s+|(?=[^0-9\s])|$)(.*)", re.IGNORECASE
)
_NUMBERED = re.compile(r"([0-9]{1,3})[.)](?:\s+|(?=[^0-9\s]))(.*)")
"""A row of the list that was shown, sent back changed; or one of a list made elsewhere."""


def read(question: Question, words: str, today: date, standing: Json = None) -> Reading:
    """What the table is after these words; `standing` is the value before them."""
    told = _read(question, words, today, standing, numbered=False)
    meant = _read(question, words, today, standing, numbered=True)
    if told == meant or not (isinstance(told, Accepted) and isinstance(meant, Accepted)):
        return told
    return Unclear(
        (
            Candidate(phrases.ROWS_CHANGED, meant.value),
            Candidate(phrases.ROWS_ADDED, told.value),
        )
    )


def show(question: Question, words: str, value: Json) -> str:
    """A numbered list, written as it can be read again."""
    shown = (f"{n}. {written(cells)}" for n, cells in enumerate(rows_of(value), start=1))
    return "\n".join(shown) or words


def words_of(words: str, value: Json) -> str:
    """What is kept as the words of the whole table: each row's, one a line."""
    return "\n".join(each.words for each in table_of(value).rows.values()) or words


def rows_of(value: Json) -> list[dict[str, str]]:
    """The cells of every row of a table's value, by column id."""
    return [dict(each.cells) for each in table_of(value).rows.values()]


def _read(
    question: Question, words: str, today: date, standing: Json, *, numbered: bool
) -> Reading:
    """`numbered` takes "2. …" for row 2 written anew, otherwise for a new row of a list."""
    titles = [column.title for column in question.columns]
    told = rows_in(words, question.columns)
    if not told:
        return Rejected(phrases.no_rows(titles))
    editing = _Editing(question, today, table_of(standing))
    for line in told:
        refused = editing.take(line, numbered=numbered)
        if refused:
            return refused
    return Accepted(value_of(editing.table)) if editing.table.rows else Rejected(phrases.LAST_ROW)


@dataclass(slots=True)
class _Editing:
    """One message at work on a table. Rows are named by their place in `shown`, gone or not."""

    question: Question
    today: date
    table: Table
    shown: list[str] = field(init=False)
    standing: int = field(init=False)
    """How many rows stood before the message."""

    def __post_init__(self) -> None:
        self.shown = list(self.table.rows)
        self.standing = len(self.shown)

    def take(self, line: str, *, numbered: bool) -> Rejected | None:
        removed = _REMOVE.fullmatch(line)
        if removed:
            return self._remove(removed[1])
        cell = _CELL.fullmatch(line) if self.standing else None
        if cell:
            return self._change(int(cell[1]), int(cell[2]), " ".join(cell[3].split()))
        anew = _REPLACE.fullmatch(line) or (_NUMBERED.fullmatch(line) if numbered else None)
        if anew and self.standing:
            return self._replace(int(anew[1]), line, anew[2])
        return self._add(line)

    def _add(self, words: str) -> Rejected | None:
        made = row(f"r{self.table.next}", words, self.question.columns, self.today)
        if isinstance(made, Rejected):
            return made
        self.table.next += 1
        self.shown.append(made.id)
        return self._put(made)

    def _replace(self, place: int, line: str, words: str) -> Rejected | None:
        """The place after the last one is a new row."""
        if place == len(self.shown) + 1:
            return self._add(line)
        old = self._at(place)
        if isinstance(old, Rejected):
            return old
        return self._put(row(old.id, words, self.question.columns, self.today))

    def _change(self, place: int, column: int, text: str) -> Rejected | None:
        old, columns = self._at(place), self.question.columns
        if isinstance(old, Rejected):
            return old
        if not 1 <= column <= len(columns):
            return Rejected(phrases.no_such_column([each.title for each in columns]))
        cells = {**old.cells, columns[column - 1].id: text}
        return self._put(
            checked(replace(old, cells=cells, words=_typed(cells)), columns, self.today)
        )

    def _remove(self, places: str) -> Rejected | None:
        for place in dict.fromkeys(re.findall("[0-9]+", places)):
            old = self._at(int(place))
            if isinstance(old, Rejected):
                return old
            del self.table.rows[old.id]
        return None

    def _at(self, place: int) -> Row | Rejected:
        id = self.shown[place - 1] if 1 <= place <= len(self.shown) else ""
        return self.table.rows.get(id) or Rejected(phrases.no_such_row(place, self.standing))

    def _put(self, made: Row | Rejected) -> Rejected | None:
        if isinstance(made, Rejected):
            return made
        self.table.rows[made.id] = made
        return None


def _typed(cells: Mapping[str, str]) -> str:
    """A changed row on one line, marked if it would be taken for something else."""
    words = written(cells)
    odd = MARKER.match(words) or any(way.fullmatch(words) for way in (_REMOVE, _CELL, _REPLACE))
    return f"- {words}" if odd else words
