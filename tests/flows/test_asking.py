"""Asking and answering: one question a message, forgiving of persons, losing no word."""

from __future__ import annotations

import pytest

from flows.dialogue import phrases
from flows.dialogue.events import Corrected, Finished, Pressed, Said, SentFile, Started
from flows.dialogue.messages import Limits
from flows.dialogue.session import Phase
from flows.drafts.values import State
from outlines.loader import parse
from outlines.model import Outline
from outlines.reading import Json
from tests.flows.talks import commands, labels, say, started, writing
from tests.memory import Memory


def test_the_first_words_warn_of_secrets_and_offer_the_outlines(mini: Outline) -> None:
    memory = started(mini)

    assert "bí mật nhà nước" in memory.said[0].text
    assert labels(memory.said[0]) == [mini.title]


def test_words_are_kept_as_typed_and_the_next_question_is_put(mini: Outline) -> None:
    memory = writing(mini)
    answer = say(memory, "Hoàn thành 98,5% kế hoạch, hoà thuận.")

    kept = memory.drafts["draft0"].answers["kq_chinh_tri"]
    assert kept.words == "Hoàn thành 98,5% kế hoạch, hoà thuận."
    assert answer.text.startswith("Đã ghi.")
    assert memory.session.question == "kq_tu_tuong"


def test_what_was_understood_is_said_where_it_is_more_than_the_words(mini: Outline) -> None:
    memory = started(mini)

    assert (
        "Đã ghi: Đảng bộ xã Hòa An." in say(memory, "1", "chi bộ thôn 3", "đảng ủy xã Hòa An").text
    )


def test_at_most_three_actions_stand_under_a_question(mini: Outline) -> None:
    memory = writing(mini)

    assert commands(memory.said[-1]) == ["/boqua", "/mau", "/trogiup"]


@pytest.mark.parametrize(
    ("number", "state"),
    [("1", State.LATER), ("2", State.NONE_ARISEN), ("3", State.NO_DATA), ("4", State.BY_HAND)],
)
def test_a_question_is_skipped_in_two_messages_for_one_of_four_reasons(
    mini: Outline, number: str, state: State
) -> None:
    memory = writing(mini)
    say(memory, "/boqua", number)

    assert memory.drafts["draft0"].answers["kq_chinh_tri"].state is state


def test_words_in_place_of_a_reason_are_asked_back(mini: Outline) -> None:
    memory = writing(mini)
    asked = say(memory, "/boqua", "vì chưa họp")
    assert len(asked.choices) == 2
    assert "kq_chinh_tri" not in memory.drafts["draft0"].answers

    say(memory, "1")
    assert memory.drafts["draft0"].answers["kq_chinh_tri"].words == "vì chưa họp"


def test_or_are_no_answer_after_all(mini: Outline) -> None:
    memory = writing(mini)
    say(memory, "/boqua", "vì chưa họp", "2", "3")

    assert memory.drafts["draft0"].answers["kq_chinh_tri"].state is State.NO_DATA


@pytest.mark.parametrize("label", ["Điền tay khi in", "khong phat sinh"])
def test_a_reason_named_at_the_question_is_asked_back_and_can_be_meant(
    mini: Outline, label: str
) -> None:
    memory = writing(mini)
    say(memory, label, "1")

    assert memory.drafts["draft0"].answers["kq_chinh_tri"].state in (
        State.BY_HAND,
        State.NONE_ARISEN,
    )


def test_what_was_replaced_or_skipped_can_be_taken_back(mini: Outline) -> None:
    memory = writing(mini, "Câu dài ban đầu.")
    say(memory, "/lui", "Câu viết đè.", "/lui", "/laylai")
    assert memory.drafts["draft0"].answers["kq_chinh_tri"].words == "Câu dài ban đầu."

    told = say(memory, "/boqua")
    assert "/laylai" in told.text
    say(memory, "1", "/lui", "/laylai")
    assert memory.drafts["draft0"].answers["kq_chinh_tri"].words == "Câu dài ban đầu."


