"""The one sentence for what cannot be done just now. The position never changes here."""

from __future__ import annotations

from flows.dialogue import phrases
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import SentFile
from flows.dialogue.interpret import numbered_choices


def offer_again(talk: Conversation) -> None:
    """The choices of the open prompt once more."""
    choices = talk.context.open.choices if talk.context.open else ()
    numbered = numbered_choices(talk.context.open)
    talk.offer(numbered, [each for each in choices if each not in numbered])


def say_blank(talk: Conversation) -> None:
    talk.say(phrases.BLANK)


def say_unknown(talk: Conversation) -> None:
    talk.say(phrases.UNKNOWN)


def say_wordy(talk: Conversation) -> None:
    talk.say(phrases.WORDY.format(command=talk.arg))


def say_late(talk: Conversation) -> None:
    talk.say(phrases.LATE)


def say_pick(talk: Conversation) -> None:
    talk.say(phrases.PICK_NUMBER)


def say_no_draft(talk: Conversation) -> None:
    talk.say(phrases.NO_DRAFT)


def say_file_later(talk: Conversation) -> None:
    event = talk.event
    unsupported = isinstance(event, SentFile) and event.kind == "unsupported"
    talk.say(phrases.UNSUPPORTED if unsupported else phrases.FILE_LATER)


def say_dealt(talk: Conversation) -> None:
    talk.say(phrases.DEALT_ALREADY)


def say_corrected_later(talk: Conversation) -> None:
    talk.say(phrases.CORRECTED_LATER)


def say_of_another_draft(talk: Conversation) -> None:
    talk.say(phrases.OF_ANOTHER_DRAFT)


def say_no_points(talk: Conversation) -> None:
    talk.say(phrases.NO_POINTS)


def say_already_whole(talk: Conversation) -> None:
    talk.say(phrases.ALREADY_WHOLE)


def say_nothing(talk: Conversation) -> None:
    """A timer about something long past: nobody asked, so nothing is said."""
