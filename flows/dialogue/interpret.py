"""From an event to the word the table knows it by, and its argument. Looks, never acts.

A trigger is an event's name, a slash command, or the verb of a picked choice. The open prompt alone decides
what a number or a label means; a command is a command in every phase.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from flows.dialogue import phrases_joining
from flows.dialogue.context import Context, Prompt
from flows.dialogue.events import (
    Corrected,
    Event,
    Finished,
    Joined,
    Parted,
    Pressed,
    Resumed,
    Said,
    SentFile,
    Started,
    Woke,
)
from flows.dialogue.messages import Choice
from flows.dialogue.phrases import LABELS
from flows.dialogue.session import Phase, Session
from flows.drafts.secrecy import marked
from outlines.kinds import yes_no
from outlines.text import clean, fold

COMMANDS = (
    "/start", "/tieptuc", "/mucluc", "/lui", "/boqua", "/mau", "/xemlai", "/xuat", "/bannhap",
    "/trogiup", "/tungy", "/theomuc", "/duthaomoi", "/vietthem", "/nhamcau",
    "/khongthuoc", "/themmuc", "/xoa", "/catrieng", "/laylai", "/banchinh", "/noikenh", "/tachkenh",
)  # fmt: skip
"""Slash commands; "/start" becomes `Started`."""

TAP = timedelta(seconds=3)
"""A button pressed again within this time was pressed once."""

TAKE_WORDS = ("/vietthem", "/noikenh")
"""Commands that have a use for words after them."""

CODE = re.compile(r"\d{4}[ .-]?\d{4}")
"""A code by itself; where drafts are chosen, nothing else has eight digits."""

PICKS = (
    "new", "open", "mode", "answer", "keep", "reason", "write", "add", "put", "done", "jump", "section",
    "page", "on", "rest", "drop", "bring", "own", "bin", "restore", "upgrade", "stay", "readmit", "deal",
    "here", "asis", "amend", "join", "part",
)  # fmt: skip
"""Verbs of choices: what picking one can mean."""

FACTS = (
    "Started", "Said", "Label", "Early", "Corrected", "Amended", "SentFile", "Woke", "Finished", "Joined", "Parted",
    "Resumed", "Late", "Twice", "Secret", "Blank", "Unknown", "Wordy",
)  # fmt: skip
"""Events that are neither. "Late" is a press on a prompt that is no longer open, "Twice" the second tap
on a button; "Early" a text that was written
before the present question had arrived; "Wordy" a command with words that it has no use for; "Corrected" an edited
message that is in no answer, "Amended" one that is."""

WRITING = (Phase.COLLECTING, Phase.ADDING)
"""Phases in which a number is part of an answer that has begun."""
ASKED = (Phase.ASKING, Phase.RESTING, Phase.REVIEWING)
"""Phases that begin with a message which a person may have written past."""
LABELLED = (Phase.ASKING, *WRITING)
"""Phases in which an action's name alone is asked back."""

TRIGGERS = (*FACTS, *COMMANDS[1:], *PICKS)


def interpret(session: Session, event: Event, context: Context) -> tuple[str, str]:
    """The trigger and its argument, e.g. ("reason", "later"), ("/mucluc", ""), ("Said", cleaned words)."""
    match event:
        case Said(words):
            return _said(session, clean(words), event, context)
        case Pressed():
            return _pressed(session, event, context)
        case Started(code):
            return "Started", code
        case Corrected(_, words):
            return _corrected(clean(words), context)
        case SentFile() | Woke() | Finished() | Joined() | Parted() | Resumed():
            return type(event).__name__, ""


def wants_drafts(session: Session, event: Event, context: Context) -> bool:
    """Whether this event leads to the list of drafts, so that the shell loads it. *context*: all the rest."""
    if session.phase is Phase.CHOOSING or not session.draft:
        return True
    return interpret(session, event, context)[0] == "/bannhap"


