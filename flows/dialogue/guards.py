"""The WHEN column of the table: predicates that look and never touch."""

from __future__ import annotations

from datetime import date, timedelta

from flows.dialogue.context import Way
from flows.dialogue.conversation import SETTLE, Conversation
from flows.dialogue.events import Corrected, SentFile, Woke
from flows.dialogue.interpret import is_number
from flows.dialogue.phrases import FILES
from flows.drafts.deal import is_report
from flows.drafts.plan import Stage, before, find, missing
from flows.drafts.settings import MODE, PASTE, STAY, album_place
from flows.drafts.values import State
from outlines.kinds import read
from outlines.legacy import repair
from outlines.model import Question
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
    return read(step.question, talk.arg, today(talk), talk.context.value)


def today(talk: Conversation) -> date:
    """The person's day."""
    return (talk.context.now + TIMEZONE).date()


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


WORTH_A_REST = 3
"""Questions of a section after which a rest is offered; after fewer, only where a whole part ends."""


def ends_section(talk: Conversation) -> bool:
    """The question at hand is the last open one of its section, and another section follows."""
    here, there = talk.step, talk.next
    if here is None or there is None or here.stage is not Stage.BODY:
        return False
    if there.section == here.section:
        return False
    mates = [step for step in talk.way if step.section == here.section]
    settled = all(step.id in talk.answers or step.id == here.id for step in mates)
    return settled and (len(mates) >= WORTH_A_REST or here.labels[:1] != there.labels[:1])


def is_answered(talk: Conversation) -> bool:
    """The question at hand has an answer already."""
    return talk.session.question in talk.answers


def was_answered_before(talk: Conversation) -> bool:
    """The answer at hand is not the first thing that was said to its question."""
    stands = talk.answers.get(talk.session.question)
    return stands is not None and stands.seq > 1


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
    return kind in ("long_text", "short_text") and is_number(talk.arg)


def needs_pick(talk: Conversation) -> bool:
    """The question at hand is answered by picking only."""
    return talk.session.question == MODE


JOINED = ("long_text", "list")
"""Kinds whose answer may come in several messages."""


def _kind(talk: Conversation, id: str) -> str:
    step = find(talk.way, id) if talk.context.outline else None
    return step.question.kind if step and step.question else ""


def joins(talk: Conversation) -> bool:
    """The channel joins messages, and the question at hand may need several."""
    return talk.context.limits.joins and _kind(talk, talk.session.question) in JOINED


def is_due(talk: Conversation) -> bool:
    """The timer that rang is the one of the answer being collected."""
    return isinstance(talk.event, Woke) and talk.event.key == SETTLE


def follows_long(talk: Conversation) -> bool:
    """The question answered last takes more messages."""
    return _kind(talk, talk.context.last) in JOINED and talk.context.last in talk.answers


def is_unchanged(talk: Conversation) -> bool:
    """The edited message says what it said before, and that is what stands."""
    spoken = talk.context.corrected
    return spoken is not None and spoken.stands and spoken.words == talk.arg


def is_overtaken(talk: Conversation) -> bool:
    """The edited message's answer was given anew since."""
    spoken = talk.context.corrected
    return spoken is not None and not spoken.stands


def is_decided(talk: Conversation) -> bool:
    """The person said that the edited message holds."""
    return isinstance(talk.event, Corrected) and talk.event.holds


def is_of_this(talk: Conversation) -> bool:
    """The edited message is part of the answer at hand."""
    spoken = talk.context.corrected
    return spoken is not None and spoken.question == talk.session.question


def is_of_album(talk: Conversation) -> bool:
    """A photo of the album that was answered last."""
    sent = talk.event
    return isinstance(sent, SentFile) and bool(sent.group) and sent.group == talk.session.album


def is_begun_album(talk: Conversation) -> bool:
    """More of an album of which something was kept."""
    sent = talk.event
    known = isinstance(sent, SentFile) and sent.kind in FILES
    return known and is_of_album(talk) and bool(album_place(talk.answers, talk.session.album))


