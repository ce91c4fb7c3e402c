"""Keeping an answer, and asking back what was meant."""

from __future__ import annotations

import json
from collections.abc import Mapping

from flows.dialogue import phrases
from flows.dialogue.conversation import Conversation
from flows.dialogue.effects import Again, Remember, Rename, TakeBack
from flows.dialogue.events import Resumed
from flows.dialogue.guards import reading
from flows.dialogue.messages import Choice
from flows.drafts.settings import MODE, NAME, mode_of
from flows.drafts.values import Source, State
from outlines.forms import value_of
from outlines.kinds import show, words_of
from outlines.kinds.table import rows_of
from outlines.legacy import suspicious
from outlines.model import Fact, Question
from outlines.reading import Accepted, Candidate, Json, Rejected, Unclear
from outlines.text import fold


def record(talk: Conversation) -> None:
    """The words as typed, with their reading."""
    found = reading(talk)
    _keep(talk, talk.arg, found.value if isinstance(found, Accepted) else None)


def _more_rows(value: Json) -> str:
    return phrases.table_more(len(rows_of(value)))


def record_rows(talk: Conversation) -> None:
    """Rows added, changed or removed; the table is shown back, and stays open."""
    step, found = talk.step, reading(talk)
    if step and step.question and isinstance(found, Accepted):
        words = words_of(step.question, talk.arg, found.value)
        say_conflict(talk, step.id)
        talk.keep(step.id, State.ANSWERED, words, found.value)
        talk.say(phrases.KEPT, show(step.question, words, found.value), _more_rows(found.value))
        talk.offer([Choice(phrases.TABLE_DONE, "done")], [phrases.KEEP_AS_IS, phrases.MORE])


def choose(talk: Conversation) -> None:
    """One of the question's own choices, in the sense that its kind gives the label."""
    found = reading(talk)
    value = found.value if isinstance(found, Accepted) else talk.arg
    _keep(talk, talk.arg, value, Source.CHOSEN)


def keep_suggestion(talk: Conversation) -> None:
    """What was suggested, filled with the facts, becomes the answer."""
    step = talk.step
    suggest = step.question.suggest if step and step.question else talk.outline.document.name
    _keep(talk, talk.fill(suggest or ""), None, Source.CHOSEN)


def write_meant(talk: Conversation) -> None:
    """The words that were asked back, in the sense that was picked."""
    meant, step = json.loads(talk.arg), talk.step
    words, value = meant["words"], meant["value"]
    whole = words_of(step.question, words, value) if step and step.question else words
    _keep(talk, whole, value)


def set_mode(talk: Conversation) -> None:
    talk.keep(MODE, State.ANSWERED, phrases.MODES[talk.arg], talk.arg, Source.CHOSEN)


def set_by_points(talk: Conversation) -> None:
    """From here on this slot is asked point by point; a whole answer stays."""
    _set_slot_mode(talk, "points", phrases.BY_POINTS.label)


def set_whole(talk: Conversation) -> None:
    """From here on this slot is asked whole; points stay."""
    _set_slot_mode(talk, "whole", phrases.AS_WHOLE.label)


def _set_slot_mode(talk: Conversation, mode: str, label: str) -> None:
    slot = talk.step.slot if talk.step else None
    if slot is None:
        return
    talk.keep(mode_of(slot.id), State.ANSWERED, label, mode, Source.CHOSEN)
    open_points = [point.id for point in slot.points if point.id not in talk.answers]
    first = (open_points or [slot.points[0].id])[0]
    talk.go(first if mode == "points" else slot.id)
    talk.order(Again(Resumed()))


def excuse(talk: Conversation) -> None:
    """The question is left in the state whose reason was picked."""
    state = State(talk.arg)
    talk.keep(talk.session.question, state, source=Source.CHOSEN)
    talk.say(phrases.EXCUSED[state])


def complain(talk: Conversation) -> None:
    """Why the words do not do, and what to write instead."""
    found = reading(talk)
    if isinstance(found, Rejected):
        talk.say(found.reason)


