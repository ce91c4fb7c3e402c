"""Where a chat stands: only what cannot be derived. No words, no copy of an answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Phase(StrEnum):
    """The set of events that make sense just now; names follow aiogram's `Group:state`."""

    CHOOSING = "Report:choosing"
    ASKING = "Report:asking"
    EXCUSING = "Report:excusing"
    COLLECTING = "Report:collecting"
    ADDING = "Report:adding"
    DECIDING = "Report:deciding"
    CONFIRMING = "Report:confirming"
    RESTING = "Report:resting"
    BROWSING = "Report:browsing"
    REVIEWING = "Report:reviewing"


@dataclass(frozen=True, slots=True)
class Session:
    """One chat's position. Ids, never words."""

    phase: Phase = Phase.CHOOSING
    draft: str = ""
    question: str = ""
    item: str = ""
    token: str = ""
    """The open prompt."""
    page: int = 0
    """Page of the list on show while reviewing."""
    album: str = ""
    """The album of photos that was answered last: its other photos need no answer."""
