"""Joining the messages of one long answer, in the order in which they were written. Not when an answer is complete."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias

CLIENT_LIMIT = 4096
"""UTF-16 units at which Telegram's apps cut a long message in two; Zalo's cut earlier, at a line's end."""

ENDS = tuple(".!?…:;")
"""A line that ends so may be whole."""

EARLIEST = datetime.min.replace(tzinfo=UTC)
"""Of words that stood before any message."""
_Place: TypeAlias = tuple[datetime, bool, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Piece:
    """One incoming message. `at` is the platform's time; `key` its id there, compared by number where it has one."""

    key: str
    words: str
    at: datetime | None = None


def join(pieces: Sequence[Piece]) -> str:
    """The words of all pieces, a line break between two; none where a client cut one message in two."""
    ordered = in_order(pieces)
    pairs = zip([None, *ordered], ordered, strict=False)
    return "".join(_glue(before, piece) + piece.words for before, piece in pairs)


def in_order(pieces: Sequence[Piece]) -> list[Piece]:
    """By platform time, then message id, not by arrival; a message without a time stays behind what it came after."""
    places, latest = list[_Place](), EARLIEST
    for piece in pieces:
        latest = max(latest, piece.at or EARLIEST)
        timed = piece.at is not None
        places.append((piece.at or latest, not timed, _natural(piece.key) if timed else (0, "")))
    ordered = sorted(zip(places, pieces, strict=True), key=lambda each: each[0])
    return [piece for _, piece in ordered]


def _natural(key: str) -> tuple[int, str]:
    """Message ids grow; "9" comes before "10", and "visit:9" before "visit:10"."""
    number = re.search(r"(\d+)\D*$", key)
    return (int(number[1]) if number else 0, key)


def _glue(before: Piece | None, piece: Piece) -> str:
    """A message at the very limit was cut anywhere; one just below it, at a blank, which is trimmed by now; one
    near it, in the middle of a sentence, at a blank too.
    """
    if before is None or units(before.words) >= CLIENT_LIMIT:
        return ""
    unfinished = before.words[-1:].isalnum() and piece.words[:1].islower()
    at_blank = units(before.words) == CLIENT_LIMIT - 1 and before.words[-1:] not in ENDS
    return " " if at_blank or (is_near_limit(before.words) and unfinished) else "\n"


def units(words: str) -> int:
    """Length as clients count it: an emoji is two."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def is_near_limit(words: str, limit: int = CLIENT_LIMIT) -> bool:
    """Within a tenth of what a client sends as one message: more of it may follow."""
    return units(words) >= limit * 9 // 10
