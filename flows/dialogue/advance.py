"""A turn is a function: (session, event, context) -> (session, effects). Pure and synchronous."""

from __future__ import annotations

from dataclasses import dataclass

from flows.dialogue.context import Context
from flows.dialogue.conversation import Conversation
from flows.dialogue.effects import Effect, Pick
from flows.dialogue.events import Event, Pressed
from flows.dialogue.interpret import interpret, picked
from flows.dialogue.session import Session
from flows.dialogue.table import MACHINE


@dataclass(frozen=True, slots=True)
class Turn:
    """What came of an event: the new session and the orders, to be carried out in one transaction."""

    session: Session
    effects: tuple[Effect, ...]


def advance(session: Session, event: Event, context: Context) -> Turn:
    """Let one event happen to a session. Every event has an answer in every phase; nothing is raised."""
    trigger, arg = interpret(session, event, context)
    talk = Conversation(session, context, event, arg)
    place = picked(event, context.pressed) if isinstance(event, Pressed) else None
    if isinstance(event, Pressed) and place is not None:
        talk.order(Pick(event.token, place))
    MACHINE.events[trigger].trigger(talk, talk)
    return Turn(*talk.close())
