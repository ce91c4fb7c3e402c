"""An answer of several messages: its pieces, when it is complete, and messages that came to the wrong question."""

from __future__ import annotations

import json
from datetime import datetime

from flows.dialogue import phrases
from flows.dialogue.conversation import SETTLE, Conversation
from flows.dialogue.effects import Again, Move, WakeAt
from flows.dialogue.events import Resumed, Said
from flows.dialogue.messages import Choice
from flows.dialogue.verbs.answering import say_conflict
from flows.dialogue.verbs.names import title
from flows.drafts.pieces import is_near_limit
from flows.drafts.plan import before, find
from flows.drafts.values import State


def begin(talk: Conversation) -> None:
    """The first message of an answer: kept at once, complete when it has been quiet for a while."""
    say_conflict(talk, talk.session.question)
    talk.keep(talk.session.question, State.ANSWERED, talk.arg)
    wait(talk)


def add(talk: Conversation) -> None:
    """One more message of the answer at hand."""
    talk.append(talk.session.question)
    wait(talk)


def add_at_once(talk: Conversation) -> None:
    """The message at hand completes an answer that stood."""
    talk.append(talk.session.question)
    talk.say(phrases.KEPT)


def add_meant(talk: Conversation) -> None:
    """An action's name that was meant as words of the answer."""
    talk.arg = json.loads(talk.arg)["words"]
    add_at_once(talk)


def say_collected(talk: Conversation) -> None:
    """Counted as Word counts them."""
    talk.say(phrases.collected(talk.context.pieces, len(talk.context.words.split())))


def ask_for_more(talk: Conversation) -> None:
    step = talk.step
    if talk.arg:
        talk.order(Again(Said(talk.arg, talk.key)))
    elif step:
        talk.say(phrases.SEND_MORE.format(title=title(talk, step)))


def say_nothing_to_add(talk: Conversation) -> None:
    talk.say(phrases.NOTHING_TO_ADD_TO)


def add_to_last(talk: Conversation) -> None:
    """A message that was written before the present question had arrived."""
    last = find(talk.way, talk.context.last)
    talk.append(talk.context.last)
    if last:
        talk.say(phrases.ADDED_TO_LAST.format(title=title(talk, last)))


def ask_which(talk: Conversation) -> None:
    """After a short question it cannot be known which one a message is for."""
    talk.say(phrases.WHICH_QUESTION)
    last, this = find(talk.way, talk.context.last), talk.step
    choices = [(last, phrases.for_last), (this, phrases.for_this)]
    talk.offer([
        Choice(name(title(talk, step)), _put([step.id, talk.arg, talk.key, _time(talk)]))
        for step, name in choices
        if step
    ])  # fmt: skip


def put(talk: Conversation) -> None:
    """The words go to the question that was picked, as if they had been said there, when they were said."""
    question, words, *message = json.loads(talk.arg)
    key, at = [*message, "", ""][:2]
    when = datetime.fromisoformat(at) if at else None
    talk.go(question)
    talk.order(Again(Said(words, key, when, placed=True)))


def _time(talk: Conversation) -> str:
    """The platform's, of the message at hand."""
    at = talk.event.at if isinstance(talk.event, Said) else None
    return at.isoformat() if at else ""


def _put(meant: list[str]) -> str:
    return f"put {json.dumps(meant, ensure_ascii=False)}"


def move_back(talk: Conversation) -> None:
    """The newest message belongs to the question before the one it went to; that one is put again."""
    source = talk.context.last
    target = before(talk.way, source)
    if target is None:
        return
    talk.order(Move(talk.session.draft, source, target.id))
    talk.say(phrases.MOVED.format(title=title(talk, target)))
    talk.go(source)
    talk.order(Again(Resumed()))


def say_nothing_to_move(talk: Conversation) -> None:
    talk.say(phrases.NOTHING_TO_MOVE)


def wait(talk: Conversation) -> None:
    """Until it has been quiet for a while."""
    said = talk.event
    part = isinstance(said, Said) and said.forwarded
    limits = talk.context.limits
    more = part or is_near_limit(talk.arg, limits.text)
    quiet = limits.quiet_after_part if more else limits.quiet
    talk.order(WakeAt(talk.context.now + quiet, SETTLE))
