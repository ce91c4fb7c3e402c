"""People, seeded: they know nothing but what they see, and do what people do. Every text carries a mark of its own."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable

from flows.dialogue import phrases
from tests.faults.side import Seen, Side

WORDS = "chi bộ đã tổ chức sinh hoạt định kỳ nghiêm túc đúng quy định trong năm qua".split()
READABLE = (
    "Chi bộ thôn Đông", "Đảng ủy xã Hòa Bình", "2020 - 2025", "2025 - 2030", "3/2/2026", "28",
    "12,5%", "1.250 triệu đồng", "1", "2",
)  # fmt: skip
"""What short questions understand."""
COMMANDS = (
    "/tieptuc", "/tieptuc", "/tieptuc", "/boqua", "/mau", "/xemlai", "/mucluc", "/lui", "/bannhap",
    "/vietthem", "/laylai", "/nhamcau", "/trogiup", "/start", "/tungy", "/theomuc",
)  # fmt: skip
PICK = (
    phrases.WHICH_OUTLINE, phrases.WHICH_DRAFT, phrases.NO_DRAFT, phrases.PICK_NUMBER, phrases.LATE,
    phrases.WHICH_MEANING, phrases.ASK_NAME, phrases.ASK_MODE, phrases.WHY_SKIP, "hay nghỉ?",
    phrases.WHICH_QUESTION, phrases.LABEL_ASKED_BACK, phrases.NOT_A_REASON, phrases.TO_EDIT,
)  # fmt: skip
"""By one of these a message says that something is to be picked."""
TOLD = {
    "tên đầy đủ của chi bộ": "Chi bộ thôn Đông",
    "chi bộ hay đảng bộ nào": "Chi bộ thôn Đông",
    "ấp trên": "Đảng bộ xã Hòa Bình",
    "hiệm kỳ nào": "2020 - 2025",
    "nhiệm kỳ": "2020 - 2025",
}
"""Part of a question -> what it understands. Without the first facts there is nothing to write."""
OPENING = ("/start", "1", "Chi bộ thôn Đông", "Đảng bộ xã Hòa Bình", "2020 - 2025", "1", "1")
"""Up to the first question of a report, which is where most words are said."""
SENSIBLE = 0.6
"""Chance that a person does what was asked."""
BREATH = 0.25
"""Seconds of silence after which a person takes an answer for the whole."""
PATIENCE = 40.0
"""Seconds after which a person goes on without an answer. Long, so that a slow machine has fewer steps and not more
and more to catch up with."""
SOON = 4.0
"""Seconds after which an answer is hardly to be expected any more: not everything gets one."""


class Person:
    def __init__(self, chat: int, seed: int) -> None:
        self.chat = chat
        self.blocked = False
        self._chance = random.Random(f"{seed}:{chat}")  # noqa: S311 - to be the same at every run
        self._written = 0
        self._read = 0
        self._mine: deque[int] = deque(maxlen=5)
        self._boards: deque[Seen] = deque(maxlen=8)
        self._asked = ""
        self._until = 0.0
        self._acted = float("-inf")
        self._waits = True
        self._heard = 0.0
        """When something came after the last act; 0: nothing yet."""
        self._opening = deque(OPENING)

    def look(self, side: Side, now: float) -> None:
        """At what is new in the chat."""
        new = side.heard(self.chat, self._read)
        self._read += len(new)
        said = [each for each in new if not each.own]
        self._boards.extend(each for each in said if each.buttons)
        if said:
            self._asked = said[-1].text
            self._heard = now

    def ready(self, side: Side, now: float) -> bool:
        """An answer has come and no more follows, or patience has ended. Who acts on the first of several
        messages is behind for ever after, and presses nothing but old buttons.
        """
        self.look(side, now)
        answered = self._waits and self._heard and now >= self._heard + BREATH
        return bool(answered) or now >= self._until

    def waits(self, now: float) -> bool:
        """For an answer that may still come soon."""
        return self._waits and not self._heard and now < self._acted + SOON

    def act(self, side: Side, now: float) -> int:
        """Do something; how many steps it was."""
        steps = self._act(side)
        self._heard = 0.0
        self._waits = bool(self._opening) or self._chance.random() < 0.85
        patience = PATIENCE if self._waits and not self.blocked else self._chance.uniform(0, 0.02)
        self._until, self._acted = now + patience, now
        return steps

    def _act(self, side: Side) -> int:
        if self._opening:
            return self._say(side, self._opening.popleft())
        if self.blocked:
            return self._return(side)
        if self._chance.random() < SENSIBLE:
            return self._sensible(side)
        acts, weights = zip(*ACTS.items(), strict=True)
        act: Callable[[Person, Side], int] = self._chance.choices(acts, weights)[0]
        return act(self, side)

    def _sensible(self, side: Side) -> int:
        """What gets a draft begun and on: a pick where there is something to pick, else what was asked for."""
        if self._boards and any(each in self._asked for each in PICK):
            return self._press(side, self._boards[-1])
        told = [words for sign, words in TOLD.items() if sign in self._asked]
        return self._say(side, told[0]) if told else self.answer(side)

    def settle(self, side: Side) -> None:
        """At the end: back, so that everything that waits can be said."""
        if self.blocked:
            self._return(side)
        self._say(side, "/tieptuc")

    def words(self, length: int = 0) -> str:
        """Text that nobody else ever wrote, of that length if one is given."""
        self._written += 1
        mark = f"w{self.chat}-{self._written:06d}"
        more = self._chance.choices(WORDS, k=length // 3 if length else self._chance.randint(1, 8))
        text = f"{mark} {' '.join(more)}"
        return text[: length - 1] + "n" if length else text

    def _say(self, side: Side, text: str, *, forwarded: bool = False) -> int:
        self._mine.append(side.say(self.chat, text, forwarded=forwarded))
        return 1

    def _return(self, side: Side) -> int:
        self.blocked = False
        return side.block(self.chat, blocked=False) + self._say(side, "/tieptuc")

    # --- acts ------------------------------------------------------------------------------------

    def answer(self, side: Side) -> int:
        readable = "ví dụ" in self._asked and self._chance.random() < 0.6
        return self._say(side, self._chance.choice(READABLE) if readable else self.words())

    def burst(self, side: Side) -> int:
        forwarded = self._chance.random() < 0.3
        count = self._chance.randint(2, 5)
        return sum(self._say(side, self.words(), forwarded=forwarded) for _ in range(count))

    def long(self, side: Side) -> int:
        return self._say(side, self.words(side.longest)) + self._say(side, self.words())

    def press(self, side: Side) -> int:
        return self._press(side, self._boards[-1]) if self._boards else self.answer(side)

    def press_late(self, side: Side) -> int:
        """Any of the last messages: its buttons may be gone by now on the platform, not yet on the phone."""
        return self._press(side, self._chance.choice(self._boards)) if self._boards else 0

    def press_ahead(self, side: Side) -> int:
        """A press that overtakes the text before it."""
        if not self._boards:
            return 0
        return self._say(side, self.words()) + self._press(side, self._boards[-1], overtaking=True)

    def _press(self, side: Side, seen: Seen, *, overtaking: bool = False) -> int:
        times = self._chance.choices((1, 2, 3), (8, 2, 1))[0]
        weights = [0.03 if phrases.NEW_DRAFT in each else 1 for each in seen.buttons]
        button = self._chance.choices(list(seen.buttons), weights)[0]
        for _ in range(times):
            side.press(self.chat, seen, button, overtaking=overtaking)
        return times

    def command(self, side: Side) -> int:
        return self._say(side, self._chance.choice(COMMANDS))

    def order(self, side: Side) -> int:
        return self._say(side, "/xuat")

    def edit(self, side: Side) -> int:
        if not self._mine:
            return 0
        return side.edit(self.chat, self._chance.choice(self._mine), self.words())

    def attach(self, side: Side) -> int:
        side.attach(self.chat, self.words() if self._chance.random() < 0.5 else "")
        return 1

    def block(self, side: Side) -> int:
        steps = side.block(self.chat, blocked=True)
        self.blocked = steps > 0
        return steps


ACTS: dict[Callable[[Person, Side], int], float] = {
    Person.answer: 30,
    Person.burst: 6,
    Person.long: 0.5,
    Person.press: 24,
    Person.press_late: 4,
    Person.press_ahead: 3,
    Person.command: 14,
    Person.order: 4,
    Person.edit: 4,
    Person.attach: 2,
    Person.block: 0.7,
}
"""How often people do what."""
