"""Draws the table: a Mermaid state diagram for the docs. Reads the table, knows no phase by name."""

from __future__ import annotations

from collections.abc import Sequence

from flows.dialogue.rows import Row
from flows.dialogue.session import Phase
from flows.dialogue.table import TABLE

ANYWHERE = "ANY"
"""Stands for every phase at once."""


def mermaid() -> str:
    """One arrow a pair of phases, labelled with the events that lead along it."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for each in TABLE:
        for source in _sources(each):
            _add(arrows, source, each)
    lines = [f"    {a} --> {b}: {', '.join(events)}" for (a, b), events in arrows.items()]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {_initial()}", *lines]) + "\n"


def _sources(row: Row) -> Sequence[str]:
    """A row that holds in every phase is drawn once."""
    return [ANYWHERE] if set(row.source) == set(Phase) else [phase.name for phase in row.source]


def _add(arrows: dict[tuple[str, str], list[str]], source: str, row: Row) -> None:
    if row.to is None:
        return
    events = arrows.setdefault((source, row.to.name), [])
    if row.event not in events:
        events.append(row.event)


def _initial() -> str:
    return next(iter(Phase)).name
