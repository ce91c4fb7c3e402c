"""Short questions asked together in one message (phiếu ngắn), on channels where messages are dear."""

from __future__ import annotations

from flows.dialogue import phrases
from flows.dialogue.conversation import Conversation
from flows.dialogue.effects import Again
from flows.dialogue.events import Said
from flows.dialogue.guards import form_of, today
from flows.dialogue.verbs.answering import remember
from flows.drafts.values import State
from outlines.form import read_form
from outlines.model import Question
from outlines.reading import Accepted, Rejected


def ask_form(talk: Conversation) -> None:
    """All questions of the form, numbered; the answers may come together or one by one."""
    questions = form_of(talk)
    talk.say(phrases.FORM)
    talk.say(*(f"{n}. {_line(talk, each)}" for n, each in enumerate(questions, 1)))
    talk.say(phrases.FORM_HINT)
    talk.offer((), [phrases.SKIP, phrases.MORE])


def record_form(talk: Conversation) -> None:
    """What was understood is kept; what was not is asked alone next, with the reason."""
    questions = form_of(talk)
    found = read_form(questions, talk.arg, today(talk))
    for question in questions:
        words, reading = found.get(question.id, ("", None))
        if isinstance(reading, Accepted):
            talk.keep(question.id, State.ANSWERED, words, reading.value)
            remember(talk, question, words, reading.value)
    kept = [each for each in questions if each.id in talk.answers]
    open_ = [each for each in questions if each.id not in talk.answers]
    talk.say(phrases.form_kept(len(kept), len(questions)))
    reasons = [found[each.id][1] for each in open_ if each.id in found]
    talk.say(*(each.reason for each in reasons[:1] if isinstance(each, Rejected)))
    talk.go((open_ or kept)[-1 if not open_ else 0].id)
    talk.order(Again(Said("/tieptuc")))


def _line(talk: Conversation, question: Question) -> str:
    choices = f" ({' / '.join(question.choices)})" if question.choices else ""
    return talk.fill(question.ask) + choices