def test_the_final_version_is_said_by_the_person_alone(mini: Outline) -> None:
    memory = writing(mini)
    say(memory, "/banchinh")
    assert memory.drafts["draft0"].answers["@number"].value == 0

    say(memory, "/duthaomoi")
    assert memory.drafts["draft0"].answers["@number"].value == 1


def test_a_number_that_is_no_reason_is_not_taken_for_an_answer(mini: Outline) -> None:
    memory = writing(mini)
    answer = say(memory, "/boqua", "9")

    assert "kq_chinh_tri" not in memory.drafts["draft0"].answers
    assert len(answer.choices) == 4


def test_nothing_is_said_to_be_taken_back_where_nothing_stood_before(mini: Outline) -> None:
    memory = writing(mini, "Câu duy nhất.")
    told = say(memory, "/lui", "/laylai")

    assert phrases.NOTHING_BEFORE in told.text
    assert phrases.TAKEN_BACK not in told.text
    assert memory.drafts["draft0"].answers["kq_chinh_tri"].words == "Câu duy nhất."


def test_a_digit_is_an_answer_where_the_question_has_no_choices(mini: Outline) -> None:
    memory = writing(mini)
    say(memory, "1")

    assert memory.drafts["draft0"].answers["kq_chinh_tri"].words == "1"


@pytest.mark.parametrize("label", ["Bỏ qua", "bo qua", "quay lại", "Mục lục", "xuất báo cáo"])
def test_an_action_s_name_alone_is_asked_back_once(mini: Outline, label: str) -> None:
    memory = writing(mini)
    asked = say(memory, label)

    assert len(asked.choices) == 2
    assert "kq_chinh_tri" not in memory.drafts["draft0"].answers

    say(memory, "2")
    assert memory.drafts["draft0"].answers["kq_chinh_tri"].words == label


def test_an_asked_back_name_can_mean_the_action(mini: Outline) -> None:
    memory = writing(mini)
    say(memory, "bỏ qua", "1")

    assert memory.session.phase is Phase.EXCUSING


def test_an_unclear_answer_is_offered_its_meanings_and_may_be_written_anew(mini: Outline) -> None:
    memory = started(mini)
    say(memory, "1")
    offered = say(memory, "thôn 3")
    assert labels(offered) == ["Chi bộ thôn 3", "Đảng bộ thôn 3"]

    say(memory, "Chi bộ thôn 4")
    assert memory.drafts["draft0"].answers["to_chuc"].words == "Chi bộ thôn 4"


def test_a_picked_meaning_keeps_the_words_as_typed(mini: Outline) -> None:
    memory = started(mini)
    say(memory, "1", "thôn 3", "1")

    kept = memory.drafts["draft0"].answers["to_chuc"]
    assert (kept.words, kept.value) == ("thôn 3", {"kind": "chi bộ", "name": "thôn 3"})


def test_what_cannot_be_read_gets_one_sentence_and_the_question_again(mini: Outline) -> None:
    memory = started(mini)
    answer = say(memory, "1", "Chi bộ thôn 3", "Đảng bộ xã Hòa An", "hôm qua")

    assert "ví dụ" in answer.text
    assert "Báo cáo cho nhiệm kỳ nào?" in answer.text
    assert memory.session.question == "nhiem_ky"
    assert "nhiem_ky" not in memory.drafts["draft0"].answers


def test_marked_text_is_refused_and_stands_nowhere(mini: Outline) -> None:
    memory = writing(mini)
    answer = say(memory, "MẬT\nNội dung")

    assert "không giữ lại" in answer.text
    assert "kq_chinh_tri" not in memory.drafts["draft0"].answers
    assert "Nội dung" not in repr(memory.prompts) + repr(memory.said)


