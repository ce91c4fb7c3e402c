"""Drafts and their answers. Answers are only ever added: the newest revision of a question counts.

Not the rules of drafts (flows.drafts). In every mapping of answers a key is the question's id, or
"question/item" for a repeated part or row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, case, func, insert, or_, select, update

from flows.dialogue.context import DraftCard
from flows.dialogue.effects import Keep
from flows.drafts.values import Answer, Answers, Source, State
from outlines.text import short
from storage import tables
from storage.chats import Chat
from storage.codec import answers_from_json, answers_to_json
from storage.errors import Missing

D = tables.draft.c
R = tables.revision.c

SHORT = 80
"""Longest short words, in characters, on one line."""
NOT_NOW = (Source.EDITED.value, Source.CARRIED.value)
"""Sources of answers that were not given just now."""
BRIEF = 2000
"""A turn does not read the value of an answer longer than this many characters."""


@dataclass(frozen=True, slots=True)
class Notes:
    """What a turn knows of a draft without reading its answers in full."""

    answers: Answers = field(default_factory=dict)
    lengths: Mapping[str, int] = field(default_factory=dict)
    """Characters of each answer's words."""
    last: str = ""
    """The question answered last; neither a draft's settings, nor edits of old messages, nor what was carried over
    count.
    """


@dataclass(frozen=True, slots=True)
class Kept:
    """A new revision. `conflict`: somebody had answered since; both are kept, and this one is the newer."""

    id: int
    seq: int
    conflict: bool


def open(
    tx: Connection, draft_id: str, chat: Chat, outline_id: str, name: str, now: datetime
) -> None:
    """A new draft of this person and unit, pinned to the outline's newest version. Raises Missing."""
    row = {
        "id": draft_id,
        "unit_id": chat.unit,
        "owner_id": chat.person,
        "outline_id": outline_id,
        "outline_version": _newest(tx, outline_id),
        "name": name,
        "created_at": now,
        "used_at": now,
    }
    tx.execute(insert(tables.draft), row)
    own = {"draft_id": draft_id, "person_id": chat.person, "right": "own"}
    tx.execute(insert(tables.access), own)


def rename(tx: Connection, draft_id: str, name: str) -> None:
    tx.execute(update(tables.draft).where(D.id == draft_id).values(name=name))


def repin(tx: Connection, draft_id: str, version: int) -> None:
    """From now on the draft follows this version of its outline."""
    tx.execute(update(tables.draft).where(D.id == draft_id).values(outline_version=version))


def bin(tx: Connection, draft_id: str, now: datetime) -> None:
    """Out of sight; `housekeeping` purges it when it has lain there long enough."""
    tx.execute(update(tables.draft).where(D.id == draft_id).values(status="binned", binned_at=now))


def restore(tx: Connection, draft_id: str) -> None:
    tx.execute(update(tables.draft).where(D.id == draft_id).values(status="open", binned_at=None))


def pinned(tx: Connection, draft_id: str) -> tuple[str, int]:
    """(outline id, version). Raises Missing."""
    row = tx.execute(select(D.outline_id, D.outline_version).where(D.id == draft_id)).first()
    if row is None:
        raise Missing("the draft is not there")
    return row.outline_id, row.outline_version


def cards(tx: Connection, person_id: int) -> list[DraftCard]:
    """Every draft this person may see, the last used first, those in the bin too (`status`)."""
    mine = select(tables.access.c.draft_id).where(tables.access.c.person_id == person_id)
    drafts = tx.execute(
        select(D.id, D.name, D.outline_id, D.status)
        .where(D.id.in_(mine))
        .order_by(D.used_at.desc(), D.created_at.desc(), D.id)
    ).all()
    notes: dict[str, dict[str, Answer]] = {draft.id: {} for draft in drafts}
    for row in tx.execute(_brief(R.draft_id.in_(mine))):
        notes[row.draft_id][_key(row)] = _answer(row)
    return [DraftCard(d.id, d.name, d.outline_id, d.status, notes[d.id]) for d in drafts]


def notes(tx: Connection, draft_id: str, whole: Collection[str] = ()) -> Notes:
    """Short words of every answer; in full those of settings and of the questions in *whole* (facts)."""
    rows = tx.execute(_brief(R.draft_id == draft_id, whole)).all()
    asked = [row for row in rows if not row.question.startswith("@")]
    newest = max(asked, key=lambda row: row.id, default=None)
    return Notes(
        answers=_answers(rows),
        lengths={_key(row): row.length for row in rows},
        last=_last(tx, draft_id, newest) if newest is not None else "",
    )


def _last(tx: Connection, draft_id: str, newest: Row[Any]) -> str:
    """To edit an old message is not to answer its question now, nor is it an answer that was carried over."""
    if newest.source not in NOT_NOW:
        return str(newest.question)
    here = [R.draft_id == draft_id, R.source.not_in(NOT_NOW)]
    asked = [*here, R.question.not_like("@%")]
    found = select(R.question).where(*asked).order_by(R.id.desc()).limit(1)
    return tx.execute(found).scalar() or ""


