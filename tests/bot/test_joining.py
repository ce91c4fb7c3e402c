"""Answers of several messages on the real runner: durable pieces, durable timers, rests of months."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from bot.house import House, open_house
from bot.runner import Incoming
from bot.wire import to_json
from bot.world import World
from flows.dialogue.events import Said, Started
from flows.dialogue.messages import Limits
from flows.dialogue.session import Phase
from storage import chats, drafts, housekeeping, inbox, outbox
from storage.chats import Address
from tests.conftest import MINI
from tests.memory import NOW
from tests.worlds import at_once, counted

PHONE = Address("phone", "bot", "lan", "lan")
FACTS = ("1", "Chi bộ thôn 3", "Đảng bộ xã Hòa An", "2020-2025", "1", "1")


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def pass_(self, **time: float) -> datetime:
        self.now += timedelta(**time)
        return self.now


class Phone:
    """A chat on a channel that joins messages and has a clock of its own."""

    def __init__(self, house: House, clock: Clock) -> None:
        self.house, self.clock, self._n = house, clock, 0

    def say(self, *messages: str) -> None:
        for words in messages:
            self._n += 1
            key = f"{self.clock.now.isoformat()}:{self._n}"
            said = Said(words, key, self.clock.now)
            self.house.runner.take(Incoming(PHONE, key, said))
            self.read()

    def wait(self, **time: float) -> list[str]:
        self.clock.pass_(**time)
        self.house.runner.catch_up()
        return self.read()

    def read(self) -> list[str]:
        """What has come, now delivered."""
        read: list[str] = []
        while batch := self.house.store.run(
            lambda tx: outbox.claim(tx, "phone", self.clock.now, 10, timedelta(0))
        ):
            for each in batch:
                self.house.store.run(partial(outbox.sent, id=each.id, now=self.clock.now))
                read.append(each.message.text)
        return read

    def start(self) -> list[str]:
        self._n += 1
        key = f"start:{self.clock.now.isoformat()}:{self._n}"
        self.house.runner.take(Incoming(PHONE, key, Started()))
        return self.read()

    def words(self, question: str) -> str:
        draft = self._chat().session.draft
        return self.house.store.run(lambda tx: drafts.words(tx, draft, question))

    def _chat(self) -> chats.Chat:
        return self.house.store.run(lambda tx: chats.take(tx, PHONE, self.clock.now))

    @property
    def phase(self) -> Phase:
        return self._chat().session.phase


@contextmanager
def phone(folder: Path, clock: Clock) -> Iterator[Phone]:
    world = counted()
    joined = World(lambda: clock.now, world.token, {"phone": Limits(joins=True)})
    with open_house(
        str(folder / "phone.db"), world=joined, outlines=[MINI], submit=at_once
    ) as house:
        yield Phone(house, clock)


def writing(folder: Path, clock: Clock) -> None:
    with phone(folder, clock) as lan:
        lan.start()
        for words in FACTS:
            clock.pass_(seconds=5)
            lan.say(words)
        clock.pass_(seconds=5)


def test_an_answer_of_three_messages_survives_a_restart_before_it_is_complete(
    tmp_path: Path,
) -> None:
    clock = Clock()
    writing(tmp_path, clock)
    with phone(tmp_path, clock) as lan:
        for words in ("Một.", "Hai.", "Ba."):
            clock.pass_(seconds=1)
            lan.say(words)

    with phone(tmp_path, clock) as lan:
        assert lan.phase is Phase.COLLECTING
        told = lan.wait(seconds=4)

        assert lan.words("kq_chinh_tri") == "Một.\nHai.\nBa."
        assert "3 tin" in told[0]
        assert "Công tác chính trị tư tưởng" in told[0]


def test_a_timer_that_was_set_anew_does_not_ring_for_the_old_time(tmp_path: Path) -> None:
    clock = Clock()
    writing(tmp_path, clock)
    with phone(tmp_path, clock) as lan:
        lan.say("Một.")
        clock.pass_(seconds=2)
        lan.say("Hai.")

        assert lan.wait(seconds=2) == []
        assert lan.wait(seconds=2) != []


def test_a_late_piece_joins_the_answer_it_was_written_for(tmp_path: Path) -> None:
    clock = Clock()
    writing(tmp_path, clock)
    with phone(tmp_path, clock) as lan:
        lan.say("Một.")
        written = clock.pass_(seconds=3)
        lan.wait(seconds=2)
        late = Incoming(PHONE, "late", Said("Hai, gửi chậm.", "late", written))
        lan.house.runner.take(late)

        assert lan.words("kq_chinh_tri") == "Một.\nHai, gửi chậm."
        assert "câu trước" in lan.read()[0]


def test_after_four_hundred_days_every_word_is_there_and_the_same_question(tmp_path: Path) -> None:
    clock = Clock()
    writing(tmp_path, clock)
    with phone(tmp_path, clock) as lan:
        lan.say("Hoàn thành 12/12 chỉ tiêu.")
        lan.wait(seconds=4)
    clock.pass_(days=400)
    with phone(tmp_path, clock) as lan:
        told = lan.start()

        assert "“Hoàn thành 12/12 chỉ tiêu.”" in told[0]
        assert "Công tác chính trị tư tưởng có gì nổi bật?" in told[0]
        assert lan.words("kq_chinh_tri") == "Hoàn thành 12/12 chỉ tiêu."


def test_after_thirty_days_in_the_bin_a_draft_is_gone_for_good(tmp_path: Path) -> None:
    clock = Clock()
    writing(tmp_path, clock)
    with phone(tmp_path, clock) as lan:
        lan.say("Câu sẽ mất.")
        lan.wait(seconds=4)
        lan.say("/xoa", "1")
        clock.pass_(days=29)
        lan.house.runner.tidy()
        assert any("Lấy lại" in text for text in _choices(lan))

        clock.pass_(days=2)
        lan.house.runner.tidy()
        assert not any("Lấy lại" in text for text in _choices(lan))
        assert lan.house.store.run(lambda tx: housekeeping.overdue(tx, clock.now)) == []
    assert "Câu sẽ mất".encode() not in (tmp_path / "phone.db").read_bytes()


def _choices(lan: Phone) -> list[str]:
    now = lan.clock.now
    return [
        f"Lấy lại: {card.name}"
        for card in lan.house.store.run(
            lambda tx: drafts.cards(tx, chats.take(tx, PHONE, now).person)
        )
        if card.status == "binned"
    ]


def test_what_was_said_before_a_timer_rang_comes_before_it(tmp_path: Path) -> None:
    clock = Clock()
    writing(tmp_path, clock)
    with phone(tmp_path, clock) as lan:
        lan.say("Một.")
        clock.pass_(seconds=2)
        waited = to_json(Said("Hai.", "77", clock.now))
        store, now = lan.house.store, clock.now
        store.run(lambda tx: inbox.receive(tx, PHONE, "waited", waited, now))
        lan.wait(seconds=4)
        lan.house.runner.catch_up()
        lan.wait(seconds=4)

        assert lan.words("kq_chinh_tri") == "Một.\nHai."
