"""The WHEN column of the table: predicates that look and never touch."""

from __future__ import annotations

from datetime import timedelta

from flows.dialogue.conversation import Conversation
from flows.drafts.plan import Stage, before
from flows.drafts.settings import MODE
from outlines.kinds import read
from outlines.reading import Accepted, Reading, Rejected, Unclear

TIMEZONE = timedelta(hours=7)
"""Asia/Ho_Chi_Minh has had no summer time since 1975, so its offset stands for it."""


def reading(talk: Conversation) -> Reading:
    """What the words at hand mean as an answer to the question at hand; read once a leg."""
    if talk.reading is None:
        talk.reading = _read(talk)
    return talk.reading


def _read(talk: Conversation) -> Reading:
    step = talk.step
    if step is None or step.question is None:
        return Accepted(None)
    today = (talk.context.now + TIMEZONE).date()
    return read(step.question, talk.arg, today)


def is_rejected(talk: Conversation) -> bool:
    return isinstance(reading(talk), Rejected)


def is_unclear(talk: Conversation) -> bool:
    return isinstance(reading(talk), Unclear)


def in_draft(talk: Conversation) -> bool:
    return talk.context.outline is not None


def in_no_draft(talk: Conversation) -> bool:
    return not in_draft(talk)


def has_drafts(talk: Conversation) -> bool:
    return bool(talk.context.drafts)


def completes(talk: Conversation) -> bool:
    """Nothing is left unanswered but the question at hand."""
    return talk.next is None


def ends_section(talk: Conversation) -> bool:
    """The question at hand is the last open one of its section, and another section follows."""
    here, there = talk.step, talk.next
    if here is None or there is None or here.stage is not Stage.BODY:
        return False
    if there.section == here.section:
        return False
    mates = (step for step in talk.way if step.section == here.section)
    return all(step.id in talk.answers or step.id == here.id for step in mates)


def is_answered(talk: Conversation) -> bool:
    """The question at hand has an answer already."""
    return talk.session.question in talk.answers


def is_first(talk: Conversation) -> bool:
    return before(talk.way, talk.session.question) is None


def is_setting(talk: Conversation) -> bool:
    """The question at hand is one of the draft's own settings, which cannot be skipped or sampled."""
    return talk.session.question.startswith("@")


def has_points(talk: Conversation) -> bool:
    step = talk.step
    return step is not None and step.slot is not None and bool(step.slot.points)


def by_points(talk: Conversation) -> bool:
    """The question at hand is a point, its slot being asked point by point."""
    step = talk.step
    return step is not None and step.slot is not None and step.slot.id != step.id


def is_nowhere(talk: Conversation) -> bool:
    """A draft was just opened: no question is at hand yet."""
    return talk.step is None


def is_stray_number(talk: Conversation) -> bool:
    """A number that picks nothing, where the question at hand is one of words."""
    step = talk.step
    kind = step.question.kind if step and step.question else "short_text"
    return kind in ("long_text", "short_text") and talk.arg.isdigit() and len(talk.arg) < 4


def needs_pick(talk: Conversation) -> bool:
    """The question at hand is answered by picking only."""
    return talk.session.question == MODE
