"""What belongs to this draft: parts out of scope, parts of one's own, the bin, a newer outline, answers set aside."""

from __future__ import annotations

from flows.dialogue import phrases
from flows.dialogue.conversation import Conversation
from flows.dialogue.effects import Again, Bin, Carry, Repin, Restore
from flows.dialogue.events import Resumed, Said
from flows.dialogue.guards import today
from flows.dialogue.messages import Choice
from flows.dialogue.verbs.names import draft_name
from flows.drafts import migrate, own
from flows.drafts.migrate import Plan
from flows.drafts.settings import STAY, scope_of
from flows.drafts.values import Source, State
from outlines.model import Section, Slot
from outlines.text import short

# --- scope -----------------------------------------------------------------------------------


def ask_scope(talk: Conversation) -> None:
    """The slot at hand, or the whole section around it?"""
    step = talk.step
    nodes = [step.slot, section_of(talk, step.section)] if step and step.slot else []
    talk.say(phrases.WHICH_SCOPE)
    talk.offer(
        [
            Choice(phrases.leave_out(_heading(talk, node)), f"drop {node.id}")
            for node in nodes
            if node
        ],
        [phrases.BACK_TO_QUESTION],
    )


def drop(talk: Conversation) -> None:
    """Not asked, not printed, until it is brought back; its answers stay."""
    talk.keep(scope_of(talk.arg), State.ANSWERED, "out", "out", Source.CHOSEN)
    talk.say(phrases.DROPPED)
    talk.order(Again(Said("/tieptuc")))


def bring_back(talk: Conversation) -> None:
    talk.keep(scope_of(talk.arg), State.ANSWERED, "in", "in", Source.CHOSEN)
    talk.say(phrases.BROUGHT_BACK)


def section_of(talk: Conversation, id: str) -> Section | None:
    return next((each for each in _walk(talk.outline.sections) if each.id == id), None)


def _walk(sections: tuple[Section | Slot, ...]) -> list[Section]:
    found: list[Section] = []
    for each in sections:
        if isinstance(each, Section):
            found += [each, *_walk(each.parts)]
    return found


def _heading(talk: Conversation, node: Section | Slot) -> str:
    return short(talk.fill(node.heading or phrases.OWN), 60)


# --- parts of one's own ----------------------------------------------------------------------


def ask_own(talk: Conversation) -> None:
    talk.say(phrases.WHICH_OWN)
    talk.offer(
        [Choice(phrases.OWN_TITLED, "own titled"), Choice(phrases.OWN_PLAIN, "own plain")],
        [phrases.BACK_TO_QUESTION],
    )


def add_own(talk: Conversation) -> None:
    """A part at the end of the section at hand; its title is asked first, if it has one."""
    section = talk.step.section if talk.step else ""
    setting = own.next_setting(section, talk.answers)
    plain = talk.arg == own.PLAIN
    state = State.ANSWERED if plain else State.LATER
    talk.keep(setting, state, "", own.PLAIN if plain else None, Source.CHOSEN)
    talk.go(own.question_of(setting) if plain else setting)
    talk.order(Again(Resumed()))


def name_own(talk: Conversation) -> None:
    """The title of a part that was added; its content is asked next."""
    setting = talk.session.question
    talk.keep(setting, State.ANSWERED, talk.arg)
    talk.say(phrases.KEPT)
    talk.go(own.question_of(setting))


# --- the bin ---------------------------------------------------------------------------------


def ask_bin(talk: Conversation) -> None:
    talk.say(phrases.really_bin(draft_name(talk)))
    talk.offer([Choice(phrases.BIN, f"bin {talk.session.draft}")], [phrases.BACK_TO_QUESTION])


def bin_draft(talk: Conversation) -> None:
    """Put aside for 30 days; until then one choice brings it back."""
    talk.order(Bin(talk.arg))
    talk.say(phrases.BINNED)
    talk.leave()
    talk.order(Again(Resumed()))


def restore(talk: Conversation) -> None:
    """One of the person's own: since it was offered they may have parted with it."""
    if any(each.id == talk.arg for each in talk.context.drafts):
        talk.order(Restore(talk.arg))
        talk.say(phrases.RESTORED)
        talk.go("", talk.arg)
    talk.order(Again(Resumed()))


# --- a newer version of the outline ----------------------------------------------------------


def offer_upgrade(talk: Conversation) -> None:
    """What it would keep, ask again and set aside, before anything happens."""
    found = _plan(talk)
    talk.say(phrases.upgrade(len(found.kept), len(found.again), len(found.aside)))
    newer = talk.context.newer
    version = newer.version if newer else 0
    talk.offer([Choice(phrases.UPGRADE, "upgrade"), Choice(phrases.STAY, f"stay {version}")])


def upgrade(talk: Conversation) -> None:
    newer = talk.context.newer
    if newer is None:
        return
    for move in _plan(talk).carried:
        talk.order(Carry(talk.session.draft, move.sources, move.target, move.state, move.value))
    talk.order(Repin(talk.session.draft, newer.version))
    talk.say(phrases.UPGRADED)
    talk.go("")
    talk.order(Again(Resumed()))


def stay(talk: Conversation) -> None:
    talk.keep(STAY, State.ANSWERED, talk.arg, int(talk.arg), Source.CHOSEN)
    talk.say(phrases.STAYED)
    talk.order(Again(Said("/tieptuc")))


def _plan(talk: Conversation) -> Plan:
    newer = talk.context.newer
    if newer is None:
        return Plan()
    notes, lengths = talk.context.notes, talk.context.lengths
    return migrate.plan(talk.outline, newer, notes, lengths, today(talk))


# --- answers set aside -----------------------------------------------------------------------


def show_aside(talk: Conversation) -> None:
    """Answers that the outline has no question for any more; picking one puts it into the report."""
    found = migrate.set_aside(talk.outline, talk.answers)
    talk.say(phrases.ASIDE if found else phrases.NOTHING_ASIDE)
    talk.offer(
        [Choice(short(talk.answers[id].words, 90), f"readmit {id}") for id in found],
        [phrases.RESUME, phrases.REVIEW],
    )


def readmit(talk: Conversation) -> None:
    """As a part of one's own at the end of the first section that holds questions."""
    section = next((step.section for step in talk.way if step.section), "")
    setting = own.next_setting(section, talk.answers)
    talk.keep(setting, State.ANSWERED, "", own.PLAIN, Source.CHOSEN)
    target = own.question_of(setting)
    talk.order(Carry(talk.session.draft, (talk.arg,), target, State.ANSWERED, None))
    talk.keep(talk.arg, State.LATER, source=Source.CHOSEN)
    talk.say(phrases.READMITTED)
    talk.go(target)
    talk.order(Again(Resumed()))
