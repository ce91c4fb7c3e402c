"""What becomes of a draft's answers under another version of its outline: kept, asked again, or set aside.

Nothing is ever deleted: an answer that no question wants any more stays where it is and can be brought back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from flows.drafts import own
from flows.drafts.values import Answer, Answers, State
from outlines.kinds import read
from outlines.model import Outline, Question, Section
from outlines.reading import Accepted, Json

WIDE = ("long_text", "list")
"""Kinds that take any words."""


@dataclass(frozen=True, slots=True)
class Carried:
    """The words of `sources`, joined, become the answer of `target`: with this value, or to be asked again (LATER)."""

    target: str
    sources: tuple[str, ...]
    state: State
    value: Json = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Every answered question is in exactly one of the three; `carried` is what is to be done for it."""

    kept: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    carried: tuple[Carried, ...] = ()


def plan(
    old: Outline, new: Outline, answers: Answers, lengths: Mapping[str, int], today: date
) -> Plan:
    """`answers` may be cut short (`lengths` tells): only short answers are ever read anew."""
    kept: list[str] = []
    again: list[str] = []
    aside: list[str] = []
    moves: list[Carried] = []
    for id in _answered(answers):
        heirs = _heirs(new, id)
        if not heirs:
            (kept if _stays(id, new) else aside).append(id)
            continue
        whole = lengths.get(id, 0) <= len(answers[id].words)
        made = [_move(old, heir, id, answers[id], today, whole=whole) for heir in heirs[:1]]
        made += [Carried(heir.id, (id,), State.LATER) for heir in heirs[1:]]
        (again if _lost(made[0], answers[id]) else kept).append(id)
        moves += made
    return Plan(tuple(kept), tuple(again), tuple(aside), _needed(moves, answers))


def compare(old: Outline, new: Outline, today: date) -> Plan:
    """The plan for a draft in which everything is answered with the examples."""
    full = {
        question.id: Answer(State.ANSWERED, question.example or question.ask)
        for question in old.questions()
    }
    return plan(old, new, full, {}, today)


def set_aside(outline: Outline, answers: Answers) -> tuple[str, ...]:
    """Answered questions that the outline does not know."""
    known = {question.id for question in outline.questions()}
    unknown = (id for id in _answered(answers) if id not in known and not _stays(id, outline))
    return tuple(id for id in unknown if answers[id].state is State.ANSWERED)


def _answered(answers: Answers) -> Iterable[str]:
    return (id for id in answers if not id.startswith("@"))


def _heirs(new: Outline, id: str) -> list[Question]:
    """The question of that id, then those that took it over, in the order of the outline."""
    found = [each for each in new.questions() if each.id == id or id in each.formerly]
    return sorted(found, key=lambda each: each.id != id)


def _stays(id: str, new: Outline) -> bool:
    """Parts that the person added stay with their section."""
    return own.is_own(id) and any(
        id.startswith(f"{own.PREFIX}{s}_") for s in _sections(new.sections)
    )


def _sections(sections: Sequence[Section]) -> Iterable[str]:
    for each in sections:
        yield each.id
        yield from _sections([part for part in each.parts if isinstance(part, Section)])


def _move(
    old: Outline, heir: Question, id: str, answer: Answer, today: date, *, whole: bool
) -> Carried:
    """The answer under its heir: as it is where the kind is the same or takes any words, else read anew."""
    before = old.question(id)
    as_it_is = Carried(heir.id, (id,), answer.state, answer.value)
    if answer.state is not State.ANSWERED or _alike(before, heir):
        return as_it_is
    if heir.kind in WIDE:
        return replace(as_it_is, value=None)
    found = read(heir, answer.words, today) if whole else None
    if isinstance(found, Accepted):
        return replace(as_it_is, value=found.value)
    return replace(as_it_is, state=State.LATER, value=None)


def _alike(before: Question | None, heir: Question) -> bool:
    return (
        before is not None
        and (before.kind, before.columns, before.choices) == (heir.kind, heir.columns, heir.choices)
    )  # fmt: skip


def _lost(move: Carried, answer: Answer) -> bool:
    return move.state is not answer.state


def _needed(moves: Sequence[Carried], answers: Answers) -> tuple[Carried, ...]:
    """Moves to one target are one; a move that changes nothing is none."""
    joined: dict[str, Carried] = {}
    for move in moves:
        known = joined.get(move.target)
        joined[move.target] = _both(known, move) if known else move
    return tuple(each for each in joined.values() if _changes(each, answers))


def _both(one: Carried, other: Carried) -> Carried:
    """An answer of its own comes before what is taken over; what must be asked again stays so."""
    first, second = (other, one) if other.sources == (other.target,) else (one, other)
    later = State.LATER in (one.state, other.state)
    state = State.LATER if later else first.state
    return Carried(first.target, (*first.sources, *second.sources), state)


def _changes(move: Carried, answers: Answers) -> bool:
    stands = answers.get(move.target)
    same = stands is not None and (stands.state, stands.value) == (move.state, move.value)
    return move.sources != (move.target,) or not same