def _said(session: Session, words: str, event: Said, context: Context) -> tuple[str, str]:
    if not words:
        return "Blank", ""
    if words.startswith("/") and "\n" not in words:
        return _command(words)
    if marked(words):
        return "Secret", ""
    if session.phase in ASKED and _is_early(event, context):
        return "Early", words
    if session.phase is Phase.CHOOSING and is_code(words):
        return "/noikenh", words
    picked = _picked(context.open, words) if session.phase not in WRITING else None
    if picked is not None:
        return verb(picked.act)
    if session.phase in LABELLED and fold(words) in LABELS:
        return "Label", words
    return "Said", words


def _corrected(words: str, context: Context) -> tuple[str, str]:
    if not words:
        return "Blank", ""
    if marked(words):
        return "Secret", ""
    return ("Amended" if context.corrected else "Corrected"), words


def _is_early(event: Said, context: Context) -> bool:
    """Both times are the platform's; a channel without such a clock has no early messages."""
    if event.placed or event.at is None or context.open is None or not context.last:
        return False
    if context.open.is_unseen:
        return True
    put = context.open.delivered_at or context.open.created_at
    return put is not None and event.at <= put


def _command(words: str) -> tuple[str, str]:
    """The first word, without the @name that a group adds; the rest is its argument, where it takes one."""
    name, _, rest = words.partition(" ")
    name = name.partition("@")[0].lower()
    if name == "/start":
        return "Started", rest.strip()
    if name not in COMMANDS:
        return "Unknown", ""
    return ("Wordy", name) if rest.strip() and name not in TAKE_WORDS else (name, rest.strip())


def _picked(prompt: Prompt | None, words: str) -> Choice | None:
    """The choice meant by its number or its very label; actions have no number."""
    numbered = numbered_choices(prompt)
    if is_number(words.rstrip(".)")):
        place = int(words.rstrip(".)"))
        return numbered[place - 1] if 1 <= place <= len(numbered) else None
    named = next((each for each in numbered if fold(each.label) == fold(words)), None)
    return named or _agreed(numbered, words)


def _agreed(numbered: tuple[Choice, ...], words: str) -> Choice | None:
    """“Đồng ý” or “không”, where something may be done or left."""
    match numbered:
        case (Choice(), Choice(label=phrases_joining.NO)):
            agreed = yes_no.agreed(words)
            return None if agreed is None else numbered[not agreed]
        case _:
            return None


def is_code(words: str) -> bool:
    """Whether it can only be the code that another account showed."""
    return CODE.fullmatch(words) is not None


def is_number(words: str) -> bool:
    """Digits, few enough to be a choice's number."""
    return words.isascii() and words.isdigit() and len(words) <= len("999")


def numbered_choices(prompt: Prompt | None) -> tuple[Choice, ...]:
    """A prompt's choices without its actions."""
    choices = prompt.choices if prompt else ()
    return tuple(each for each in choices if not each.act.startswith("/"))


def _pressed(session: Session, event: Pressed, context: Context) -> tuple[str, str]:
    prompt = context.pressed
    place = picked(event, prompt)
    if prompt is None or place is None:
        return "Late", ""
    if _is_second_tap(place, prompt, context.now):
        return "Twice", ""
    return verb(prompt.choices[place].act) if event.token == session.token else ("Late", "")


def picked(event: Pressed, prompt: Prompt | None) -> int | None:
    """The place of the button among the prompt's; None if it has no such button."""
    acts = [each.act for each in prompt.choices] if prompt else []
    if event.act:
        return acts.index(event.act) if event.act in acts else None
    return event.index if 0 <= event.index < len(acts) else None


def _is_second_tap(place: int, prompt: Prompt, now: datetime) -> bool:
    """Of the same finger: it did what it should at the first."""
    return prompt.picked == place and prompt.picked_at is not None and now - prompt.picked_at < TAP


def verb(act: str) -> tuple[str, str]:
    """The verb and its argument: ("reason", "later") of "reason later"; ("/mau", "") of "/mau" and "do /mau"."""
    name, _, arg = act.partition(" ")
    return verb(arg) if name == "do" else (name, arg)