def offer_meanings(talk: Conversation) -> None:
    """What the words could mean, to pick from."""
    found = reading(talk)
    candidates = found.candidates if isinstance(found, Unclear) else ()
    talk.say(phrases.WHICH_MEANING)
    talk.offer([_meaning(talk.arg, each) for each in candidates], [phrases.BACK_TO_QUESTION])


def ask_back(talk: Conversation) -> None:
    """An action's label alone: the action, or the words themselves as the answer?"""
    _ask_back(talk, "write")


def ask_back_to_add(talk: Conversation) -> None:
    """The same within an answer that has begun: the words would be added to it."""
    _ask_back(talk, "add")


WORDY = ("long_text", "short_text", "list")
"""Kinds whose answer may be any words, an action's name too."""


def _ask_back(talk: Conversation, verb: str) -> None:
    action = phrases.LABELS[fold(talk.arg)]
    literal = Candidate(phrases.write_literally(talk.arg), None)
    question = talk.step.question if talk.step else None
    words = question is None or question.kind in WORDY
    meant = [_meaning(talk.arg, literal, verb)] if words else []
    talk.say(phrases.LABEL_ASKED_BACK)
    talk.offer(
        [Choice(phrases.do_action(action.label), f"do {action.act}"), *meant],
        [phrases.BACK_TO_QUESTION],
    )


def ask_whether(talk: Conversation) -> None:
    """Words in place of a reason: the answer after all, or still to be skipped?"""
    put = json.dumps([talk.session.question, talk.arg], ensure_ascii=False)
    talk.say(phrases.NOT_A_REASON)
    talk.offer([
        Choice(phrases.AS_ANSWER, f"put {put}"), Choice(phrases.SKIP_AFTER_ALL, "do /boqua"),
    ])  # fmt: skip


def take_back(talk: Conversation) -> None:
    """The words that stood before the present answer stand again; the question is put with them."""
    talk.order(TakeBack(talk.session.draft, talk.session.question))
    talk.say(phrases.TAKEN_BACK)
    talk.order(Again(Resumed()))


def say_nothing_before(talk: Conversation) -> None:
    talk.say(phrases.NOTHING_BEFORE)


def refuse_secret(talk: Conversation) -> None:
    """No order keeps its words, and a finished update's payload is erased: nothing of it stays."""
    talk.say(phrases.MARKED)


def _meaning(words: str, candidate: Candidate, verb: str = "write") -> Choice:
    meant = json.dumps({"words": words, "value": candidate.value}, ensure_ascii=False)
    return Choice(candidate.label, f"{verb} {meant}")


def say_conflict(talk: Conversation, question: str) -> None:
    """Somebody answered since this question was put; both answers stay, the newer counts."""
    stands = talk.answers.get(question)
    if stands and stands.seq > talk.seen(question):
        talk.say(phrases.CONFLICT.format(words=stands.words))


def _doubt(words: str) -> str:
    """What looks damaged is said once, and kept as it is."""
    damaged = suspicious(words)
    return phrases.looks_damaged(damaged[:3]) if damaged else ""


def _kept(words: str, value: Json) -> str:
    """What was understood, where that is more than the words themselves."""
    understood = _understood(value) if isinstance(value, dict) else ""
    return (
        phrases.KEPT_AS.format(words=understood) if understood not in ("", words) else phrases.KEPT
    )


def _understood(value: Mapping[str, Json]) -> str:
    """An organisation, number or sum as it will print; a term with its ordinal."""
    plain = value_of(dict(value), "")
    return phrases.term(value_of(dict(value), "lan_thu"), plain) if value.get("ordinal") else plain


def _keep(talk: Conversation, words: str, value: Json, source: Source = Source.TYPED) -> None:
    step = talk.step
    if step is None:
        return
    say_conflict(talk, step.id)
    talk.say(phrases.REPLACED if step.id in talk.answers else _kept(words, value))
    talk.say(_doubt(words))
    talk.keep(step.id, State.ANSWERED, words, value, source)
    if step.id == NAME:
        talk.order(Rename(talk.session.draft, words))
    remember(talk, step.question, words, value)


def remember(talk: Conversation, question: Question | None, words: str, value: Json) -> None:
    """A fact of the unit is asked once in a life."""
    if isinstance(question, Fact) and question.scope == "unit":
        talk.order(Remember(question.id, words, value))
