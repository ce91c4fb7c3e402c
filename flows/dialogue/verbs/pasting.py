"""A whole report pasted at one question, and text in an old encoding: shown what could be done, done on yes."""

from __future__ import annotations

import json

from flows.dialogue import phrases
from flows.dialogue.conversation import Conversation
from flows.dialogue.effects import Again, Append
from flows.dialogue.events import Said
from flows.dialogue.messages import Choice
from flows.drafts.deal import deal
from flows.drafts.pieces import Piece
from flows.drafts.settings import PASTE
from flows.drafts.values import Source, State
from outlines.legacy import repair
from outlines.text import short


def offer_deal(talk: Conversation) -> None:
    """Kept whole first; then: by section, or all of it here?"""
    found = deal(talk.outline, talk.answers, talk.arg)
    talk.keep(PASTE, State.ANSWERED, talk.arg)
    talk.say(phrases.looks_like_report(found.headings, len(found.answers)))
    talk.offer([Choice(phrases.DEAL, "deal"), Choice(phrases.ALL_HERE, "here")])


def add_to_paste(talk: Conversation) -> None:
    """The rest of a report that a client cut in two."""
    talk.append(PASTE)
    talk.say(phrases.PASTED_MORE)
    talk.offer([Choice(phrases.DEAL, "deal"), Choice(phrases.ALL_HERE, "here")])


def deal_out(talk: Conversation) -> None:
    """Every part to its question; where an answer stands already it is added to."""
    found = deal(talk.outline, talk.answers, _pasted(talk))
    for id, words in found.answers.items():
        stands = talk.answers.get(id)
        if stands and stands.state is State.ANSWERED:
            talk.order(Append(talk.session.draft, id, Piece("", words)))
        else:
            talk.keep(id, State.ANSWERED, words)
    _put_away(talk)
    talk.say(phrases.dealt(len(found.answers), found.rest.count("\n") + bool(found.rest)))
    talk.order(Again(Said("/tieptuc")))


def keep_here(talk: Conversation) -> None:
    """All of it is the answer of the question at hand."""
    words = _pasted(talk)
    talk.keep(talk.session.question, State.ANSWERED, words)
    _put_away(talk)
    talk.say(phrases.KEPT)


def _pasted(talk: Conversation) -> str:
    return talk.answers[PASTE].words if PASTE in talk.answers else ""


def _put_away(talk: Conversation) -> None:
    """The pasted text stays in the draft's history, and is no longer read on every turn."""
    talk.keep(PASTE, State.LATER, "", None, Source.CHOSEN)


def offer_repair(talk: Conversation) -> None:
    """The words as they came are kept first; then: as they are, or as they were meant?"""
    mended = repair(talk.arg) or ""
    question = talk.session.question
    talk.keep(question, State.ANSWERED, talk.arg)
    talk.say(phrases.LEGACY, phrases.quoted(short(mended, 300)))
    put = json.dumps([question, mended], ensure_ascii=False)
    talk.offer([Choice(phrases.REPAIRED, f"put {put}"), Choice(phrases.AS_SENT, "asis")])


def say_kept(talk: Conversation) -> None:
    talk.say(phrases.KEPT)
