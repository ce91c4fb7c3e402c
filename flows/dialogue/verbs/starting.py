"""Beginning: the greeting, a new draft, the list of drafts, coming back."""

from __future__ import annotations

from flows.dialogue import phrases
from flows.dialogue.context import DraftCard
from flows.dialogue.conversation import Conversation
from flows.dialogue.effects import Again, Keep, Open
from flows.dialogue.events import Resumed
from flows.dialogue.messages import Choice
from flows.dialogue.verbs.names import card_line, card_name, draft_name, standing, title
from flows.drafts.plan import find, progress
from flows.drafts.settings import NAME
from flows.drafts.values import Answers, Source
from outlines.model import Outline

BINNED = "binned"
"""Status of a draft in the bin."""


def greet(talk: Conversation) -> None:
    """Who speaks, what it does, what must not be sent."""
    talk.say(phrases.GREETING, phrases.SECRECY)
    offer_outlines(talk)


def offer_outlines(talk: Conversation) -> None:
    """The reports one can begin."""
    talk.say(phrases.WHICH_OUTLINE if talk.context.outlines else phrases.NO_OUTLINE)
    talk.offer([Choice(each.title, f"new {each.id}") for each in talk.context.outlines])


def offer_drafts(talk: Conversation) -> None:
    """The person's drafts with their progress, then the reports one can begin."""
    drafts = talk.context.drafts
    if not drafts:
        offer_outlines(talk)
        return
    talk.say(phrases.WHICH_DRAFT)
    by_id = {each.id: each for each in talk.context.outlines}
    open_ = [_draft_choice(by_id.get(each.outline), each) for each in drafts]
    new = [Choice(f"{phrases.NEW_DRAFT}: {o.title}", f"new {o.id}") for o in talk.context.outlines]
    talk.offer([*open_, *new])


def _draft_choice(outline: Outline | None, card: DraftCard) -> Choice:
    if card.status == BINNED:
        return Choice(phrases.restore(card_name(outline, card)), f"restore {card.id}")
    return Choice(card_line(outline, card), f"open {card.id}")


def open_new(talk: Conversation) -> None:
    """A new draft of the picked outline; what the unit told before is carried over."""
    outline = next((each for each in talk.context.outlines if each.id == talk.arg), None)
    if outline is None:
        offer_drafts(talk)
        return
    draft = talk.context.fresh_draft
    talk.order(Open(draft, outline.id))
    for id, answer in _known(outline, talk.context.profile).items():
        talk.order(Keep(draft, id, answer.state, answer.words, answer.value, source=Source.CARRIED))
    talk.go("", draft)
    talk.order(Again(Resumed()))


def introduce(talk: Conversation) -> None:
    """A draft's first words: what it is and what is known already; or where it stood."""
    if talk.context.last:
        welcome_back(talk)
        return
    talk.say(phrases.begun(talk.outline.title))
    known = _known(talk.outline, talk.answers)
    words = "; ".join(each.words for each in known.values())
    talk.say(phrases.REUSED.format(facts=words) if known else phrases.FIRST_FACTS)


def _known(outline: Outline, answers: Answers) -> Answers:
    """The unit's own facts that were told before."""
    of_unit = [fact.id for fact in outline.facts if fact.scope == "unit"]
    return {id: answers[id] for id in of_unit if id in answers}


def open_old(talk: Conversation) -> None:
    """Back into one of the person's drafts."""
    if any(each.id == talk.arg for each in talk.context.drafts):
        talk.go("", talk.arg)
    talk.order(Again(Resumed()))


def welcome_back(talk: Conversation) -> None:
    """Where the draft stands and the last words received."""
    done, total = progress(talk.way, talk.answers)
    talk.say(phrases.welcome_back(draft_name(talk), done, total))
    step = find(talk.way, talk.context.last)
    if step and step.id in talk.answers and step.id != NAME:
        talk.say(phrases.last_kept(title(talk, step), standing(talk.answers[step.id])))
