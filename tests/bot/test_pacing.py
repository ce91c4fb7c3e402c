"""Pacing: no limit is ever broken, order holds, everybody's turn comes. The clock is a number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import cycle

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.pacing import MANY, Limit, Line, Pace, Pacer, backoff

PACE = Pace()
SOON = 1e-6
"""Floating point: a moment this short is none."""

chats = st.integers(0, 5)
posts = st.lists(st.tuples(st.floats(0, 4), chats), max_size=80)
lateness = st.lists(st.floats(0, 1.5), min_size=1, max_size=8)


@dataclass
class Street:
    """Messages arrive, a sender wakes, later than it wished to, and sends what may go."""

    late: Iterable[float]
    pacer: Pacer = field(default_factory=lambda: Pacer(PACE))
    now: float = 0.0
    sent: list[tuple[float, int, int]] = field(default_factory=list)
    """When, in which chat, the how manieth message of all."""

    def __post_init__(self) -> None:
        self.line: Line[tuple[int, int]] = Line(self.pacer)

    def deliver(self, posts: Sequence[tuple[float, int]]) -> None:
        arriving = sorted((at, number, chat) for number, (at, chat) in enumerate(posts))
        for late in cycle(self.late):
            while arriving and arriving[0][0] <= self.now:
                _, number, chat = arriving.pop(0)
                self.line.join(chat, (chat, number))
            self.send()
            if not (arriving or len(self.line)):
                return
            wait = self.line.wait(self.now)
            soonest = [self.now + wait] if wait is not None else []
            self.now = min([*soonest, *(at for at, _, _ in arriving)]) + late + SOON

    def send(self) -> None:
        while (item := self.line.take(self.now)) is not None:
            self.sent.append((self.now, *item))

    def times(self, chat: int | None = None) -> list[float]:
        return [at for at, each, _ in self.sent if chat in {None, each}]


def most(times: list[float], seconds: float) -> int:
    """In any window that long."""
    return max(
        (sum(start <= at < start + seconds - SOON for at in times) for start in times), default=0
    )


@given(posts, lateness)
@example([(0.0, n % 6) for n in range(80)], [0.9, 0.0])
def test_no_window_ever_holds_more_than_its_limit(
    posts: list[tuple[float, int]], late: list[float]
) -> None:
    street = Street(late)
    street.deliver(posts)

    assert most(street.times(), PACE.bot.seconds) <= PACE.bot.count
    for chat in range(6):
        assert most(street.times(chat), PACE.chat.seconds) <= PACE.chat.count


@given(st.integers(31, 200), lateness)
def test_many_chats_together_keep_to_the_limit_of_the_bot(chats: int, late: list[float]) -> None:
    street = Street(late)
    street.deliver([(0.0, chat) for chat in range(chats)])

    assert most(street.times(), PACE.bot.seconds) <= PACE.bot.count
    assert [chat for _, chat, _ in street.sent] == list(range(chats))


@given(posts, lateness)
def test_everything_is_sent_and_in_order_within_a_chat(
    posts: list[tuple[float, int]], late: list[float]
) -> None:
    street = Street(late)
    street.deliver(posts)
    by_chat: dict[int, list[int]] = defaultdict(list)
    for _, chat, number in street.sent:
        by_chat[chat].append(number)

    assert sorted(number for _, _, number in street.sent) == list(range(len(posts)))
    for numbers in by_chat.values():
        assert numbers == sorted(numbers, key=lambda number: (posts[number][0], number))


def test_a_chat_alone_gets_a_burst_and_then_one_a_second() -> None:
    street = Street([0.0])
    street.deliver([(0.0, 1)] * 30)
    times = street.times()

    assert times[2] == 0.0
    assert times[-1] == pytest.approx(27.0, abs=0.001)


def test_nobody_starves_behind_chats_that_talk_without_end() -> None:
    """300 messages of ten talkers are waiting when the quiet one joins."""
    street = Street([0.0])
    street.deliver([*((0.0, chat) for _ in range(30) for chat in range(10)), (0.1, 99)])

    assert street.times(99)[0] < 1.1


# --- a platform that wants silence -----------------------------------------------------------


@given(st.floats(0.1, 600), st.integers(1, 20))
def test_a_hold_of_one_chat_delays_no_other(seconds: float, others: int) -> None:
    street = Street([0.0])
    street.pacer.hold(seconds, 0.0, chat=0)
    street.deliver([(0.0, chat) for chat in range(others + 1)])

    assert street.times(0)[0] >= seconds - SOON
    assert all(street.times(chat) == [0.0] for chat in range(1, others + 1))


@given(st.floats(0.1, 600))
def test_a_hold_of_the_bot_delays_everybody(seconds: float) -> None:
    street = Street([0.0])
    street.pacer.hold(seconds, 0.0)
    street.deliver([(0.0, chat) for chat in range(5)])

    assert min(street.times()) >= seconds - SOON


def test_a_shorter_hold_does_not_end_a_longer_one() -> None:
    pacer = Pacer(PACE)
    pacer.hold(10, 0.0, chat=1)
    pacer.hold(1, 0.0, chat=1)

    assert pacer.wait(1, 0.0) == 10


def test_a_hold_counts_also_where_the_limit_is_used_up() -> None:
    pacer = Pacer(PACE)
    for _ in range(PACE.bot.count):
        pacer.use(1, 0.0)
    pacer.hold(10, 0.0, chat=1)
    assert pacer.wait(1, 0.0) == 10

    pacer.hold(20, 0.0)
    assert pacer.wait(2, 0.0) == 20


def test_chats_that_rest_are_forgotten_but_not_what_was_asked_of_them() -> None:
    pacer = Pacer(PACE)
    pacer.hold(1e6, 0.0, chat=-1)
    for chat in range(3 * MANY):
        pacer.use(chat, float(chat))

    assert len(pacer._chats) <= MANY
    assert pacer.wait(-1, 0.0) == 1e6


# --- the line --------------------------------------------------------------------------------


def test_what_comes_back_goes_before_what_came_after_it() -> None:
    line: Line[str] = Line(Pacer(PACE))
    line.join(1, "hai")
    line.return_to_front(1, "một")

    assert [line.take(0.0), line.take(0.0), line.take(0.0)] == ["một", "hai", None]


def test_who_left_waits_no_more() -> None:
    line: Line[str] = Line(Pacer(PACE))
    line.join(1, "một")

    assert line.leave() == ["một"]
    assert (len(line), line.wait(0.0)) == (0, None)


# --- waits -----------------------------------------------------------------------------------


@given(st.integers(1, 10_000), st.floats(0, 1, exclude_max=True))
def test_a_pause_lies_between_nothing_and_its_bound(attempts: int, chance: float) -> None:
    pause = backoff(PACE, attempts, chance)

    assert 0 <= pause <= PACE.longest_wait
    assert pause <= PACE.first_wait * 2 ** min(attempts - 1, 50)


@pytest.mark.parametrize(("attempts", "longest"), [(1, 0.5), (2, 1), (3, 2), (8, 60), (99, 60)])
def test_the_bound_doubles_up_to_a_minute(attempts: int, longest: float) -> None:
    assert backoff(PACE, attempts, 1.0) == longest


def test_a_faster_pace_divides_paces_and_waits_and_no_count_nor_patience() -> None:
    fast = PACE.faster(100)

    assert fast.bot == Limit(30, 0.01)
    assert fast.chat == Limit(3, 0.03)
    assert (fast.first_wait, fast.look) == (0.005, 0.005)
    assert (fast.lease, fast.drain, fast.slow) == (PACE.lease, PACE.drain, PACE.slow)
