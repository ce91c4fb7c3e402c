"""A list of points: one a line, or on one line separated by ";". The value is the list of texts.

Dashes and numbers typed before a point are no part of it. Not rows with cells (`table`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from outlines.kinds import long_text
from outlines.kinds.rows import MARKER
from outlines.model import Question
from outlines.reading import Accepted, Json, Reading, Unclear
from outlines.text import lines


def read(question: Question, words: str, today: date, standing: Json = None) -> Reading:
    found = long_text.read(question, words, today)
    if isinstance(found, Accepted):
        return Accepted([*_points(words)])
    if isinstance(found, Unclear):
        candidates = tuple(replace(each, value=[words.strip()]) for each in found.candidates)
        return Unclear(candidates)
    return found


def show(question: Question, words: str, value: Json) -> str:
    """One a line: as typed, if they were typed so."""
    if isinstance(value, list) and len(lines(words)) != len(value):
        return "\n".join(map(str, value))
    return words


def _points(words: str) -> list[str]:
    written = lines(words)
    parts = written[0].split(";") if len(written) == 1 else written
    return [point for part in parts if (point := _bare(part.strip()))]


def _bare(point: str) -> str:
    """Without its markers: "- ", "1. "."""
    while found := MARKER.match(point):
        point = point[found.end() :].strip()
    return point