def test_a_suggestion_can_be_taken_by_its_number(mini: Outline) -> None:
    memory = writing(mini)
    say(memory, "/mucluc", "5")
    say(memory, "6", "1")

    assert "Đảng ủy xã Hòa An" in memory.drafts["draft0"].answers["noi_nhan"].words


def test_the_sample_shows_the_seed_s_words_and_an_example(mini: Outline) -> None:
    answer = say(writing(mini), "/mau")

    assert "Nêu kết quả thực hiện nhiệm vụ chính trị." in answer.text
    assert "98,5%" in answer.text


def test_going_back_shows_what_stands_and_takes_its_place(mini: Outline) -> None:
    memory = writing(mini, "Câu trả lời cũ.")
    shown = say(memory, "/lui")
    assert "Câu trả lời cũ." in shown.text

    say(memory, "Câu trả lời mới.")
    draft = memory.drafts["draft0"]
    assert draft.answers["kq_chinh_tri"].words == "Câu trả lời mới."
    assert [each.words for each in draft.revisions if each.question == "kq_chinh_tri"] == [
        "Câu trả lời cũ.",
        "Câu trả lời mới.",
    ]


def test_one_cannot_go_back_before_the_first_question(mini: Outline) -> None:
    memory = started(mini)

    assert "không lùi được" in say(memory, "1", "/lui").text


def test_a_slot_can_be_changed_to_whole_and_back_and_keeps_both(mini: Outline) -> None:
    memory = writing(mini, "Nhiệm vụ chính trị tốt.", "Tư tưởng tốt.")
    say(memory, "/theomuc", "Cả mục tốt.")
    say(memory, "/lui", "/tungy")

    answers = memory.drafts["draft0"].answers
    assert answers["kq_tu_tuong"].words == "Tư tưởng tốt."
    assert answers["kq_xay_dung_dang"].words == "Cả mục tốt."
    assert memory.session.question == "kq_hoc_tap"


def test_a_late_press_does_nothing_and_says_so(mini: Outline) -> None:
    memory = writing(mini)
    old = memory.session.token
    say(memory, "Hoàn thành tốt.")
    answer = memory.happen(Pressed(old, 0))[-1]

    assert "câu đã qua" in answer.text
    assert memory.session.phase is Phase.ASKING
    assert memory.session.question == "kq_tu_tuong"


def test_a_press_is_worth_its_command(mini: Outline) -> None:
    memory = writing(mini)
    memory.happen(Pressed(memory.session.token, 0))

    assert memory.session.phase is Phase.EXCUSING


@pytest.mark.parametrize("index", [-1, 3, 99])
def test_a_press_on_nothing_is_late(mini: Outline, index: int) -> None:
    memory = writing(mini)

    assert "câu đã qua" in memory.happen(Pressed(memory.session.token, index))[-1].text


def test_files_and_corrections_are_answered_with_what_to_do(mini: Outline) -> None:
    memory = writing(mini)

    assert "gõ" in memory.happen(SentFile("f", "sticker"))[-1].text
    assert "/xemlai" in memory.happen(Corrected("1", "khác"))[-1].text


def test_a_voice_message_is_kept_with_its_question_and_listed_until_it_is_typed(
    mini: Outline,
) -> None:
    memory = writing(mini)
    told = memory.happen(SentFile("ref-1", "voice", size=900))[-1]
    memory.happen(SentFile("ref-2", "photo"))
    assert "giữ tin thoại này" in told.text
    assert memory.session.question == "kq_chinh_tri"

    shown = labels(say(memory, "/xemlai"))
    assert any("[1 tin thoại chưa chép, 1 ảnh chưa chép]" in line for line in shown)


def test_who_comes_back_hears_the_last_words_and_the_same_question(mini: Outline) -> None:
    memory = writing(mini, "Hoàn thành vượt mức.")
    answer = memory.happen(Started())[-1]

    assert "“Hoàn thành vượt mức.”" in answer.text
    assert "Công tác chính trị tư tưởng có gì nổi bật?" in answer.text


