"""Going anywhere: contents, sections, review, drafts."""

from __future__ import annotations

from flows.dialogue.events import Started
from flows.dialogue.session import Phase
from outlines.model import Outline
from tests.flows.talks import labels, say, writing

FINISH = ("Một.", "Hai.", "Ba.", "Bốn.", "1", "A; 5; 3; Vượt", "1", "Sáu.", "1", "Bảy.", "Tám.", "1",
          "Hòa An", "3/2/2026", "Nguyễn Văn An", "1", "12", "1")  # fmt: skip
"""Every answer of the small outline from the first section on."""


def test_the_contents_name_every_section_with_its_progress(mini: Outline) -> None:
    shown = labels(say(writing(mini, "Một."), "/mucluc"))

    assert shown[0] == "Thông tin đầu báo cáo (5/5)"
    assert shown[1] == "Phần thứ nhất, mục I: KẾT QUẢ THỰC HIỆN (1/4)"
    assert shown[-1] == "Thông tin cuối báo cáo (0/6)"


def test_from_the_contents_one_goes_to_a_section_and_to_a_question(mini: Outline) -> None:
    memory = writing(mini, "Một.")
    section = say(memory, "/mucluc", "2")
    assert labels(section)[0] == "☑ Phần thứ nhất, I.1 · Kết quả thực hiện nhiệm vụ chính trị: Một."
    assert labels(section)[1] == "☐ Phần thứ nhất, I.2 · Về công tác chính trị tư tưởng: chưa viết"

    say(memory, "3")
    assert memory.session.question == "kq_hoc_tap"


def test_after_a_jump_the_way_goes_on_to_what_is_still_open(mini: Outline) -> None:
    memory = writing(mini)
    say(memory, "/mucluc", "2", "4", "Bốn.")

    assert memory.session.question == "chi_tieu"
    say(memory, "A; 5; 3; Vượt", "1")
    assert memory.session.question == "du_bao"


def test_the_last_answer_leads_to_the_review_of_everything(mini: Outline) -> None:
    memory = writing(mini, *FINISH)

    assert memory.session.phase is Phase.REVIEWING
    assert "đã viết 17/17 câu" in memory.said[-1].text
    assert "Không còn câu nào thiếu" in memory.said[-1].text


def test_the_review_turns_its_pages(mini: Outline) -> None:
    memory = writing(mini, *FINISH)
    first = say(memory, "/xemlai")
    second = say(memory, str(len(first.choices)))

    assert "trang 2/2" in second.text
    assert labels(second)[-1] == "Xem phần trước"
    assert "trang 1/2" in say(memory, str(len(second.choices))).text


def test_what_is_left_for_later_is_missing_and_by_hand_is_not(mini: Outline) -> None:
    memory = writing(mini, *FINISH)
    say(memory, "/xemlai", "6", "/boqua", "1")
    assert "Còn thiếu 1 câu" in memory.said[-1].text

    say(memory, "6", "/boqua", "4")
    assert "Không còn câu nào thiếu" in memory.said[-1].text


def test_several_drafts_are_listed_with_their_progress_the_last_used_first(mini: Outline) -> None:
    memory = writing(mini, "Một.")
    say(memory, "/bannhap", "2", "2025-2030", "Bản thứ hai")
    shown = labels(say(memory, "/bannhap"))

    assert shown[0] == "Bản thứ hai (3/17 câu)"
    assert shown[1] == "Báo cáo thử 2020 - 2025 (4/17 câu)"


def test_another_draft_is_opened_where_it_stood(mini: Outline) -> None:
    memory = writing(mini, "Một.")
    say(memory, "/bannhap", "2", "2025-2030", "Bản thứ hai")
    back = say(memory, "/bannhap", "2")

    assert "“Một.”" in back.text
    assert memory.session.question == "kq_tu_tuong"


def test_a_slot_that_does_not_apply_is_not_asked(mini: Outline) -> None:
    memory = writing(mini)
    say(memory, "/mucluc", "1", "1", "Đảng bộ xã Hòa Bình")
    asked = [step for step in labels(say(memory, "/mucluc", "2")) if "đột phá" in step]

    assert len(asked) == 1


def test_who_comes_back_while_changing_an_answer_finds_the_same_question(mini: Outline) -> None:
    memory = writing(mini, "Một.", "Hai.")
    say(memory, "/xemlai", "6")
    memory.happen(Started())

    assert memory.session.question == "kq_chinh_tri"
    assert "“Một.”" in memory.said[-1].text


def test_a_finished_draft_is_opened_in_the_review_and_stands_at_a_question(mini: Outline) -> None:
    memory = writing(mini, *FINISH)
    say(memory, "/bannhap", "1")
    assert memory.session.phase is Phase.REVIEWING

    asked = say(memory, "/boqua")
    assert len(asked.choices) == 4


def test_from_the_review_one_goes_on_to_what_was_left_for_later(mini: Outline) -> None:
    memory = writing(mini, *FINISH)
    say(memory, "/xemlai", "7", "/boqua", "1")
    say(memory, "/tieptuc")

    assert memory.session.question == "kq_tu_tuong"


def test_the_list_of_drafts_is_whole_however_it_was_asked_for(mini: Outline) -> None:
    memory = writing(mini)
    by_command = labels(say(memory, "/bannhap"))
    say(memory, "1")
    by_name = labels(say(memory, "bản nháp", "1"))

    assert by_name == by_command
    assert "câu)" in by_name[0]
