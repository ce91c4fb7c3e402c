"""The outline as it stands in one draft: what applies, what prints, and under which label.

Used by the report (headings) and by the dialogue (places). Asks nothing and prints nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.drafts import own
from flows.drafts.settings import scope_of
from flows.drafts.values import Answers, State
from outlines.forms import Facts, value_of
from outlines.model import Numbering, Outline, Section, Slot
from outlines.numbering import label


@dataclass(frozen=True, slots=True)
class Branch:
    """A section or slot with its label; `path` holds the labels from the outermost down to its own."""

    node: Section | Slot
    label: str
    path: tuple[str, ...]
    printed: bool
    parts: tuple[Branch, ...] = ()
    style: Numbering = "none"
    """The style of its label, which the report's looks follow."""

    @property
    def depth(self) -> int:
        return len(self.path) - 1


def tree(outline: Outline, answers: Answers) -> tuple[Branch, ...]:
    """The parts of the outline that apply to this draft, numbered without gaps."""
    return _grow(outline.sections, outline.numbering, (), answers)


def leaves(branches: Sequence[Branch]) -> Iterator[Branch]:
    """The slots of the tree, in order."""
    for branch in branches:
        if isinstance(branch.node, Slot):
            yield branch
        else:
            yield from leaves(branch.parts)


def facts(outline: Outline, answers: Answers) -> Facts:
    """The values of the facts answered so far, by id, and the outline's citations."""
    known = ((fact.id, answers.get(fact.id)) for fact in outline.facts)
    told = {
        id: answer.words if answer.value is None else answer.value
        for id, answer in known
        if answer and answer.state is State.ANSWERED
    }
    return {**{each.id: each.text for each in outline.citations}, **told}


def _grow(
    nodes: Sequence[Section | Slot],
    styles: Sequence[Numbering],
    path: tuple[str, ...],
    answers: Answers,
) -> tuple[Branch, ...]:
    branches: list[Branch] = []
    count = 0
    for node in nodes:
        if not _applies(node, answers):
            continue
        printed = _prints(node, answers)
        numbered = printed and node.heading is not None
        count += numbered
        own = label(styles[0], count, path[-1] if path else "") if numbered else ""
        here = (*path, own)
        parts: tuple[Branch, ...] = ()
        if isinstance(node, Section):
            below = (node.numbering, *styles[2:]) if node.numbering else styles[1:]
            parts = _grow(parts_of(node, answers), below, here, answers)
        branches.append(Branch(node, own, here, printed, parts, styles[0]))
    return tuple(branches)


def out_of_scope(node: Section | Slot, answers: Answers) -> bool:
    """The person said that this does not concern them; it can be brought back."""
    setting = answers.get(scope_of(node.id))
    return setting is not None and setting.value == "out"


def left_out(outline: Outline, answers: Answers) -> tuple[Section | Slot, ...]:
    """What the person said is out of scope, in order; not what is inside of it."""
    return tuple(_left_out(outline.sections, answers))


def _left_out(nodes: Sequence[Section | Slot], answers: Answers) -> Iterator[Section | Slot]:
    for node in nodes:
        if out_of_scope(node, answers):
            yield node
        elif isinstance(node, Section):
            yield from _left_out(parts_of(node, answers), answers)


def parts_of(section: Section, answers: Answers) -> tuple[Section | Slot, ...]:
    """The outline's parts of a section, then those that the person added."""
    return (*section.parts, *(slot for _, slot in own.slots(section.id, answers)))


def _applies(node: Section | Slot, answers: Answers) -> bool:
    return not out_of_scope(node, answers) and all(
        _equals(name, wanted, answers) for name, wanted in node.when
    )


def _equals(name: str, wanted: str, answers: Answers) -> bool:
    """A condition on a fact not answered yet holds: asking too much beats asking too little."""
    fact, _, form = name.partition(".")
    answer = answers.get(fact)
    if answer is None or answer.state is not State.ANSWERED:
        return True
    return value_of(answer.value, form) == wanted


def _prints(node: Section | Slot, answers: Answers) -> bool:
    """A section prints if anything in it does."""
    if isinstance(node, Slot):
        return not _dropped(node, answers)
    parts = parts_of(node, answers)
    return any(_prints(part, answers) for part in parts if _applies(part, answers))


def _dropped(slot: Slot, answers: Answers) -> bool:
    """A slot that the seed wants only "nếu có", of which nothing arose; an optional one that has no answer."""
    state = answers[slot.id].state if slot.id in answers else None
    unwanted = slot.optional and state is not State.ANSWERED and not _pointwise(slot, answers)
    return unwanted or (slot.if_any and state is State.NONE_ARISEN)


def _pointwise(slot: Slot, answers: Answers) -> bool:
    points = (answers.get(point.id) for point in slot.points)
    return any(answer is not None and answer.state is State.ANSWERED for answer in points)
