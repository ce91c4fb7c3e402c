"""Draws the table: a Mermaid state diagram for the docs. Reads the table, knows no phase by name."""

from __future__ import annotations

from flows.dialogue.table import TABLE


def mermaid() -> str:
    """One arrow a pair of phases, labelled with the events that lead along it."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for each in TABLE:
        for source in each.source:
            target = each.to or source
            events = arrows.setdefault((source.name, target.name), [])
            if each.to and each.event not in events:
                events.append(each.event)
    lines = [f"    {a} --> {b}: {', '.join(events)}" for (a, b), events in arrows.items() if events]
    return "\n".join(["stateDiagram-v2", "    [*] --> CHOOSING", *lines]) + "\n"
