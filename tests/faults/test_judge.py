"""The judge finds every wrong that is planted in a small world in which all is well."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from flows.dialogue import phrases
from tests.faults.evidence import Evidence, Kept, Offered, Ordered, Said, Update
from tests.faults.judge import Verdict, judge
from tests.faults.side import Shown, Told

CHAT = "1000"
ONE, TWO = "w1000-000001 chi bộ họp", "w1000-000002 đủ người"


def at(second: int) -> datetime:
    return datetime(2026, 11, 22, tzinfo=UTC) + timedelta(seconds=second)


WELL = Evidence(
    told=[
        Told("1", 1, CHAT, 11, ONE),
        Told("2", 2, CHAT, 12, TWO),
        Told("3", 3, CHAT, 14, "/xuat"),
    ],
    shown={CHAT: [Shown(13, "Đã ghi."), Shown(15, "Báo cáo")]},
    inbox=[Update(n, str(n), CHAT, "done", at(n)) for n in (1, 2, 3)],
    kept=[
        Kept(1, CHAT, "d", "q", ONE, at(1), ("11",)),
        Kept(2, CHAT, "d", "q", f"{ONE}\n{TWO}", at(2), ("11", "12")),
    ],
    said=[
        Said(1, CHAT, "Đã ghi.", "sent", at(2), 13),
        Said(2, CHAT, "Báo cáo", "sent", at(4), 15, "file"),
    ],
    jobs=[Ordered(1, CHAT, "done", at(3))],
)


def test_where_all_is_well_nothing_is_found() -> None:
    found = judge(WELL)
    assert found == Verdict()


@pytest.mark.parametrize(
    "wrong",
    [
        replace(WELL, kept=WELL.kept[:1]),
        replace(WELL, kept=[WELL.kept[0], replace(WELL.kept[1], words=f"{ONE}\n{TWO[:-3]}")]),
        replace(WELL, inbox=WELL.inbox[:2]),
        replace(WELL, inbox=[*WELL.inbox[:2], replace(WELL.inbox[2], state="waiting")]),
    ],
    ids=["no revision", "a word cut off", "never taken", "never done"],
)
def test_what_is_lost_is_found(wrong: Evidence) -> None:
    assert judge(wrong).lost


@pytest.mark.parametrize(
    "answered",
    [
        replace(WELL, offered=[Offered(CHAT, f'put ["q", "{TWO}"]')]),
        replace(WELL, said=[*WELL.said, Said(3, CHAT, phrases.PICK_NUMBER, "sent", at(2), 16)]),
    ],
    ids=["asked back", "said not to be kept"],
)
def test_words_that_the_bot_spoke_of_are_not_lost(answered: Evidence) -> None:
    assert not judge(replace(answered, kept=WELL.kept[:1])).lost


@pytest.mark.parametrize(
    "wrong",
    [
        replace(WELL, inbox=[*WELL.inbox, replace(WELL.inbox[0], id=4)]),
        replace(WELL, kept=[*WELL.kept, replace(WELL.kept[1], id=3)]),
        replace(WELL, kept=[*WELL.kept, Kept(3, CHAT, "d", "p", "1", at(9))]),
        replace(WELL, kept=[WELL.kept[0], replace(WELL.kept[1], words=f"{ONE}\n{ONE}\n{TWO}")]),
        replace(WELL, kept=[WELL.kept[0], replace(WELL.kept[1], pieces=("11", "12", "+12"))]),
        replace(WELL, jobs=[*WELL.jobs, Ordered(2, CHAT, "done", at(3))]),
        replace(WELL, said=[*WELL.said, Said(3, CHAT, "", "sent", at(5), 16, "file")]),
    ],
    ids=["update", "revision", "nobody's revision", "words", "piece", "report", "file"],
)
def test_what_is_doubled_is_found(wrong: Evidence) -> None:
    assert judge(wrong).doubled


@pytest.mark.parametrize(
    "wrong",
    [
        replace(WELL, kept=[WELL.kept[0], replace(WELL.kept[1], words=f"{TWO}\n{ONE}")]),
        replace(WELL, inbox=[replace(WELL.inbox[0], at=at(3)), *WELL.inbox[1:]]),
        replace(WELL, said=[replace(WELL.said[0], place=15), replace(WELL.said[1], place=13)]),
        replace(WELL, shown={CHAT: [Shown(12, "Báo cáo"), *WELL.shown[CHAT]]}),
    ],
    ids=["pieces", "updates", "messages", "a repetition too early"],
)  # fmt: skip
def test_what_is_swapped_is_found(wrong: Evidence) -> None:
    assert judge(wrong).swapped


def test_a_repetition_is_counted_apart() -> None:
    found = judge(replace(WELL, shown={CHAT: [Shown(12, "Đã ghi."), *WELL.shown[CHAT]]}))
    assert found.twice == 1
    assert not found.swapped


def test_what_was_not_sent_is_found() -> None:
    wrong = replace(WELL, said=[WELL.said[0], replace(WELL.said[1], state="undeliverable")])
    assert judge(wrong).unfinished


def test_what_a_dead_process_took_with_it_is_counted_apart() -> None:
    """Only where the platform cannot know, and only what did not come in."""
    first, *rest = WELL.told
    found = judge(
        replace(
            WELL, told=[replace(first, sure=False), Told("9", 9, CHAT, 17, TWO, sure=False), *rest]
        )
    )
    assert found.gone == 1
    assert not found.lost


def test_words_that_came_in_are_looked_for_whoever_is_sure() -> None:
    unsure = [replace(each, sure=False) for each in WELL.told]
    assert judge(replace(WELL, told=unsure, kept=WELL.kept[:1])).lost