def words(tx: Connection, draft_id: str, question: str, item: str = "") -> str:
    """The newest words in full; empty if there are none."""
    same = _same(draft_id, question, item)
    found = tx.execute(select(R.words).where(*same).order_by(R.seq.desc()).limit(1)).scalar()
    return found or ""


def answers(tx: Connection, draft_id: str, upto: int | None = None) -> Answers:
    """Full words and values as they stood at the watermark *upto*, or as they stand now."""
    about = [R.draft_id == draft_id] + ([R.id <= upto] if upto is not None else [])
    columns = (R.question, R.item, R.seq, R.state, R.words, R.value)
    return _answers(tx.execute(select(*columns).where(R.id.in_(_last_ids(*about)))))


def keep(tx: Connection, keep: Keep, chat: Chat, now: datetime) -> Kept:
    """Adds a revision; the draft stays locked until the transaction ends. Raises Missing."""
    lock(tx, keep.draft, now)
    same = _same(keep.draft, keep.question, keep.item)
    newest = tx.execute(select(func.max(R.seq)).where(*same)).scalar() or 0
    row = {
        **_words_of(keep),
        "draft_id": keep.draft,
        "question": keep.question,
        "item": keep.item,
        "seq": newest + 1,
        "based_on": keep.based_on,
        "state": keep.state.value,
        "source": keep.source.value,
        "person_id": chat.person,
        "chat_id": chat.id,
        "created_at": now,
    }
    id = tx.execute(insert(tables.revision).returning(R.id), row).scalar_one()
    return Kept(id, newest + 1, conflict=newest > keep.based_on)


def watermark(tx: Connection, draft_id: str) -> int:
    """The id of the draft's newest revision, 0 if there is none: `answers(upto=…)` shows it as it is now."""
    return tx.execute(select(func.max(R.id)).where(R.draft_id == draft_id)).scalar() or 0


def profile(tx: Connection, unit_id: int) -> Answers:
    """The unit's own facts, asked once in a life."""
    asked = select(tables.unit.c.profile).where(tables.unit.c.id == unit_id)
    return answers_from_json(tx.execute(asked).scalar_one())


def keep_profile(tx: Connection, unit_id: int, question: str, answer: Answer) -> None:
    own = tables.unit.c.id == unit_id
    stands = tx.execute(select(tables.unit.c.profile).where(own).with_for_update()).scalar_one()
    kept = {**answers_from_json(stands), question: answer}
    tx.execute(update(tables.unit).where(own).values(profile=answers_to_json(kept)))


def add_piece(
    tx: Connection, revision_id: int, key: str, at: datetime | None, words: str, now: datetime
) -> None:
    """One incoming message of a revision: its platform key and time."""
    row = {"revision_id": revision_id, "key": key, "at": at, "words": words, "created_at": now}
    tx.execute(insert(tables.piece), row)


def _newest(tx: Connection, outline_id: str) -> int:
    version = tables.outline_version.c
    newest = select(func.max(version.version)).where(version.id == outline_id)
    found: int | None = tx.execute(newest).scalar()
    if found is None:
        raise Missing(f"outline {outline_id}")
    return found


def lock(tx: Connection, draft_id: str, now: datetime) -> None:
    """Nobody else writes the draft until the transaction ends. After the chat's lock. Raises Missing."""
    touched = update(tables.draft).where(D.id == draft_id).returning(D.id)
    if tx.execute(touched, {"used_at": now}).first() is None:
        raise Missing("the draft is not there")


def _words_of(keep: Keep) -> dict[str, object]:
    return {
        "words": keep.words,
        "short": short(keep.words, SHORT),
        "length": len(keep.words),
        "value": keep.value,
    }


def _same(draft_id: str, question: str, item: str) -> list[Any]:
    return [R.draft_id == draft_id, R.question == question, R.item == item]


def _last_ids(*about: Any) -> Select[Any]:
    """Ids of the newest revisions. A draft is locked while it is written, so ids grow as seqs do."""
    return select(func.max(R.id)).where(*about).group_by(R.draft_id, R.question, R.item)


def _brief(about: Any, whole: Collection[str] = ()) -> Select[Any]:
    full = or_(R.question.startswith("@"), R.question.in_(whole))
    return select(
        *(R.id, R.draft_id, R.question, R.item, R.seq, R.state, R.length, R.source),
        case((full, R.words), else_=R.short).label("words"),
        case((or_(full, R.length <= BRIEF), R.value)).label("value"),
    ).where(R.id.in_(_last_ids(about)))


def _answers(rows: Iterable[Row[Any]]) -> dict[str, Answer]:
    return {_key(row): _answer(row) for row in rows}


def _answer(row: Row[Any]) -> Answer:
    return Answer(State(row.state), row.words, row.value, row.seq)


def _key(row: Row[Any]) -> str:
    return f"{row.question}/{row.item}" if row.item else str(row.question)