def test_after_a_section_the_person_may_rest(mini: Outline) -> None:
    memory = writing(mini)
    asked = say(memory, "Một.", "Hai.", "Ba.", "Bốn.")
    assert "nghỉ?" in asked.text
    assert len(asked.choices) == 2

    assert "/tieptuc" in say(memory, "2").text
    say(memory, "/xemlai")
    assert memory.session.phase is Phase.REVIEWING
    say(memory, "/tieptuc")
    assert memory.session.question == "chi_tieu"


def test_the_unit_s_own_facts_are_asked_once_in_a_life(mini: Outline) -> None:
    memory = writing(mini)
    answer = say(memory, "/bannhap", "2")

    assert "Chi bộ thôn 3" in answer.text
    assert memory.session.question == "nhiem_ky"


def test_the_draft_s_number_rises_only_when_told(mini: Outline) -> None:
    memory = writing(mini)
    say(memory, "/xuat", "/xuat")
    assert "@number" not in memory.drafts["draft0"].answers

    say(memory, "/duthaomoi")
    assert memory.drafts["draft0"].answers["@number"].value == 2


def test_a_report_is_ordered_at_any_time_and_the_question_stays(mini: Outline) -> None:
    memory = writing(mini)
    say(memory, "/xuat")
    result: dict[str, Json] = {"file": "f1", "title": "Báo cáo", "number": 1, "missing": 7}
    handed = memory.happen(Finished("1", "draft0", {**result}))[-1]
    say(memory, "Vẫn là câu trả lời.")

    assert handed.file == "f1"
    assert "7 câu chưa viết" in handed.text
    assert memory.drafts["draft0"].answers["kq_chinh_tri"].words == "Vẫn là câu trả lời."


def test_a_report_that_failed_says_how_to_try_again(mini: Outline) -> None:
    failed = writing(mini).happen(Finished("1", "draft0", {"error": "KeyError"}))[-1]

    assert "/xuat" in failed.text
    assert "KeyError" not in failed.text


def test_any_answer_can_be_changed_from_the_review_without_harm_to_others(mini: Outline) -> None:
    memory = writing(mini, "Một.", "Hai.")
    before = dict(memory.drafts["draft0"].answers)
    say(memory, "/xemlai", "6", "Một, viết lại.")
    after = memory.drafts["draft0"].answers

    assert after["kq_chinh_tri"].words == "Một, viết lại."
    assert {**after, "kq_chinh_tri": before["kq_chinh_tri"]} == before


def test_an_answer_full_of_commands_is_only_an_answer(mini: Outline) -> None:
    memory = writing(mini)
    memory.happen(Said("Gồm:\n/boqua\n1\nbỏ qua"))

    assert memory.drafts["draft0"].answers["kq_chinh_tri"].words == "Gồm:\n/boqua\n1\nbỏ qua"


def formed(outline: Outline) -> Outline:
    """The small outline, with the signer's facts as one form."""
    together = ("ngay", "nguoi_ky", "chuc_vu")
    facts = [
        fact.model_copy(update={"form": "ky"}) if fact.id in together else fact
        for fact in outline.facts
    ]
    return outline.model_copy(update={"facts": tuple(facts)})


def at_form(outline: Outline) -> Memory:
    memory = writing(formed(outline))
    memory.limits = Limits(forms=True)
    say(memory, "/mucluc", "5", "1", "Hòa An")
    return memory


def test_short_questions_are_asked_together_where_messages_are_dear(mini: Outline) -> None:
    shown = at_form(mini).said[-1].text

    assert "1. Báo cáo ký ngày nào?" in shown
    assert "3. Người ký giữ chức vụ gì? (Bí thư / Phó Bí thư)" in shown


def test_a_form_is_answered_at_once_and_the_way_goes_on(mini: Outline) -> None:
    memory = at_form(mini)
    say(memory, "1: 3/2/2026; 2: Nguyễn Văn An; 3: Bí thư")

    answers = memory.drafts["draft0"].answers
    assert [answers[id].words for id in ("ngay", "nguoi_ky", "chuc_vu")] == [
        "3/2/2026",
        "Nguyễn Văn An",
        "Bí thư",
    ]
    assert memory.session.question == "so"


