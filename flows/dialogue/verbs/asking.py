"""Putting a question, its sample, and the ways round it."""

from __future__ import annotations

from flows.dialogue import phrases
from flows.dialogue.conversation import Conversation
from flows.dialogue.effects import Again
from flows.dialogue.events import Resumed
from flows.dialogue.guards import JOINED, is_form
from flows.dialogue.messages import Choice
from flows.dialogue.verbs.forms import ask_form
from flows.dialogue.verbs.names import place, title
from flows.drafts.own import is_own
from flows.drafts.plan import Step, before, missing
from flows.drafts.settings import MODE
from flows.drafts.values import Answer, State
from outlines.kinds import show
from outlines.kinds.table import rows_of
from outlines.model import Question, Slot

SHOWN = 1500
"""Longest standing answer that is shown whole when its question is put again, in characters."""


def ask(talk: Conversation) -> None:
    """Put the question at hand."""
    step = talk.step
    if step is None:
        ask_next(talk)
    elif step.question is None:
        _ask_setting(talk, step)
    elif is_form(talk):
        ask_form(talk)
    else:
        talk.say(place(talk, step))
        _ask_question(talk, step.question)


def ask_next(talk: Conversation) -> None:
    """Go to the next open question and put it."""
    step = talk.next or talk.way[0]
    talk.go(step.id)
    ask(talk)


def ask_missing(talk: Conversation) -> None:
    """Go to the first question that was left for later."""
    talk.go(missing(talk.way, talk.answers)[0].id)
    talk.order(Again(Resumed()))


def _ask_setting(talk: Conversation, step: Step) -> None:
    if step.id.startswith("@own:"):
        talk.say(phrases.ASK_OWN_TITLE)
        talk.offer((), [phrases.RESUME])
        return
    if step.id == MODE:
        talk.say(phrases.ASK_MODE)
        first = talk.outline.mode
        order = sorted(phrases.MODES, key=lambda mode: mode != first)
        talk.offer([Choice(phrases.MODES[mode], f"mode {mode}") for mode in order])
        return
    talk.say(phrases.ASK_NAME, phrases.HINT_NAME)
    talk.offer([Choice(talk.fill(talk.outline.document.name), "keep")])


def _ask_question(talk: Conversation, question: Question) -> None:
    talk.say(_wording(talk, question), *_helps(talk, question))
    standing = talk.answers.get(question.id)
    if standing:
        _show_standing(talk, question, standing)
    elif question.suggest:
        talk.say(phrases.suggestion(talk.fill(question.suggest)))
    _offer(talk, question)


def _wording(talk: Conversation, question: Question) -> str:
    return phrases.ASK_OWN if is_own(question.id) else talk.fill(question.ask)


def _helps(talk: Conversation, question: Question) -> list[str]:
    """The one hint, or the checklist of a slot that is asked whole."""
    lines = [talk.fill(question.hint)] if question.hint else []
    if isinstance(question, Slot) and question.points:
        titles = [talk.fill(point.title or point.ask) for point in question.points]
        lines += [phrases.POINTS_AHEAD, *(f"– {each}" for each in titles)]
    if question.sensitive:
        lines.append(phrases.SENSITIVE)
    return lines


def _show_standing(talk: Conversation, question: Question, standing: Answer) -> None:
    """What the question's answer is now, in full where that is not too long to read on a phone."""
    if standing.state is not State.ANSWERED:
        talk.say(phrases.NOW_STATE.format(state=phrases.REASONS[standing.state].lower()))
    elif question.kind == "table":
        value = talk.context.value
        talk.say(show(question, talk.context.words, value), phrases.table_more(len(rows_of(value))))
        return
    else:
        whole = talk.context.words or standing.words
        shown = whole if len(whole) <= SHOWN else standing.words
        talk.say(phrases.NOW_STANDS.format(words=shown))
    talk.say(phrases.REPLACES.format(keep=phrases.KEEP_AS_IS.act))


def _offer(talk: Conversation, question: Question) -> None:
    answered = question.id in talk.answers
    choices = [Choice(each, f"answer {each}") for each in question.choices]
    if question.kind == "table" and answered:
        choices.append(Choice(phrases.TABLE_DONE, "done"))
    if question.suggest and not answered:
        choices.append(Choice(phrases.USE_SUGGESTION, "keep"))
    talk.offer(choices, _actions(question, answered=answered))


def _actions(question: Question, *, answered: bool) -> list[Choice]:
    if answered:
        more = [phrases.ADD_MORE] if question.kind in JOINED else []
        return [phrases.KEEP_AS_IS, *more, phrases.MORE]
    sample = [phrases.SAMPLE] if question.example or question.guidance else []
    return [phrases.SKIP, *sample, phrases.MORE]


def show_sample(talk: Conversation) -> None:
    """The seed's guidance and an example."""
    question = talk.step.question if talk.step else None
    guidance = question.guidance if question else None
    example = question.example if question else None
    talk.say(
        phrases.guidance(guidance) if guidance else "",
        phrases.sample(talk.fill(example)) if example else "",
    )
    if not guidance and not example:
        talk.say(phrases.NO_SAMPLE)


def go_back(talk: Conversation) -> None:
    """To the question before; it is put in the next leg, which knows its answer."""
    step = before(talk.way, talk.session.question)
    if step:
        talk.go(step.id)
    talk.order(Again(Resumed()))


def jump(talk: Conversation) -> None:
    """To any question; it is put in the next leg, which knows its answer."""
    talk.go(talk.arg)
    talk.order(Again(Resumed()))


def ask_reason(talk: Conversation) -> None:
    """Why is it skipped?"""
    if talk.step and talk.step.question:
        talk.say(title(talk, talk.step))
    stands = talk.answers.get(talk.session.question)
    if stands and stands.state is State.ANSWERED:
        talk.say(phrases.STANDS_ALREADY)
    talk.say(phrases.WHY_SKIP)
    reasons = [Choice(label, f"reason {state}") for state, label in phrases.REASONS.items()]
    talk.offer(reasons, [phrases.BACK_TO_QUESTION])


def ask_again(talk: Conversation) -> None:
    """The same question, briefly: after a mistake its guidance is not read out again."""
    step = talk.step
    if step is None or step.question is None:
        ask(talk)
        return
    talk.say(_wording(talk, step.question))
    _offer(talk, step.question)


def say_first(talk: Conversation) -> None:
    talk.say(phrases.FIRST_QUESTION)


def show_help(talk: Conversation) -> None:
    talk.say(*phrases.HELP)
