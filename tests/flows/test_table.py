"""The table is total, says everything that moves a conversation, and is what the docs show."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from flows.dialogue import advance
from flows.dialogue.conversation import Conversation
from flows.dialogue.diagram import mermaid
from flows.dialogue.effects import Again, Reply
from flows.dialogue.events import (
    Corrected,
    Event,
    Finished,
    Pressed,
    Resumed,
    Said,
    SentFile,
    Started,
    Woke,
)
from flows.dialogue.interpret import COMMANDS, TRIGGERS
from flows.dialogue.session import Phase
from flows.dialogue.table import MACHINE, TABLE
from outlines.model import Outline
from tests.flows.talks import started, writing
from tests.memory import Memory

ROOT = Path(__file__).parents[2]
EVENTS: tuple[Event, ...] = (
    Started(),
    Started("ma-moi"),
    Said("Chi bộ đã hoàn thành nhiệm vụ."),
    Said("7"),
    Said("0"),
    Said(""),
    Said("bỏ qua"),
    Said("MẬT"),
    Said("/khongco"),
    *(Said(command) for command in COMMANDS),
    Pressed("t0000001", 0),
    Pressed("khong-co", 3),
    Corrected("5", "chữ mới"),
    SentFile("ref", "photo"),
    SentFile("ref", "photo", group="album"),
    Finished("1", "draft0", {"file": "f", "title": "t", "number": 1, "missing": 0}),
    Finished("1", "draft0", {"error": "x"}),
)
PIECES = ("Chi bộ đã hoàn thành nhiệm vụ.", "7", "0")
SILENT: tuple[Event, ...] = (Woke("cũ"),)


def in_phase(memory: Memory, phase: Phase) -> Memory:
    memory.session = replace(memory.session, phase=phase)
    return memory


@pytest.mark.parametrize(("phase", "event"), list(product(Phase, EVENTS)), ids=str)
def test_every_event_is_answered_in_every_phase_of_a_draft(
    mini: Outline, phase: Phase, event: Event
) -> None:
    memory = in_phase(writing(mini), phase)

    answered = memory.happen(event)

    if phase is Phase.COLLECTING and isinstance(event, Said) and event.words in PIECES:
        assert not answered, "a piece of an answer waits for the rest"
    else:
        assert answered[-1].text


@pytest.mark.parametrize(("phase", "event"), list(product(Phase, EVENTS)), ids=str)
def test_every_event_is_answered_before_any_draft(
    mini: Outline, phase: Phase, event: Event
) -> None:
    memory = in_phase(started(mini), phase)

    answered = memory.happen(event)

    assert answered[-1].text or answered[-1].choices


@pytest.mark.parametrize(("phase", "trigger"), list(product(Phase, TRIGGERS)), ids=str)
def test_every_trigger_has_a_way_out_of_every_phase(
    mini: Outline, phase: Phase, trigger: str
) -> None:
    memory = in_phase(writing(mini), phase)
    args = {"reason": "later", "write": '{"words": "x", "value": null}', "page": "0",
            "mode": "whole", "jump": "kq_chinh_tri", "section": "kq", "Label": "bỏ qua", "answer": "Bí thư",
            "add": '{"words": "x"}', "put": '["kq_chinh_tri", "x"]', "stay": "2", "drop": "kq", "bring": "kq",
            "amend": '["41", "x"]', "own": "plain", "readmit": "kq_chinh_tri"}  # fmt: skip
    context = memory.context(Resumed())
    talk = Conversation(memory.session, context, Resumed(), args.get(trigger, ""))

    assert MACHINE.events[trigger].trigger(talk, talk)


@pytest.mark.parametrize("event", SILENT, ids=str)
@pytest.mark.parametrize("phase", list(Phase))
def test_what_nobody_asked_for_is_not_answered(mini: Outline, phase: Phase, event: Event) -> None:
    assert in_phase(writing(mini), phase).happen(event) == []


def test_a_turn_changes_nothing_it_was_given(mini: Outline) -> None:
    memory = writing(mini)
    context = memory.context(Said("x"))
    before = dict(context.notes)

    first = advance(memory.session, Said("Kết quả tốt."), context)
    second = advance(memory.session, Said("Kết quả tốt."), context)

    assert first == second
    assert dict(context.notes) == before


def test_a_leg_says_at_most_one_message(mini: Outline) -> None:
    memory = writing(mini)
    turn = advance(memory.session, Said("Tốt."), memory.context(Said("Tốt.")))

    assert len([each for each in turn.effects if isinstance(each, Reply)]) == 1
    assert not [each for each in turn.effects if isinstance(each, Again)]


def test_only_the_table_names_the_phases_to_go_to() -> None:
    allowed = {"table.py", "session.py", "interpret.py", "conversation.py"}
    naming = {
        path.name
        for path in (ROOT / "flows").rglob("*.py")
        if "Phase." in path.read_text(encoding="utf-8")
    }

    assert naming <= allowed


def test_the_table_is_total() -> None:
    taken = {(row.event, source) for row in TABLE if not row.when for source in row.source}

    assert taken == set(product(TRIGGERS, Phase))


def test_every_row_can_be_reached() -> None:
    seen: set[tuple[str, Phase]] = set()
    for row in TABLE:
        fresh = {(row.event, source) for source in row.source} - seen
        assert fresh, f"{row.event}: rows above take it in every phase"
        if not row.when:
            seen |= {(row.event, source) for source in row.source}


def test_the_docs_show_the_table() -> None:
    assert mermaid() in (ROOT / "docs" / "dialogue.md").read_text(encoding="utf-8")
