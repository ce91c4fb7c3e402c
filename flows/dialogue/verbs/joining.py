"""One person's accounts, joined by a code and parted again. What will happen is said first; it happens on yes."""

from __future__ import annotations

from flows.dialogue import phrases_joining as phrases
from flows.dialogue.context import Joining, Way
from flows.dialogue.conversation import Conversation
from flows.dialogue.effects import Again, Issue, Join, Miss, Part
from flows.dialogue.events import Joined, Parted
from flows.dialogue.messages import Choice


def show_code(talk: Conversation) -> None:
    """A new code each time; the last one shown is the one that is good."""
    code = talk.context.fresh_code
    talk.order(Issue(code))
    talk.say(phrases.code(code))


def ask_join(talk: Conversation) -> None:
    found = _joining(talk)
    talk.say(phrases.ask_join(found.channel, found.here, found.there))
    _offer(talk, Choice(phrases.JOIN, f"join {found.digest}"))


def join(talk: Conversation) -> None:
    talk.order(Join(talk.arg, phrases.TOLD_JOINED))
    talk.order(Again(Joined(talk.arg)))


def say_joined(talk: Conversation) -> None:
    talk.say(phrases.JOINED)


def say_no_join(talk: Conversation) -> None:
    """Why not; a code that is none is counted."""
    way = _joining(talk).way
    if way is Way.UNKNOWN and not isinstance(talk.event, Joined):
        talk.order(Miss())
    talk.say(phrases.NO_JOIN.get(way, phrases.NO_JOIN[Way.UNKNOWN]))


def ask_part(talk: Conversation) -> None:
    talk.say(phrases.ask_part(talk.context.others))
    _offer(talk, Choice(phrases.PART, "part"))


def part(talk: Conversation) -> None:
    talk.order(Part(phrases.TOLD_PARTED))
    talk.leave()
    talk.order(Again(Parted()))


def say_parted(talk: Conversation) -> None:
    talk.say(phrases.PARTED)


def say_alone(talk: Conversation) -> None:
    talk.say(phrases.ALONE)


def _offer(talk: Conversation, yes: Choice) -> None:
    back = "/tieptuc" if talk.session.draft else "/bannhap"
    talk.offer([yes, Choice(phrases.NO, f"do {back}")])


def _joining(talk: Conversation) -> Joining:
    return talk.context.joining or Joining(Way.UNKNOWN)
