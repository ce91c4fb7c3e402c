"""Revisions made from others: a message joined to an answer, moved to another, answers carried over.

All of them add; none changes or removes a revision that stands. Plain answers are kept by `drafts.keep`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, insert, select

from flows.dialogue.context import Spoken
from flows.dialogue.effects import Amend, Append, Carry, Keep, Move, TakeBack
from flows.drafts.pieces import EARLIEST, Piece, in_order, join
from flows.drafts.values import Source, State
from outlines.reading import Json
from storage import drafts, tables
from storage.chats import Chat

R = tables.revision.c
P = tables.piece.c


@dataclass(frozen=True, slots=True)
class Standing:
    """The newest revision of a question, and the messages it came in."""

    id: int = 0
    seq: int = 0
    state: State = State.LATER
    words: str = ""
    value: Json = None
    pieces: tuple[Piece, ...] = ()


def standing(tx: Connection, draft: str, question: str, before: int | None = None) -> Standing:
    """The newest one, or the newest with a seq below *before*; an empty one if there is none."""
    about = [R.draft_id == draft, R.question == question, R.item == ""]
    older = [R.seq < before] if before is not None else []
    row = tx.execute(
        select(R.id, R.seq, R.state, R.words, R.value)
        .where(*about, *older)
        .order_by(R.seq.desc())
        .limit(1)
    ).first()
    if row is None:
        return Standing()
    pieces = _pieces(tx, row.id)
    return Standing(row.id, row.seq, State(row.state), row.words, row.value, pieces)


def keep(tx: Connection, order: Keep, chat: Chat, now: datetime) -> None:
    """An answer, with the message that it came in."""
    kept = drafts.keep(tx, order, chat, now)
    if order.piece:
        _add(tx, kept.id, [order.piece], now)


def append(tx: Connection, order: Append, chat: Chat, now: datetime) -> None:
    """The words of the new revision are its messages joined in the order in which they were written."""
    stands = standing(tx, order.draft, order.question)
    about = Keep(order.draft, order.question, State.ANSWERED, based_on=stands.seq)
    before = [each for each in _parts(stands) if not _is_again(each, order.piece)]
    _rewrite(tx, about, [*before, order.piece], chat, now)


def _is_again(piece: Piece, added: Piece) -> bool:
    """The very message: moved here before, taken back where it came from, and moved here once more."""
    nameless = added.key == "" and piece.key.startswith("#") and added.at == EARLIEST
    same = nameless or piece.key.lstrip("+") == added.key.lstrip("+") != ""
    return same and (piece.at, piece.words) == (added.at, added.words)


def spoken(tx: Connection, draft: str, chat: int, key: str) -> Spoken | None:
    """What the message `key` of this chat says in the draft; None if it was never kept there."""
    held = _holding(tx, draft, chat, key)
    if held is None:
        return None
    question, revision, piece = held
    now = standing(tx, draft, question)
    stands = any(_same(each, key) and each.words == piece.words for each in now.pieces)
    return Spoken(question, piece.words, stands or now.id == revision)


def spoken_anywhere(tx: Connection, chat: int, key: str) -> bool:
    """Whether the message `key` of this chat is in any draft that does not lie in the bin."""
    drafts_ = tables.draft.c
    found = (
        select(P.id)
        .join_from(tables.piece, tables.revision, P.revision_id == R.id)
        .join(tables.draft, drafts_.id == R.draft_id)
        .where(R.chat_id == chat, P.key.in_([key, f"+{key}"]), drafts_.status != "binned")
        .limit(1)
    )
    return bool(key) and tx.execute(found).first() is not None


def amend(tx: Connection, order: Amend, chat: Chat, now: datetime) -> None:
    """Where it no longer stands, the revision that holds it comes back, corrected."""
    held = _holding(tx, order.draft, chat.id, order.key)
    if held is None:
        return
    question, revision, piece = held
    stands = standing(tx, order.draft, question)
    parts = stands.pieces
    if not any(_same(each, order.key) and each.words == piece.words for each in parts):
        parts = _pieces(tx, revision)
    amended = [
        replace(each, words=order.words) if _same(each, order.key) and each.words == piece.words
        else each
        for each in parts
    ]  # fmt: skip
    about = Keep(
        order.draft, question, State.ANSWERED, value=order.value, source=Source.EDITED,
        based_on=stands.seq,
    )  # fmt: skip
    _rewrite(tx, about, amended, chat, now)


def _holding(tx: Connection, draft: str, chat: int, key: str) -> tuple[str, int, Piece] | None:
    """(question, revision, piece): the newest revision made from this chat that has the message."""
    row = tx.execute(
        select(R.question, R.id, P.key, P.words, P.at)
        .join_from(tables.piece, tables.revision, P.revision_id == R.id)
        .where(R.draft_id == draft, R.chat_id == chat, P.key.in_([key, f"+{key}"]))
        .order_by(R.id.desc())
        .limit(1)
    ).first()
    return (row.question, row.id, Piece(row.key, row.words, row.at)) if row and key else None


def _same(piece: Piece, key: str) -> bool:
    return piece.key.lstrip("+") == key


def move(tx: Connection, order: Move, chat: Chat, now: datetime) -> None:
    """The newest message goes to the target; the source is what it was without it."""
    stands = standing(tx, order.draft, order.source)
    parts = in_order(_parts(stands))
    if not parts:
        return
    append(tx, Append(order.draft, order.target, parts[-1]), chat, now)
    if parts[:-1]:
        about = Keep(order.draft, order.source, State.ANSWERED, based_on=stands.seq)
        _rewrite(tx, about, parts[:-1], chat, now)
    else:
        _restore(tx, order, stands, chat, now)


def take_back(tx: Connection, order: TakeBack, chat: Chat, now: datetime) -> None:
    """The newest answered words that differ from what stands now; nothing if there are none."""
    stands = standing(tx, order.draft, order.question)
    now_shown = stands.words if stands.state is State.ANSWERED else ""
    old = standing(tx, order.draft, order.question, before=stands.seq)
    while old.seq and (old.state is not State.ANSWERED or old.words == now_shown):
        old = standing(tx, order.draft, order.question, before=old.seq)
    if old.seq:
        effect = Keep(
            order.draft, order.question, old.state, old.words, old.value, based_on=stands.seq
        )
        kept = drafts.keep(tx, effect, chat, now)
        _add(tx, kept.id, old.pieces, now)


def carry(tx: Connection, order: Carry, chat: Chat, now: datetime) -> None:
    """The words of the sources become the target's. One source that goes on as it was keeps its value,
    which a turn need not have seen.
    """
    sources = [standing(tx, order.draft, source) for source in order.sources]
    based_on = standing(tx, order.draft, order.target).seq
    text = "\n".join(each.words for each in sources if each.words)
    alone = len(sources) == 1 and order.state is State.ANSWERED
    value = sources[0].value if alone and order.value is None else order.value
    effect = Keep(
        order.draft, order.target, order.state, text, value, source=Source.CARRIED,
        based_on=based_on,
    )  # fmt: skip
    drafts.keep(tx, effect, chat, now)


def _restore(tx: Connection, order: Move, stands: Standing, chat: Chat, now: datetime) -> None:
    """What stood before the message that went away."""
    old = standing(tx, order.draft, order.source, before=stands.seq)
    effect = Keep(order.draft, order.source, old.state, old.words, old.value, based_on=stands.seq)
    kept = drafts.keep(tx, effect, chat, now)
    _add(tx, kept.id, old.pieces, now)


def _rewrite(
    tx: Connection, about: Keep, parts: Sequence[Piece], chat: Chat, now: datetime
) -> None:
    kept = drafts.keep(tx, replace(about, words=join(parts)), chat, now)
    _add(tx, kept.id, parts, now)


def _parts(stands: Standing) -> tuple[Piece, ...]:
    """An answer that came in no message (chosen, carried) counts as one that came before all."""
    if stands.state is not State.ANSWERED or not stands.words:
        return ()
    return stands.pieces or (Piece("", stands.words, EARLIEST),)


def _pieces(tx: Connection, revision: int) -> tuple[Piece, ...]:
    rows = tx.execute(select(P.key, P.words, P.at).where(P.revision_id == revision).order_by(P.id))
    return tuple(Piece(row.key, row.words, row.at) for row in rows)


def _add(tx: Connection, revision: int, pieces: Sequence[Piece], now: datetime) -> None:
    keys = _keys(revision, pieces)
    rows = [
        {"revision_id": revision, "key": key, "at": each.at, "words": each.words, "created_at": now}
        for key, each in zip(keys, pieces, strict=True)
    ]
    if rows:
        tx.execute(insert(tables.piece), rows)


def _keys(revision: int, pieces: Sequence[Piece]) -> list[str]:
    """Two chats may have a message of one number; the later one is marked, its number still last."""
    keys: list[str] = []
    for n, piece in enumerate(pieces):
        key = piece.key or f"#{revision}.{n}"
        while key in keys:
            key = f"+{key}"
        keys.append(key)
    return keys
