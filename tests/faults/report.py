"""The outcome in words. Judges nothing."""

from __future__ import annotations

from collections.abc import Sequence

from tests.faults.experiment import Outcome

MOST = 10
"""Findings of one kind that are told one by one."""

GONE = "in the platform's hands: handed over as a process died, and never again"


def table(title: str, outcome: Outcome) -> str:
    v = outcome.verdict
    found = {
        "lost": v.lost,
        "doubled": v.doubled,
        "out of order": v.swapped,
        "unfinished": v.unfinished,
        "wrong": outcome.wrong,
    }
    kills = outcome.kills.total() - outcome.kills["SIGTERM"]
    lines = [
        title,
        _line("steps", f"{outcome.steps} ({outcome.steps / outcome.seconds:.0f}/s)"),
        _line("kills", f"{kills} ({_each(outcome.kills)})"),
        *(_line(name, len(each)) for name, each in found.items()),
        _line(
            "sent twice", f"{v.twice} (at most {outcome.bound}: kills + {outcome.dropped} cut off)"
        ),
        *([_line("with platform", f"{v.gone} ({GONE})")] if v.gone else []),
        _line("reports", _each(outcome.reports)),
        _line("made of it", _each(outcome.made)),
        *(line for name, each in found.items() for line in _some(name, each)),
    ]
    return "\n".join(lines)


def _line(name: str, value: object) -> str:
    return f"  {name:<14}{value}"


def _each(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))


def _some(name: str, findings: Sequence[str]) -> list[str]:
    return [f"  ! {name}: {each}" for each in findings[:MOST]]
