"""Compares what people said, what is kept and what was shown. Pure; every finding is a sentence for a developer.

A turn writes everything at one time, so an update (chat, time) is known to have made a revision, a job or a reply.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import TypeAlias

from flows.dialogue import phrases
from outlines.text import clean
from tests.faults.evidence import Evidence, Said
from tests.faults.side import Shown

MARK = re.compile(r"w\d+-\d{6}")
REFUSALS = (
    phrases.PICK_NUMBER, phrases.NO_DRAFT, phrases.CORRECTED_LATER, phrases.WHICH_OUTLINE,
    phrases.WHICH_DRAFT, phrases.OF_ANOTHER_DRAFT, phrases.DEALT_ALREADY,
    "Xin đồng chí ghi", "Câu này chỉ cần một dòng", "Câu này xin đồng chí ghi ngắn",
    "Lịch không có ngày", "Tên tổ chức xin ghi", "có lẽ ghi nhầm năm", "xin đồng chí ghi dòng ấy",
    "Không có dòng", "Không có ô ấy", "vẫn giữ chữ cũ",
)  # fmt: skip
"""By one of these a reply says that the words were not kept."""

Turn: TypeAlias = tuple[str, datetime | None]
"""Chat and time."""


@dataclass(frozen=True, slots=True)
class Verdict:
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    swapped: list[str] = field(default_factory=list)
    unfinished: list[str] = field(default_factory=list)
    """Updates that failed, messages that were not sent."""
    twice: int = 0
    """Messages that were shown more than once."""
    gone: int = 0
    """Updates that are in the platform's hands: handed over to a process that died, and not again."""


def judge(evidence: Evidence) -> Verdict:
    order = list(_order(evidence))
    return Verdict(
        lost=list(_lost(evidence)),
        doubled=list(_doubled(evidence)),
        swapped=[*_pieces(evidence), *_updates(evidence), *(each for each in order if each)],
        unfinished=list(_unfinished(evidence)),
        twice=order.count(""),
        gone=_gone(evidence),
    )


# --- lost ----------------------------------------------------------------------------------------


def _lost(evidence: Evidence) -> Iterator[str]:
    """Words that stand in no revision, were not asked back, and of which no reply said that they are not kept."""
    rows = {each.key: each for each in evidence.inbox}
    kept = _by_mark([each.words for each in evidence.kept])
    offered = _by_mark([each.choices for each in evidence.offered])
    refused = _refused(evidence)
    replies = _replies(evidence)
    for told in evidence.told:
        row = rows.get(told.key)
        if row is None and not told.sure:
            continue  # counted by `_gone`
        if row is None or row.state == "waiting":
            yield f"update {told.key} of {told.chat} was not taken: {told.words[:40]}"
        elif (mark := MARK.search(told.words)) and (row.chat, row.at) not in refused:
            words = clean(told.words)
            if mark[0] not in offered and not any(words in each for each in kept[mark[0]]):
                reply = replies[row.chat, row.at]
                yield f"words of {told.key}, {row.at}: {told.words[:40]} -> {reply[:80]}"


def _gone(evidence: Evidence) -> int:
    taken = {each.key for each in evidence.inbox}
    return sum(not each.sure and each.key not in taken for each in evidence.told)


def _by_mark(texts: Sequence[str]) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for text in texts:
        for mark in set(MARK.findall(text)):
            found[mark].append(text)
    return found


def _replies(evidence: Evidence) -> defaultdict[Turn, str]:
    """What a turn said, so that a finding explains itself."""
    found: defaultdict[Turn, str] = defaultdict(str)
    for each in evidence.said:
        found[each.chat, each.at] += f"{each.text} "
    return found


def _refused(evidence: Evidence) -> set[Turn]:
    return {
        (each.chat, each.at)
        for each in evidence.said
        if any(refusal in each.text for refusal in REFUSALS)
    }


# --- doubled -------------------------------------------------------------------------------------