def test_what_was_not_understood_of_a_form_is_asked_alone(mini: Outline) -> None:
    memory = at_form(mini)
    told = say(memory, "1: hôm nào đó; 2: Nguyễn Văn An; 3: Bí thư")

    assert "2/3" in told.text
    assert memory.session.question == "ngay"
    say(memory, "3/2/2026")
    assert memory.session.question == "so"


SHORT = """
id: ngan
version: 1
title: Ngắn
numbering: [roman, arabic]
document: {type: Báo cáo, subject: ngắn, name: Ngắn, symbol: BC}
facts:
  - {id: dai_hoi, kind: yes_no, ask: Đã đại hội chưa?}
  - {id: can_cu, kind: reference, ask: Theo văn bản nào?}
citations:
  - {id: kl_21, text: Kết luận số 21-KL/TW}
  - {id: nq_04, text: Nghị quyết số 04-NQ/TW}
sections:
  - id: phan
    heading: Phần
    parts:
      - id: bang
        kind: table
        ask: Kể từng chỉ tiêu.
        columns: [{id: ten, title: Tên}, {id: so, title: Số}]
"""


def test_a_choice_is_kept_in_the_sense_of_its_kind() -> None:
    memory = started(parse(SHORT, "ngan"))
    say(memory, "1", "1", "2")

    answers = memory.drafts["draft0"].answers
    assert answers["dai_hoi"].value is True
    assert answers["can_cu"].value == ["Nghị quyết số 04-NQ/TW"]


def test_a_table_that_was_asked_back_keeps_the_words_of_every_row() -> None:
    memory = started(parse(SHORT, "ngan"))
    say(memory, "1", "1", "2")
    while memory.session.question != "bang":
        say(memory, "1")
    say(memory, "A; 1\nB; 2", "2. X; 9", "1")

    kept = memory.drafts["draft0"].answers["bang"]
    assert kept.words == "A; 1\nX; 9"


def test_damaged_text_is_kept_as_it_is_and_pointed_out(mini: Outline) -> None:
    memory = writing(mini)
    told = say(memory, "Làm tốt cơng tác dân vận, chống suy thối.")

    assert "“cơng" in told.text
    assert "xem lại" in told.text
    kept = memory.drafts["draft0"].answers["kq_chinh_tri"]
    assert kept.words == "Làm tốt cơng tác dân vận, chống suy thối."


def test_text_in_an_old_encoding_is_offered_to_be_mended(mini: Outline) -> None:
    memory = writing(mini)
    old = "b¸o c¸o s¬ kÕt gi÷a nhiÖm kú, chi bé, ®¶ng viªn"
    offered = say(memory, old)
    assert "báo cáo sơ kết giữa nhiệm kỳ, chi bộ, đảng viên" in offered.text

    say(memory, "1")
    draft = memory.drafts["draft0"]
    assert draft.answers["kq_chinh_tri"].words == "báo cáo sơ kết giữa nhiệm kỳ, chi bộ, đảng viên"
    assert any(each.words == old for each in draft.revisions)


def test_or_is_kept_as_it_was_sent(mini: Outline) -> None:
    memory = writing(mini)
    old = "b¸o c¸o s¬ kÕt gi÷a nhiÖm kú, chi bé, ®¶ng viªn"
    say(memory, old, "2")

    assert memory.drafts["draft0"].answers["kq_chinh_tri"].words == old
    assert memory.session.question == "kq_tu_tuong"


def test_a_form_too_is_asked_once_in_a_life(mini: Outline) -> None:
    memory = at_form(mini)
    say(memory, "1: 3/2/2026; 2: Nguyễn Văn An; 3: Bí thư")

    assert memory.profile["nguoi_ky"].words == "Nguyễn Văn An"
