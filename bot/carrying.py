"""Carries out a turn's orders in its transaction: effects in, rows out. One line an effect, no decisions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import singledispatch

from sqlalchemy import Connection

from flows.dialogue import effects as do
from flows.dialogue.messages import Message
from flows.drafts.values import Answer, State
from outlines.reading import Json
from storage import codes, drafts, jobs, outbox, persons, prompts, revisions, timers
from storage.chats import Chat

NOTICE = "notice"
"""Purpose of a message that answers nothing said in its chat."""


def carry_out(tx: Connection, chat: Chat, effects: Sequence[do.Effect], now: datetime) -> None:
    """In the order given. `Reply` and `Again` are the runner's business."""
    for effect in effects:
        if not isinstance(effect, do.Reply | do.Again):
            _carry(effect, tx, chat, now)


@singledispatch
def _carry(effect: object, tx: Connection, chat: Chat, now: datetime) -> None:
    raise NotImplementedError(type(effect).__name__)


@_carry.register
def _(effect: do.Keep, tx: Connection, chat: Chat, now: datetime) -> None:
    revisions.keep(tx, effect, chat, now)


@_carry.register
def _(effect: do.Append, tx: Connection, chat: Chat, now: datetime) -> None:
    revisions.append(tx, effect, chat, now)


@_carry.register
def _(effect: do.Amend, tx: Connection, chat: Chat, now: datetime) -> None:
    revisions.amend(tx, effect, chat, now)


@_carry.register
def _(effect: do.Move, tx: Connection, chat: Chat, now: datetime) -> None:
    revisions.move(tx, effect, chat, now)


@_carry.register
def _(effect: do.TakeBack, tx: Connection, chat: Chat, now: datetime) -> None:
    revisions.take_back(tx, effect, chat, now)


@_carry.register
def _(effect: do.Carry, tx: Connection, chat: Chat, now: datetime) -> None:
    revisions.carry(tx, effect, chat, now)


@_carry.register
def _(effect: do.Open, tx: Connection, chat: Chat, now: datetime) -> None:
    drafts.open(tx, effect.draft, chat, effect.outline, "", now)


@_carry.register
def _(effect: do.Rename, tx: Connection, _chat: Chat, _now: datetime) -> None:
    drafts.rename(tx, effect.draft, effect.name)


@_carry.register
def _(effect: do.Repin, tx: Connection, _chat: Chat, _now: datetime) -> None:
    drafts.repin(tx, effect.draft, effect.version)


@_carry.register
def _(effect: do.Bin, tx: Connection, _chat: Chat, now: datetime) -> None:
    drafts.bin(tx, effect.draft, now)


@_carry.register
def _(effect: do.Restore, tx: Connection, _chat: Chat, _now: datetime) -> None:
    drafts.restore(tx, effect.draft)


@_carry.register
def _(effect: do.Ask, tx: Connection, chat: Chat, now: datetime) -> None:
    prompts.open(tx, effect, chat.id, now)


@_carry.register
def _(effect: do.Pick, tx: Connection, chat: Chat, now: datetime) -> None:
    prompts.pick(tx, chat.id, effect.token, effect.place, now)


@_carry.register
def _(effect: do.Issue, tx: Connection, chat: Chat, now: datetime) -> None:
    codes.issue(tx, chat.id, effect.code, now)


@_carry.register
def _(_: do.Miss, tx: Connection, chat: Chat, now: datetime) -> None:
    codes.miss(tx, chat.id, now)


@_carry.register
def _(effect: do.Join, tx: Connection, chat: Chat, now: datetime) -> None:
    into = codes.spend(tx, effect.digest, chat.id, now)
    if into is not None:
        persons.join(tx, chat, into)
        outbox.post(tx, into, Message(effect.notice), now, purpose=NOTICE)


@_carry.register
def _(effect: do.Part, tx: Connection, chat: Chat, now: datetime) -> None:
    told = persons.others(tx, chat)
    persons.part(tx, chat, now)
    for other, _ in told:
        outbox.post(tx, other, Message(effect.notice), now, purpose=NOTICE)


@_carry.register
def _(effect: do.Remember, tx: Connection, chat: Chat, _now: datetime) -> None:
    answer = Answer(State.ANSWERED, effect.words, effect.value)
    drafts.keep_profile(tx, chat.unit, effect.question, answer)


@_carry.register
def _(effect: do.WakeAt, tx: Connection, chat: Chat, _now: datetime) -> None:
    timers.set(tx, chat.id, effect.key, effect.when)


@_carry.register
def _(effect: do.Cancel, tx: Connection, chat: Chat, _now: datetime) -> None:
    timers.cancel(tx, chat.id, effect.key)


@_carry.register
def _(effect: do.Start, tx: Connection, chat: Chat, now: datetime) -> None:
    upto = drafts.watermark(tx, effect.draft)
    _, version = drafts.pinned(tx, effect.draft)
    payload: Json = {"upto": upto, "version": version}
    jobs.queue(tx, effect.kind, effect.draft, chat.id, payload, now)