def _doubled(evidence: Evidence) -> Iterator[str]:
    """What one update may do once and was done more often, or was done by no update that is known."""
    for key, count in Counter(each.key for each in evidence.inbox).items():
        if count > 1:
            yield f"update {key} was taken {count} times"
    turns = Counter[Turn]((each.chat, each.at) for each in evidence.inbox)
    changes = Counter((each.chat, each.at, each.draft, each.question) for each in evidence.kept)
    for (chat, at, _, question), count in changes.items():
        if count > turns[chat, at]:
            yield f"{count} revisions of {question} by {turns[chat, at]} updates of {chat} at {at}"
    for (chat, when), count in Counter[Turn](
        (each.chat, each.at) for each in evidence.jobs
    ).items():
        if count > turns[chat, when]:
            yield f"{count} reports ordered by {turns[chat, when]} updates of {chat} at {when}"
    yield from _doubled_words(evidence)
    yield from _doubled_files(evidence)


def _doubled_words(evidence: Evidence) -> Iterator[str]:
    for each in evidence.kept:
        keys = [key.lstrip("+") for key in each.pieces]
        marks = MARK.findall(each.words)
        if len(keys) != len(set(keys)) or len(marks) != len(set(marks)):
            yield f"revision {each.id} of {each.question} holds a message twice"


def _doubled_files(evidence: Evidence) -> Iterator[str]:
    files = Counter(each.file for each in evidence.said if each.file)
    done = sum(each.state == "done" for each in evidence.jobs)
    if files.total() > done or any(count > 1 for count in files.values()):
        yield f"{files.total()} files of {done} reports"


# --- out of order --------------------------------------------------------------------------------


def _pieces(evidence: Evidence) -> Iterator[str]:
    """Within an answer, in the order in which the person wrote."""
    places = {mark[0]: t.place for t in evidence.told if (mark := MARK.search(t.words))}
    for each in evidence.kept:
        written = [places.get(mark, 0) for mark in MARK.findall(each.words)]
        if written != sorted(written):
            yield f"revision {each.id} of {each.question}: {MARK.findall(each.words)}"


def _updates(evidence: Evidence) -> Iterator[str]:
    """Of a chat: what the platform handed over first was done first."""
    rows = {each.key: each for each in evidence.inbox}
    chats: defaultdict[str, list[tuple[int, datetime, int]]] = defaultdict(list)
    for told in evidence.told:
        row = rows.get(told.key)
        if told.words and row and row.at:
            chats[told.chat].append((told.order, row.at, row.id))
    for chat, done in chats.items():
        for before, after in pairwise(sorted(done)):
            if before[1:] > after[1:]:
                yield f"{chat}: update {after[0]} was done before {before[0]}"


def _order(evidence: Evidence) -> Iterator[str]:
    """Messages of a chat against the outbox: a sentence for each that is out of place, "" for a repetition."""
    chats: defaultdict[str, list[Said]] = defaultdict(list)
    for each in evidence.said:
        if each.place:
            chats[each.chat].append(each)
    for chat in {**chats, **evidence.shown}:
        yield from _order_of(chats[chat], evidence.shown.get(chat, ()))


def _order_of(said: Sequence[Said], shown: Sequence[Shown]) -> Iterator[str]:
    """A repetition comes before the message that was noted, and after everything older."""
    noted = {each.place: each for each in said}
    for before, after in pairwise(said):
        if before.place > after.place:
            yield f"message {after.id} was shown before {before.id}"
    expected: Said | None = None
    for each in sorted(shown, key=lambda each: -each.id):
        expected = noted.get(each.id, expected)
        if each.id not in noted:
            fits = expected is not None and each.text.startswith(expected.text.strip())
            yield "" if fits else f"{each.id} was shown out of place: {each.text[:40]}"


# --- unfinished ----------------------------------------------------------------------------------


def _unfinished(evidence: Evidence) -> Iterator[str]:
    yield from (
        f"update {each.key}: {each.state}" for each in evidence.inbox if each.state != "done"
    )
    yield from (
        f"message {each.id}: {each.state}" for each in evidence.said if each.state != "sent"
    )
    yield from (
        f"report {each.id}: {each.state}" for each in evidence.jobs if each.state == "waiting"
    )
