"""An edited message: its own words change in the answer that it is part of; nothing else does."""

from __future__ import annotations

import json

from flows.dialogue import phrases
from flows.dialogue.conversation import Conversation
from flows.dialogue.effects import Again, Rename
from flows.dialogue.events import Corrected, Said
from flows.dialogue.guards import JOINED, today
from flows.dialogue.messages import Choice
from flows.dialogue.verbs.answering import remember
from flows.dialogue.verbs.names import standing, title
from flows.drafts.plan import find
from flows.drafts.settings import NAME
from outlines.kinds import read
from outlines.model import Question
from outlines.reading import Accepted, Reading, Rejected


def amend(talk: Conversation) -> None:
    """The edited words take the place of the message's own, if they can be read as the question wants them."""
    event = talk.event
    if isinstance(event, Corrected):
        _amend(talk, event.key, talk.arg)


def amend_meant(talk: Conversation) -> None:
    """The person said that the edited message holds, not what was answered after it."""
    key, words = json.loads(talk.arg)
    talk.order(Again(Corrected(key, words, holds=True)))


def say_unchanged(talk: Conversation) -> None:
    talk.say(phrases.EDIT_UNCHANGED)


def ask_which_holds(talk: Conversation) -> None:
    """The answer was given anew since: both are shown, and the person picks."""
    spoken, event = talk.context.corrected, talk.event
    if spoken and isinstance(event, Corrected):
        edited = json.dumps([event.key, talk.arg], ensure_ascii=False)
        now = standing(talk.answers.get(spoken.question))
        talk.say(phrases.WHICH_HOLDS.format(title=_name(talk, spoken.question), words=now))
        talk.offer([
            Choice(phrases.USE_EDITED, f"amend {edited}"),
            Choice(phrases.KEEP_STANDING, "do /tieptuc"),
        ])  # fmt: skip


def go_on(talk: Conversation) -> None:
    """To where the person was."""
    talk.order(Again(Said("/tieptuc")))


def _amend(talk: Conversation, key: str, words: str) -> None:
    spoken = talk.context.corrected
    id = spoken.question if spoken else ""
    found = _reading(talk, _question(talk, id), words)
    if not isinstance(found, Accepted):
        reason = found.reason if isinstance(found, Rejected) else phrases.EDIT_UNCLEAR
        talk.say(reason, phrases.EDIT_NOT_READ.format(title=_name(talk, id)))
        return
    talk.amend(key, words, found.value)
    talk.say(phrases.AMENDED.format(title=_name(talk, id)))
    if id == NAME:
        talk.order(Rename(talk.session.draft, words))
    remember(talk, _question(talk, id), words, found.value)


def _reading(talk: Conversation, question: Question | None, words: str) -> Reading:
    """Of a long answer a message is only a part, so it is taken as it is."""
    if question is None or question.kind in JOINED:
        return Accepted(None)
    if question.kind == "table":
        return Rejected(phrases.EDIT_TABLE)
    return read(question, words, today(talk), None)


def _question(talk: Conversation, id: str) -> Question | None:
    """Also one that is not asked just now, e.g. of a part that was left out; None for the draft's settings."""
    step = find(talk.way, id)
    return step.question if step else talk.outline.question(id)


def _name(talk: Conversation, id: str) -> str:
    step = find(talk.way, id)
    return title(talk, step) if step else phrases.NOT_ASKED_NOW
