"""Which questions a draft asks, in which order, and how far it is. Derived from outline and answers, never stored.

Not the wording (dialogue) and not the headings of the report (`tree` gives both their labels).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flows.drafts import own
from flows.drafts.settings import MODE, NAME, mode_of
from flows.drafts.tree import Branch, tree
from flows.drafts.values import Answers, State
from outlines.model import Fact, Mode, Outline, Question, Slot, When


class Stage(StrEnum):
    """Which stretch of the way a step belongs to."""

    START = "start"
    BODY = "body"
    END = "end"


@dataclass(frozen=True, slots=True)
class Step:
    """One question on the way. `question` is None for the draft's own settings, whose wording is the dialogue's."""

    id: str
    stage: Stage
    question: Question | None = None
    slot: Slot | None = None
    labels: tuple[str, ...] = ()
    """From the outermost section down to the slot, e.g. ("Phần thứ nhất", "II.", "(3)")."""
    section: str = ""
    """Id of the innermost section; when it changes, the person is offered a rest."""
    index: int = 1
    of: int = 1
    """Place among the questions of its section, or among the facts of its stage."""


def steps(outline: Outline, answers: Answers) -> tuple[Step, ...]:
    """The whole way: first facts, the draft's settings, the sections, last facts."""
    body = _body(tree(outline, answers), "", outline, answers)
    return (
        *_facts(outline, "start", Stage.START),
        Step(NAME, Stage.START),
        *([Step(MODE, Stage.START)] if any(slot.points for slot in outline.slots()) else []),
        *_counted(body),
        *_facts(outline, "end", Stage.END),
    )


def mode(outline: Outline, slot: Slot, answers: Answers) -> Mode:
    """How a slot is asked: its own setting, else a whole answer that stands, else the draft's, else the outline's."""
    own = _setting(answers, mode_of(slot.id))
    if own or not slot.points:
        return own or "whole"
    if slot.fold or slot.id in answers:
        return "whole"
    return _setting(answers, MODE) or outline.mode


def upcoming(way: Sequence[Step], answers: Answers, after: str) -> Step | None:
    """The next question without any answer, looking on from `after` and then from the beginning."""
    place = next((n for n, step in enumerate(way) if step.id == after), -1)
    ahead = (*way[place + 1 :], *way[: place + 1])
    return next((step for step in ahead if step.id not in answers and step.id != after), None)


def find(way: Iterable[Step], id: str) -> Step | None:
    return next((step for step in way if step.id == id), None)


def before(way: Sequence[Step], id: str) -> Step | None:
    """The question before this one on the way; None at the first."""
    place = next((n for n, step in enumerate(way) if step.id == id), 0)
    return way[place - 1] if place else None


def progress(way: Sequence[Step], answers: Answers) -> tuple[int, int]:
    """(settled, all) of the questions; what is missing is the rest. An optional one counts when it is settled."""
    settled = sum(step.question is not None and is_settled(step, answers) for step in way)
    return settled, settled + len(missing(way, answers))


def is_settled(step: Step, answers: Answers) -> bool:
    return step.id in answers and answers[step.id].state is not State.LATER


def missing(way: Iterable[Step], answers: Answers) -> tuple[Step, ...]:
    """What a finished report would still lack: never answered, or left for later. By-hand is not missing."""
    return tuple(
        step
        for step in way
        if step.question and not _optional(step) and not is_settled(step, answers)
    )


def _optional(step: Step) -> bool:
    return step.slot is not None and step.slot.optional


def _facts(outline: Outline, asked: When, stage: Stage) -> list[Step]:
    facts: list[Fact] = [fact for fact in outline.facts if fact.asked == asked]
    return [Step(f.id, stage, f, index=n, of=len(facts)) for n, f in enumerate(facts, 1)]


def _body(
    branches: Sequence[Branch], section: str, outline: Outline, answers: Answers
) -> list[Step]:
    found: list[Step] = []
    for branch in branches:
        if isinstance(branch.node, Slot):
            found += _asked(branch, branch.node, section, outline, answers)
        else:
            found += _body(branch.parts, branch.node.id, outline, answers)
    return found


def _asked(
    branch: Branch, slot: Slot, section: str, outline: Outline, answers: Answers
) -> list[Step]:
    by_points = mode(outline, slot, answers) == "points"
    whole = not by_points or slot.id in answers  # a whole answer prints before the points
    questions: Sequence[Question] = (
        *([slot] if whole else []),
        *(slot.points if by_points else ()),
    )
    labels = tuple(label for label in branch.path if label)
    asked = [Step(each.id, Stage.BODY, each, slot, labels, section) for each in questions]
    return [*_title(slot, labels, section, answers), *asked]


def _title(slot: Slot, labels: tuple[str, ...], section: str, answers: Answers) -> list[Step]:
    """The title of a part that the person added is asked before its content."""
    setting = next((id for id, each in own.slots(section, answers) if each.id == slot.id), "")
    wanted = own.titled(setting, answers)
    return [Step(setting, Stage.BODY, None, slot, labels, section)] if wanted else []


def _counted(body: Sequence[Step]) -> list[Step]:
    totals: dict[str, int] = {}
    for step in body:
        totals[step.section] = totals.get(step.section, 0) + 1
    seen: dict[str, int] = {}
    counted = []
    for step in body:
        seen[step.section] = seen.get(step.section, 0) + 1
        counted.append(
            Step(step.id, step.stage, step.question, step.slot, step.labels, step.section,
                 seen[step.section], totals[step.section])
        )  # fmt: skip
    return counted


def _setting(answers: Answers, id: str) -> Mode | None:
    answer = answers.get(id)
    if answer is None or answer.state is not State.ANSWERED:
        return None
    return "whole" if answer.value == "whole" else "points"
