"""Persons and their accounts: joined, so that several chats write the same drafts; and parted again.

An account is a user of a bot on a channel, in however many chats. Not the code that proves the person: `codes`.
Who wrote in a draft keeps it when accounts part, so that a join which was a mistake, or a stranger's, can be undone.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)

from flows.drafts.values import Source, State
from storage import drafts, tables
from storage.chats import Chat, hold_account, member
from storage.errors import ChatBusy

A, C, D, R = tables.access.c, tables.chat.c, tables.draft.c, tables.revision.c
NOWHERE = {
    "phase": "choosing", "draft_id": None, "question": "", "item": "", "token": "", "page": 0,
}  # fmt: skip
"""A session without a draft."""


def others(tx: Connection, chat: Chat) -> list[tuple[int, str]]:
    """The person's other accounts: each one's chat that was used last, with its channel."""
    elsewhere = select(C.id, C.channel, C.bot, C.user).where(_theirs(chat.person), ~_account(chat))
    rows = tx.execute(elsewhere.order_by(C.used_at.desc(), C.id.desc())).all()
    newest = {(row.channel, row.bot, row.user): row.id for row in reversed(rows)}
    return [(id, channel) for (channel, _, _), id in newest.items()]


def of_chat(tx: Connection, chat_id: int) -> tuple[int, str]:
    """The person in it, and its channel."""
    row = tx.execute(select(C.person_id, C.channel).where(C.id == chat_id)).one()
    return row.person_id, row.channel


def drafts_of(tx: Connection, person: int) -> int:
    """How many they may see, without those in the bin."""
    seen = select(A.draft_id).where(A.person_id == person)
    count = select(func.count()).where(D.id.in_(seen), D.status != "binned")
    return tx.execute(count).scalar_one()


def may_see(tx: Connection, person: int, draft: str) -> bool:
    right = select(A.person_id).where(A.draft_id == draft, A.person_id == person).limit(1)
    return tx.execute(right).first() is not None


def join(tx: Connection, chat: Chat, into: int) -> None:
    """The person of *chat*, with every account and draft, becomes that of the chat *into*. Raises ChatBusy."""
    hold_account(tx, chat.address)
    person = of_chat(tx, into)[0]
    _hold(tx, chat.person, person)
    found = tx.execute(select(C.person_id, C.unit_id).where(C.id == into)).one()
    if found.person_id != person:
        raise ChatBusy("the other chat is being joined to a third")
    if person != chat.person:
        _merge(tx, chat, person, found.unit_id)


def _merge(tx: Connection, chat: Chat, person: int, unit: int) -> None:
    """Each account keeps its unit, and what that told of itself; what it had not told it learns from the other."""
    moved = update(tables.chat).where(_theirs(chat.person))
    tx.execute(moved.values(person_id=person))
    _share(tx, A.person_id == chat.person, person)
    tx.execute(delete(tables.access).where(A.person_id == chat.person))
    owned = update(tables.draft).where(D.owner_id == chat.person)
    tx.execute(owned.values(owner_id=person))
    known = drafts.profile(tx, chat.unit)
    for question, answer in drafts.profile(tx, unit).items():
        if question not in known:
            drafts.keep_profile(tx, chat.unit, question, answer)


def part(tx: Connection, chat: Chat, now: datetime) -> None:
    """This chat's account becomes a person of its own, with every draft that was written in from here. What was
    written from here alone the others see no more. Chats that stood in a draft they lose stand nowhere.
    """
    hold_account(tx, chat.address)
    _hold(tx, chat.person)
    person = member(tx, chat.unit, now)
    leaving = update(tables.chat).where(_theirs(chat.person), _account(chat))
    tx.execute(leaving.values(person_id=person))
    mine, theirs = _written_by(tx, person), _written_by(tx, chat.person)
    _take_along(tx, chat.person, person, mine - theirs)
    _share(tx, and_(A.person_id == chat.person, A.draft_id.in_(mine & theirs)), person)
    for each in (person, chat.person):
        seen = select(A.draft_id).where(A.person_id == each)
        lost = update(tables.chat).where(
            _theirs(each), C.draft_id.is_not(None), C.draft_id.not_in(seen)
        )
        tx.execute(lost.values(NOWHERE))


def _take_along(tx: Connection, old: int, new: int, drafts_: Collection[str]) -> None:
    left = and_(A.person_id == old, A.draft_id.in_(drafts_))
    tx.execute(update(tables.access).where(left).values(person_id=new))
    owned = update(tables.draft).where(D.id.in_(drafts_), D.owner_id == old)
    tx.execute(owned.values(owner_id=new))


def _written_by(tx: Connection, person: int) -> set[str]:
    """Drafts with an answer from one of the person's chats. To set something or to leave out a question is none."""
    chats = select(C.id).where(_theirs(person))
    told = [R.question.not_like("@%"), R.state == State.ANSWERED, R.source != Source.CARRIED]
    wrote = select(R.draft_id).distinct().where(R.chat_id.in_(chats), *told)
    return set(tx.execute(wrote).scalars())


def _share(tx: Connection, rows: ColumnElement[bool], person: int) -> None:
    """Gives the person the rights in these rows, where they have none yet."""
    has = select(A.draft_id).where(A.person_id == person)
    given: Select[tuple[str, int, str, str]] = select(
        A.draft_id, literal(person), A.section, A.right
    ).where(rows, A.draft_id.not_in(has))
    names = ["draft_id", "person_id", "section", "right"]
    tx.execute(insert(tables.access).from_select(names, given))


def _hold(tx: Connection, *persons: int) -> None:
    """Nobody else joins or parts them until the transaction ends."""
    p = tables.person.c
    tx.execute(select(p.id).where(p.id.in_(persons)).order_by(p.id).with_for_update()).all()


def _theirs(person: int) -> ColumnElement[bool]:
    return C.person_id == person


def _account(chat: Chat) -> ColumnElement[bool]:
    """Chats of the same user; of a chat without one (a group's): that chat."""
    at = chat.address
    same = and_(C.channel == at.channel, C.bot == at.bot, C.user == at.user)
    return same if at.user else C.id == chat.id
