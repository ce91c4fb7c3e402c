"""Carries out a turn's orders in its transaction: effects in, rows out. One line an effect, no decisions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from flows.dialogue.effects import (
    Again,
    Ask,
    Cancel,
    Effect,
    Keep,
    Open,
    Remember,
    Rename,
    Reply,
    Start,
    WakeAt,
)
from flows.drafts.values import Answer, State
from outlines.reading import Json
from storage import drafts, jobs, outbox, prompts, timers
from storage.chats import Chat


def carry_out(tx: Connection, chat: Chat, effects: Sequence[Effect], now: datetime) -> None:
    """In the order given."""
    for effect in effects:
        _carry(tx, chat, effect, now)


def _carry(tx: Connection, chat: Chat, effect: Effect, now: datetime) -> None:
    match effect:
        case Reply(message):
            outbox.post(tx, chat.id, message, now)
        case Keep():
            drafts.keep(tx, effect, chat, now)
        case Open(draft, outline):
            drafts.open(tx, draft, chat, outline, "", now)
        case Rename(draft, name):
            drafts.rename(tx, draft, name)
        case Ask():
            prompts.open(tx, effect, chat.id, now)
        case Remember(question, words, value):
            answer = Answer(State.ANSWERED, words, value)
            drafts.keep_profile(tx, chat.unit, question, answer)
        case WakeAt(when, key):
            timers.set(tx, chat.id, key, when)
        case Cancel(key):
            timers.cancel(tx, chat.id, key)
        case Start(kind, draft):
            payload: dict[str, Json] = {"upto": drafts.watermark(tx, draft)}
            jobs.queue(tx, kind, draft, chat.id, payload, now)
        case Again():
            pass  # the runner's business
