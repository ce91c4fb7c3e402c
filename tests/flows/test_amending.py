"""An edited message corrects its own words, says so, and asks where something newer stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.dialogue import phrases
from flows.dialogue.events import Corrected, Said, SentFile, Woke
from flows.dialogue.messages import Limits, Message
from flows.dialogue.session import Phase
from outlines.model import Outline
from tests.flows.talks import FACTS, PASTED, labels, say, started, writing
from tests.memory import Memory

FIRST, SECOND = "kq_chinh_tri", "kq_tu_tuong"


def edit(memory: Memory, key: str, words: str, *, holds: bool = False) -> Message:
    return memory.happen(Corrected(key, words, holds))[-1]


def words(memory: Memory, question: str) -> str:
    return memory.drafts["draft0"].answers[question].words


@pytest.fixture
def answered(mini: Outline) -> Memory:
    """The first question was answered by message 41; the second is open."""
    memory = writing(mini)
    memory.happen(Said("Hoàn thành 98% kế hoạch.", key="41"))
    return memory


def test_the_answer_has_the_new_words_and_the_question_stays(answered: Memory) -> None:
    told = edit(answered, "41", "Hoàn thành 99% kế hoạch.")

    assert words(answered, FIRST) == "Hoàn thành 99% kế hoạch."
    assert told.text.startswith("Đã sửa theo tin đồng chí vừa chỉnh")
    assert answered.session.question == SECOND
    assert told.actions


def test_what_is_not_changed_is_not_written_again(answered: Memory) -> None:
    told = edit(answered, "41", " Hoàn thành 98% kế hoạch. ")

    assert phrases.EDIT_UNCHANGED in told.text
    assert len(answered.drafts["draft0"].revisions) == len(set(answered.drafts["draft0"].answers))


def test_where_something_newer_stands_the_person_says_which_holds(answered: Memory) -> None:
    say(answered, "/lui", "Vượt kế hoạch.")
    asked = edit(answered, "41", "Hoàn thành 99% kế hoạch.")

    assert "Vượt kế hoạch." in asked.text
    assert labels(asked) == [phrases.USE_EDITED, phrases.KEEP_STANDING]
    assert words(answered, FIRST) == "Vượt kế hoạch."

    told = say(answered, "1")
    assert "Đã sửa" in told.text
    assert words(answered, FIRST) == "Hoàn thành 99% kế hoạch."
    assert answered.session.phase is Phase.ASKING
    assert answered.session.question == SECOND


def test_what_stands_may_stay(answered: Memory) -> None:
    say(answered, "/lui", "Vượt kế hoạch.")
    edit(answered, "41", "Hoàn thành 99% kế hoạch.")
    say(answered, "2")

    assert words(answered, FIRST) == "Vượt kế hoạch."
    assert answered.session.question == SECOND


def test_a_skipped_answer_counts_as_newer(answered: Memory) -> None:
    say(answered, "/lui", "/boqua", "2")
    asked = edit(answered, "41", "Hoàn thành 99% kế hoạch.")

    assert labels(asked) == [phrases.USE_EDITED, phrases.KEEP_STANDING]
    assert "không phát sinh" in asked.text


def test_one_message_of_several_changes_in_its_place(mini: Outline) -> None:
    memory = writing(mini)
    memory.limits = Limits(joins=True)
    for key, part in (("41", "Một."), ("42", "Hai."), ("43", "Ba.")):
        memory.happen(Said(part, key=key))
    rings = memory.timers["settle"]
    told = memory.happen(Corrected("42", "Hai rưỡi."))

    assert words(memory, FIRST) == "Một.\nHai rưỡi.\nBa."
    assert memory.session.phase is Phase.COLLECTING
    assert memory.timers["settle"] >= rings
    assert "Đã sửa" in told[-1].text
    assert "3 tin" in memory.happen(Woke("settle"))[-1].text


def test_a_figure_is_read_anew_or_stays(mini: Outline) -> None:
    memory = started(mini)
    say(memory, "1", *FACTS[:2])
    memory.happen(Said("2020-2025", key="41"))
    term = memory.drafts["draft0"].answers["nhiem_ky"]

    refused = edit(memory, "41", "không rõ")
    assert memory.drafts["draft0"].answers["nhiem_ky"] == term
    assert "vẫn giữ chữ cũ" in refused.text

    edit(memory, "41", "2025-2030")
    now = memory.drafts["draft0"].answers["nhiem_ky"]
    assert now.words == "2025-2030"
    assert isinstance(now.value, dict)
    assert now.value != term.value


def test_a_fact_of_the_unit_is_remembered_anew(mini: Outline) -> None:
    memory = started(mini)
    say(memory, "1")
    memory.happen(Said("Chi bộ thôn 3", key="41"))
    edit(memory, "41", "Chi bộ thôn 4")

    assert memory.profile["to_chuc"].words == "Chi bộ thôn 4"


def test_the_drafts_name_is_its_name_everywhere(mini: Outline) -> None:
    memory = started(mini)
    say(memory, "1", *FACTS[:3])
    memory.happen(Said("Bản của tôi", key="41"))
    edit(memory, "41", "Bản của chi bộ")

    assert memory.drafts["draft0"].name == "Bản của chi bộ"


def test_a_marking_is_refused_in_an_edit_too(answered: Memory) -> None:
    told = edit(answered, "41", "MẬT")

    assert phrases.MARKED in told.text
    assert words(answered, FIRST) == "Hoàn thành 98% kế hoạch."


def test_an_answer_of_a_part_that_was_left_out_is_corrected_all_the_same(answered: Memory) -> None:
    say(answered, "/khongthuoc", "1")
    told = edit(answered, "41", "Hoàn thành 99% kế hoạch.")

    assert "Đã sửa" in told.text
    assert words(answered, FIRST) == "Hoàn thành 99% kế hoạch."


def test_a_report_that_was_dealt_out_is_not_corrected_in_one_place(mini: Outline) -> None:
    memory = writing(mini)
    memory.happen(Said(PASTED, key="50"))
    waiting = edit(memory, "50", f"{PASTED}Hết.")
    assert "Đã sửa" in waiting.text
    say(memory, "1")
    revisions = len(memory.drafts["draft0"].revisions)

    assert phrases.DEALT_ALREADY in edit(memory, "50", PASTED).text
    assert len(memory.drafts["draft0"].revisions) == revisions


def test_an_empty_edit_changes_nothing(answered: Memory) -> None:
    assert phrases.BLANK in edit(answered, "41", "  ").text
    assert words(answered, FIRST) == "Hoàn thành 98% kế hoạch."


def test_an_album_is_answered_once_and_kept_whole(answered: Memory) -> None:
    heard = [answered.happen(SentFile(f"ref{n}", "photo", group="album")) for n in range(3)]

    assert [len(each) for each in heard] == [1, 0, 0]
    kept = answered.drafts["draft0"].answers[f"@file:{SECOND}"].value
    assert isinstance(kept, list)
    assert len(kept) == 3
    assert answered.happen(SentFile("ref9", "photo"))


@pytest.mark.parametrize("question", ["nhiem_ky", FIRST])
def test_an_album_stays_with_its_first_photo_though_its_caption_led_on(
    mini: Outline, question: str
) -> None:
    memory = started(mini)
    say(memory, "1", *FACTS[:2], *(["2020-2025", "1", "1"] if question == FIRST else []))
    memory.happen(SentFile("ref0", "photo", group="album"))
    say(memory, "2020-2025")
    assert memory.session.question != question

    assert memory.happen(SentFile("ref1", "photo", group="album")) == []
    answers = memory.drafts["draft0"].answers
    files = {id: each.value for id, each in answers.items() if id.startswith("@file:")}
    assert list(files) == [f"@file:{question}"]
    [photos] = files.values()
    assert isinstance(photos, list)
    assert len(photos) == 2


def test_the_number_of_a_choice_is_not_the_words_of_an_answer(mini: Outline) -> None:
    memory = writing(mini)
    memory.session = replace(memory.session, question="chuc_vu")
    say(memory, "/tieptuc")
    memory.happen(Said("1", key="41"))
    told = edit(memory, "41", "2")

    assert phrases.CORRECTED_LATER in told.text
    assert words(memory, "chuc_vu") == "Bí thư"


def test_a_choice_that_was_typed_is_read_anew(mini: Outline) -> None:
    memory = writing(mini)
    memory.session = replace(memory.session, question="chuc_vu")
    say(memory, "/tieptuc")
    memory.happen(Said("Bí thư", key="41"))
    edit(memory, "41", "Phó Bí thư")

    assert memory.drafts["draft0"].answers["chuc_vu"].value == "Phó Bí thư"


def test_a_message_of_another_draft_is_said_to_be_one(answered: Memory) -> None:
    say(answered, "/bannhap", "2")
    told = edit(answered, "41", "Hoàn thành 99% kế hoạch.")

    assert answered.session.draft == "draft1"
    assert phrases.OF_ANOTHER_DRAFT in told.text
    assert words(answered, FIRST) == "Hoàn thành 98% kế hoạch."


def test_an_album_sent_too_early_gets_one_sentence(mini: Outline) -> None:
    memory = started(mini)
    heard = [memory.happen(SentFile(f"ref{n}", "photo", group="album")) for n in range(3)]

    assert [len(each) for each in heard] == [1, 0, 0]