def is_dealt(talk: Conversation) -> bool:
    """The edited message is of a pasted report whose parts stand at their questions by now."""
    spoken, paste = talk.context.corrected, talk.answers.get(PASTE)
    return spoken is not None and spoken.question == PASTE and paste is not None and not paste.words


def asks_for_code(talk: Conversation) -> bool:
    """No code was typed: one is wanted."""
    return talk.context.joining is None


def may_join(talk: Conversation) -> bool:
    return talk.context.joining is not None and talk.context.joining.way is Way.OPEN


def is_joined(talk: Conversation) -> bool:
    return talk.context.joining is not None and talk.context.joining.way is Way.USED


def has_others(talk: Conversation) -> bool:
    """The person has another account."""
    return bool(talk.context.others)


def is_of_another(talk: Conversation) -> bool:
    """The edited message is part of another draft."""
    return talk.context.corrected_elsewhere


def can_add(talk: Conversation) -> bool:
    """The question at hand has words that can be added to."""
    stands = talk.answers.get(talk.session.question)
    long = _kind(talk, talk.session.question) in JOINED
    return long and stands is not None and stands.state is State.ANSWERED


def can_move(talk: Conversation) -> bool:
    """The last message answered a long question, and so did the message before it another one."""
    source = find(talk.way, talk.context.last)
    target = before(talk.way, source.id) if source else None
    return all(step and _kind(talk, step.id) in JOINED for step in (source, target)) and bool(
        talk.context.last in talk.answers
    )


def is_table(talk: Conversation) -> bool:
    """Rows come one message after another; the person says when the table is done."""
    return _kind(talk, talk.session.question) == "table"


def is_own_title(talk: Conversation) -> bool:
    """The question at hand is the title of a part that the person added."""
    return talk.session.question.startswith("@own:")


def in_section(talk: Conversation) -> bool:
    """The question at hand is one of a section."""
    step = talk.step
    return step is not None and step.slot is not None


def has_newer(talk: Conversation) -> bool:
    """The outline has a newer version, which the person has not declined."""
    newer, declined = talk.context.newer, talk.answers.get(STAY)
    return newer is not None and (declined is None or declined.value != newer.version)


def is_whole_report(talk: Conversation) -> bool:
    """The words carry headings of the outline."""
    return in_draft(talk) and is_report(talk.outline, talk.answers, talk.arg)


def is_legacy(talk: Conversation) -> bool:
    """The words are text in an old encoding."""
    long = _kind(talk, talk.session.question) in (*JOINED, "short_text")
    return long and repair(talk.arg) is not None


def form_of(talk: Conversation) -> list[Question]:
    """The questions of the form that begins with the one at hand, if none of them has an answer yet."""
    step = talk.step
    name = step.question.form if step and step.question else None
    asked = [each.question for each in talk.way if each.question and each.question.form == name]
    fresh = not any(question.id in talk.answers for question in asked)
    return asked if name and fresh else []


def is_form(talk: Conversation) -> bool:
    """The question at hand is asked together with others."""
    return talk.context.limits.forms and len(form_of(talk)) > 1


def is_worth_keeping(talk: Conversation) -> bool:
    """A file that may hold an answer, sent while a question is at hand."""
    known = isinstance(talk.event, SentFile) and talk.event.kind in FILES
    return known and in_draft(talk) and not is_nowhere(talk) and not is_setting(talk)


def lacks_something(talk: Conversation) -> bool:
    """A question was left for later."""
    return bool(missing(talk.way, talk.answers))


def _offers(talk: Conversation, verb: str) -> bool:
    choices = talk.context.open.choices if talk.context.open else ()
    return any(each.act.partition(" ")[0] == verb for each in choices)


def is_adding(talk: Conversation) -> bool:
    """What was asked back would be added to the answer, and so are words that come instead."""
    return _offers(talk, "add")


def is_pasting(talk: Conversation) -> bool:
    """A pasted report waits to be dealt out: what follows is more of it."""
    return _offers(talk, "deal")
