"""How steps, sections and drafts are called in messages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from flows.dialogue import phrases
from flows.dialogue.context import DraftCard
from flows.dialogue.conversation import Conversation
from flows.drafts.own import is_own
from flows.drafts.plan import Stage, Step, progress, steps
from flows.drafts.settings import NAME
from flows.drafts.tree import Branch, tree
from flows.drafts.values import Answer, State
from outlines.model import Fact, Outline, Point, Section, Slot
from outlines.text import short

TITLE = 60
"""Longest title of a question in a list, in characters."""


def draft_name(talk: Conversation) -> str:
    """What the person called it, or what the outline proposes."""
    named = talk.answers.get(NAME)
    return named.words if named else talk.fill(talk.outline.document.name)


def where(labels: tuple[str, ...]) -> str:
    """("Phần thứ nhất", "II.", "(3)") -> "Phần thứ nhất, mục II.3"."""
    parts = [label for label in labels if label.startswith("Phần")]
    rest = [label.strip("().") for label in labels if not label.startswith("Phần")]
    # A nested label holds those above it: of "2", "2.2", "2.2.1" the last says all.
    own = [one for one, below in pairwise([*rest, ""]) if not below.startswith(f"{one}.")]
    section = [f"mục {'.'.join(own)}"] if own else []
    return ", ".join([*parts, *section])


def code(labels: tuple[str, ...]) -> str:
    """The labels in short, before a title in a list: "Phần thứ nhất, II.3 · "."""
    inner = where(tuple(label for label in labels if not label.startswith("Phần")))
    outer = next((label for label in labels if label.startswith("Phần")), "")
    mark = f"{outer}, " if outer else ""
    return f"{mark}{inner.removeprefix('mục ')} · " if inner else ""


def place(talk: Conversation, step: Step) -> str:
    """Where the person is: the first line of a question."""
    if step.stage is Stage.BODY:
        done, total = progress(talk.way, talk.answers)
        return phrases.place(where(step.labels), step.index, step.of, done, total)
    if step.question is None:
        return ""
    return phrases.fact_place(step.index, step.of, last=step.stage is Stage.END)


def title(talk: Conversation, step: Step) -> str:
    """What a question is called in a list."""
    match step.question:
        case None:
            return phrases.NAMES.get(step.id, phrases.OWN)
        case Point(title=str(name)) | Fact(title=str(name)) | Slot(heading=str(name)):
            return short(talk.fill(name), TITLE)
        case question if is_own(question.id):
            return phrases.OWN
        case question:
            return short(talk.fill(question.ask).rstrip("?"), TITLE)


def standing(answer: Answer | None) -> str:
    """How a question stands, in a few words."""
    if answer is None:
        return phrases.NOT_YET
    if answer.state is State.ANSWERED:
        return answer.words
    return phrases.REASONS[answer.state].lower()


def section_name(talk: Conversation, section: str) -> str:
    """The section's labels; its one slot's labels if it has only one; or the last facts."""
    labels = [step.labels for step in talk.way if step.section == section and step.labels]
    if not section or not labels:
        return phrases.LAST_FACTS
    common, last = _common(labels), labels[-1]
    if len(common) == 1 and len(last) > 1:
        return phrases.from_to(where(labels[0][:2]), where(last[1:2]))
    return where(common)


def sections(talk: Conversation) -> dict[str, str]:
    """Every section that is asked as one, in order: id -> labels and heading."""
    headings = dict(_headings(tree(talk.outline, talk.answers)))
    slots: dict[str, dict[str, str]] = {}
    for step in talk.way:
        if step.section and step.slot:
            slots.setdefault(step.section, {})[step.slot.id] = step.slot.heading or ""
    named = {id: "".join(own.values()) if len(own) == 1 else "" for id, own in slots.items()}
    return {id: f"{section_name(talk, id)}: {talk.fill(named[id] or headings[id])}" for id in slots}


def card_name(outline: Outline | None, card: DraftCard) -> str:
    """One that has no name yet is called by its outline."""
    return card.name or (outline.title if outline else phrases.UNNAMED)


def card_line(outline: Outline | None, card: DraftCard) -> str:
    name = card_name(outline, card)
    if outline is None:
        return name
    return phrases.draft_line(name, *progress(steps(outline, card.answers), card.answers))


def _common(labels: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The labels that all of them begin with."""
    shortest = min(labels, key=len)
    size = next(
        (n for n, part in enumerate(shortest) if any(each[n] != part for each in labels)),
        len(shortest),
    )
    return shortest[:size]


def _headings(branches: Sequence[Branch]) -> Iterator[tuple[str, str]]:
    for branch in branches:
        if isinstance(branch.node, Section):
            yield branch.node.id, branch.node.heading
            yield from _headings(branch.parts)
