"""A random walker: it never gets stuck, never makes anything raise, never loses an answer. Seeds are fixed.

`make walk` goes 100,000 steps; `make test` 10,000.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import pytest

from flows.dialogue.events import (
    Corrected,
    Event,
    Finished,
    Pressed,
    Said,
    SentFile,
    Started,
    Woke,
)
from flows.dialogue.interpret import COMMANDS
from flows.dialogue.phrases import LABELS
from flows.dialogue.session import Phase
from flows.drafts.plan import find, steps
from outlines.loader import load, shipped
from outlines.model import Outline
from outlines.text import clean
from tests.memory import Memory

WALKERS = 4
TEXTS = (
    "Hoàn thành 98,5% kế hoạch năm.", "28", "12,5", "12.5", "3/2/2026", "2020-2025", "chi bộ thôn 3",
    "thôn 3", "Bí thư", "ok", "A; b; 5; 3; c; Vượt kế hoạch", "A; 5; 3; Vượt", "x; y; z; t; u; v; w", "",
    "   ", "MẬT", "tru\u031bo\u031b\u0301c", "😀👨‍👩‍👧", "dòng 1\ndòng 2", "a\tb", "\u202eabc", "<b>&\"'",
    "/khongco", "0", "/",
    "99", "một nghìn", "xã " * 400,
)  # fmt: skip


@dataclass
class Walker:
    memory: Memory
    rng: random.Random
    heard: list[str] = field(default_factory=list)
    """Tokens of all prompts ever, for old buttons."""
    sent: int = 0
    """Messages, whose keys count up."""

    def event(self) -> Event:
        kind = self.rng.choices(
            ("text", "number", "command", "label", "press", "old press", "other"),
            (30, 30, 14, 4, 10, 4, 8),
        )[0]
        return getattr(self, "_" + kind.replace(" ", "_"))()  # type: ignore[no-any-return]

    def _text(self) -> Event:
        self.sent += 1
        return Said(self.rng.choice(TEXTS), key=str(self.sent))

    def _edit(self) -> Event:
        """Of a message that was sent, or of none."""
        self.sent += 1
        return Corrected(str(self.rng.randint(1, self.sent)), self.rng.choice(TEXTS))

    def _number(self) -> Event:
        return Said(str(self.rng.randint(1, 5)))

    def _command(self) -> Event:
        return Said(self.rng.choice(COMMANDS))

    def _label(self) -> Event:
        return Said(self.rng.choice(list(LABELS)))

    def _press(self) -> Event:
        return Pressed(self.memory.session.token, self.rng.randint(0, 3))

    def _old_press(self) -> Event:
        return Pressed(self.rng.choice(self.heard or [""]), self.rng.randint(-1, 12))

    def _other(self) -> Event:
        drafts = list(self.memory.drafts) or [""]
        found: list[Event] = [
            Started(), Woke("x"), Woke("settle"), self._edit(), SentFile("f", "photo"),
            SentFile("f", "photo", group="album"),
            Finished("1", self.rng.choice(drafts), {"error": "x"}),
        ]  # fmt: skip
        return self.rng.choice(found)

    def step(self) -> None:
        event = self.event()
        before, album = _revisions(self.memory), self.memory.session.album
        tapped = isinstance(event, Pressed) and self.memory.is_second_tap(event)
        answered = self.memory.happen(event)
        self.heard += [each.token for each in answered if each.token]
        after = _revisions(self.memory)
        silent = isinstance(event, Woke) or (isinstance(event, SentFile) and event.group == album)
        assert answered or silent or tapped, f"{event} was not answered"
        assert after[: len(before)] == before or set(before) <= set(after), "a revision was lost"
        self._check_place()

    def _check_place(self) -> None:
        session = self.memory.session
        if session.phase is Phase.CHOOSING:
            return
        draft = self.memory.drafts[session.draft]
        way = steps(draft.outline, draft.answers)
        if session.phase in (Phase.ASKING, Phase.EXCUSING, Phase.CONFIRMING):
            assert find(way, session.question), f"{session} asks for nothing"


def _revisions(memory: Memory) -> list[tuple[str, str, str, str]]:
    return [
        (id, keep.question, keep.state, keep.words)
        for id, draft in memory.drafts.items()
        for keep in draft.revisions
    ]


def _answer_to(walker: Walker) -> str:
    """What a helpful person would say next."""
    memory = walker.memory
    question = memory.session.question
    if memory.session.phase is not Phase.ASKING:
        return "1"
    draft = memory.drafts[memory.session.draft]
    asked = draft.outline.question(question)
    if asked and asked.kind == "table" and question in draft.answers:
        return "1"
    return (asked.example if asked and asked.example else "1").splitlines()[0]


def outlines(mini: Outline) -> list[Outline]:
    return [mini, *(load(path) for path in shipped())]


@pytest.mark.parametrize("seed", range(WALKERS))
def test_a_random_walker_is_always_answered_and_loses_nothing(
    mini: Outline, seed: int, request: pytest.FixtureRequest
) -> None:
    steps_ = request.config.getoption("--steps")
    walker = Walker(Memory(outlines(mini)), random.Random(seed))  # noqa: S311
    for _ in range(steps_ // WALKERS):
        walker.step()


@pytest.mark.parametrize("seed", range(10))
def test_from_anywhere_a_helpful_person_gets_to_the_end(mini: Outline, seed: int) -> None:
    walker = Walker(Memory(outlines(mini)), random.Random(seed))  # noqa: S311
    for _ in range(60):
        walker.step()
    if not walker.memory.session.draft:
        walker.memory.happen(Started())
        walker.memory.happen(Said("1"))
    walker.memory.happen(Said("/tieptuc"))
    for _ in range(120):
        if walker.memory.session.phase is Phase.REVIEWING:
            break
        walker.memory.happen(Said(_answer_to(walker)))

    assert walker.memory.session.phase is Phase.REVIEWING


def test_every_accepted_text_stands_as_a_revision_to_the_letter(mini: Outline) -> None:
    memory = Memory(outlines(mini))
    rng = random.Random(7)  # noqa: S311
    memory.happen(Started())
    for words in ("1", "Chi bộ thôn 3", "Đảng bộ xã Hòa An", "2020-2025", "1", "1"):
        memory.happen(Said(words))
    for n in range(200):
        question = memory.session.question
        words = f"Nội dung {n} {rng.choice(TEXTS)}"
        if memory.session.phase is not Phase.ASKING or "/" in words:
            memory.happen(Said("/mucluc"))
            memory.happen(Said("2"))
            memory.happen(Said("1"))
            continue
        memory.happen(Said(words))
        kept = memory.drafts[memory.session.draft].answers[question]
        assert kept.words == clean(words)
