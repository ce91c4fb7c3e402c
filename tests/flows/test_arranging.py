"""What belongs to a draft: out of scope, parts of one's own, the bin, whole reports pasted, old encodings, versions."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.dialogue.events import Started
from flows.dialogue.session import Phase
from flows.drafts import migrate
from flows.drafts.deal import deal
from flows.drafts.migrate import compare, plan
from flows.drafts.plan import steps
from flows.drafts.values import Answer, Answers, State
from outlines.loader import load
from outlines.model import Outline, Section, Slot
from tests.conftest import MINI
from tests.flows.talks import PASTED, labels, say, writing

TODAY = date(2026, 11, 22)

# --- scope -----------------------------------------------------------------------------------


def test_a_slot_out_of_scope_is_not_asked_and_keeps_its_words(mini: Outline) -> None:
    memory = writing(mini, "Một.")
    told = say(memory, "/khongthuoc", "1")

    assert "Đã bỏ khỏi báo cáo" in told.text
    assert memory.session.question == "chi_tieu"
    assert memory.drafts["draft0"].answers["kq_chinh_tri"].words == "Một."


def test_a_whole_section_can_be_out_of_scope_and_come_back(mini: Outline) -> None:
    memory = writing(mini, "Một.")
    say(memory, "/khongthuoc", "2")
    shown = say(memory, "/mucluc")
    assert labels(shown)[-1] == "Đưa lại: KẾT QUẢ THỰC HIỆN"

    back = say(memory, str(len(shown.choices)))
    assert any("KẾT QUẢ THỰC HIỆN (1/4)" in each for each in labels(back))


# --- parts of one's own ----------------------------------------------------------------------


def test_a_part_with_a_title_is_asked_for_both(mini: Outline) -> None:
    memory = writing(mini)
    say(memory, "/themmuc", "1", "Công tác chuyển đổi số")
    assert memory.session.question == "own_kq_1"

    say(memory, "Đã số hóa 100% hồ sơ.")
    draft = memory.drafts["draft0"]
    slot = next(s.slot for s in steps(mini, draft.answers) if s.id == "own_kq_1")
    assert slot
    assert slot.heading == "Công tác chuyển đổi số"
    assert draft.answers["own_kq_1"].words == "Đã số hóa 100% hồ sơ."


def test_other_content_has_no_title_and_several_can_be_added(mini: Outline) -> None:
    memory = writing(mini)
    say(memory, "/themmuc", "2", "Nội dung khác một.")
    say(memory, "/lui", "/themmuc", "2", "Nội dung khác hai.")

    answers = memory.drafts["draft0"].answers
    assert answers["own_kq_1"].words == "Nội dung khác một."
    assert answers["own_kq_2"].words == "Nội dung khác hai."


# --- the bin ---------------------------------------------------------------------------------


def test_a_draft_goes_to_the_bin_only_on_yes_and_comes_back(mini: Outline) -> None:
    memory = writing(mini, "Một.")
    assert "thùng rác?" in say(memory, "/xoa").text
    told = say(memory, "1")
    assert memory.session.draft == ""
    assert any(label.startswith("Lấy lại") for label in labels(told))

    say(memory, "1")
    assert memory.session.question == "kq_tu_tuong"
    assert memory.drafts["draft0"].status == "open"


def test_one_may_think_better_of_the_bin(mini: Outline) -> None:
    memory = writing(mini, "Một.")
    say(memory, "/xoa", "/tieptuc")

    assert (memory.session.question, memory.drafts["draft0"].status) == ("kq_tu_tuong", "open")


# --- a whole report pasted -------------------------------------------------------------------


def test_a_pasted_report_is_offered_to_be_dealt_out(mini: Outline) -> None:
    memory = writing(mini)
    assert "cả một báo cáo" in say(memory, PASTED).text

    told = say(memory, "1")
    answers = memory.drafts["draft0"].answers
    assert answers["kq_chinh_tri"].words == "Hoàn thành 12/12 chỉ tiêu.\nThu nhập tăng 5%."
    assert answers["kq_tu_tuong"].words == "Đã học 12 buổi.\nTư tưởng ổn định."
    assert "1 dòng" in told.text


def test_or_stays_whole_where_it_was_pasted(mini: Outline) -> None:
    memory = writing(mini)
    say(memory, PASTED, "2")

    assert memory.drafts["draft0"].answers["kq_chinh_tri"].words == PASTED.strip()


def test_what_stands_is_added_to_and_not_replaced(mini: Outline) -> None:
    memory = writing(mini, "Đã có.")
    say(memory, PASTED, "1")

    assert memory.drafts["draft0"].answers["kq_chinh_tri"].words.startswith("Đã có.\nHoàn thành")


def test_dealing_loses_no_line(mini: Outline) -> None:
    found = deal(mini, {}, PASTED)
    kept = "\n".join([found.rest, *found.answers.values()])

    assert found.headings == 4
    assert all(line in kept for line in ("BÁO CÁO", "Thu nhập tăng 5%.", "Tư tưởng ổn định."))


def test_an_ordinary_long_answer_is_no_report(mini: Outline) -> None:
    memory = writing(mini)
    say(memory, "\n".join(f"Ý thứ {n} của câu trả lời." for n in range(40)))

    assert memory.session.question == "kq_tu_tuong"


# --- a newer version of the outline ----------------------------------------------------------


def renewed(outline: Outline, **changes: object) -> Outline:
    """Version 2, with the first section's first slot changed so."""
    first = outline.sections[0].parts[0]
    assert isinstance(first, Section)
    slot = first.parts[0].model_copy(update=changes)
    section = first.model_copy(update={"parts": (slot, *first.parts[1:])})
    head = outline.sections[0].model_copy(update={"parts": (section,)})
    return outline.model_copy(update={"version": 2, "sections": (head, *outline.sections[1:])})


def test_the_plan_is_shown_before_anything_happens(mini: Outline) -> None:
    memory = writing(mini, "Một.")
    memory.outlines.append(renewed(mini, id="kq_moi", formerly=("kq_chinh_tri",)))
    told = memory.happen(Started())[-1]

    assert "giữ 4 câu, hỏi lại 0 câu, cất riêng 0 câu" in told.text
    assert memory.drafts["draft0"].outline.version == 1


def test_on_yes_renamed_answers_move_and_the_way_goes_on(mini: Outline) -> None:
    memory = writing(mini, "Một.")
    memory.outlines.append(renewed(mini, id="kq_moi", formerly=("kq_chinh_tri",)))
    memory.happen(Started())
    say(memory, "1")

    assert memory.drafts["draft0"].outline.version == 2
    assert memory.drafts["draft0"].answers["kq_moi"].words == "Một."
    assert memory.session.question == "kq_tu_tuong"


def test_on_no_the_old_version_stays_and_is_not_asked_again(mini: Outline) -> None:
    memory = writing(mini, "Một.")
    memory.outlines.append(renewed(mini, id="kq_moi"))
    memory.happen(Started())
    say(memory, "2")

    assert "bản mới" not in memory.happen(Started())[-1].text
    assert memory.drafts["draft0"].outline.version == 1


def test_a_vanished_answer_is_set_aside_and_can_be_brought_back(mini: Outline) -> None:
    memory = writing(mini, "Câu không còn chỗ.")
    memory.outlines.append(renewed(mini, id="kq_moi"))
    memory.happen(Started())
    say(memory, "1")
    assert "/catrieng" in say(memory, "/xemlai").text
    assert labels(say(memory, "/catrieng")) == ["Câu không còn chỗ."]

    say(memory, "1")
    assert memory.drafts["draft0"].answers["own_kq_1"].words == "Câu không còn chỗ."


def test_what_the_new_kind_does_not_read_is_asked_again_with_the_old_words(mini: Outline) -> None:
    memory = writing(mini, "Khá tốt.")
    memory.outlines.append(renewed(mini, kind="number"))
    assert "hỏi lại 1 câu" in memory.happen(Started())[-1].text

    say(memory, "1", "/lui")
    again = memory.drafts["draft0"].answers["kq_chinh_tri"]
    assert (again.state, again.words) == (State.LATER, "Khá tốt.")


def test_comparing_two_outlines_names_every_question_once(mini: Outline) -> None:
    found = compare(mini, renewed(mini, id="kq_moi"), TODAY)

    assert "kq_chinh_tri" in found.aside
    everything = [*found.kept, *found.again, *found.aside]
    assert sorted(everything) == sorted(question.id for question in mini.questions())


IDS = [
    "to_chuc",
    "nhiem_ky",
    "kq_chinh_tri",
    "kq_xay_dung_dang",
    "kq_tu_tuong",
    "chi_tieu",
    "du_bao",
]


@st.composite
def edited(draw: st.DrawFn, mini: Outline) -> Outline:
    """Version 2: slots renamed, merged, dropped, of another kind."""
    parts = [
        section.model_copy(update={"parts": _parts(draw, section.parts)})
        for section in mini.sections
    ]
    return mini.model_copy(update={"version": 2, "sections": tuple(parts)})


def _parts(draw: st.DrawFn, parts: tuple[Section | Slot, ...]) -> tuple[Section | Slot, ...]:
    made: list[Section | Slot] = []
    for part in parts:
        if isinstance(part, Section):
            made.append(part.model_copy(update={"parts": _parts(draw, part.parts)}))
            continue
        change = draw(
            st.sampled_from(["same", "renamed", "merged", "dropped", "number", "points gone"])
        )
        if change != "dropped":
            made.append(part.model_copy(update=_change(draw, part, change)))
    return tuple(made)


def _change(draw: st.DrawFn, slot: Slot, change: str) -> dict[str, object]:
    if change == "renamed":
        return {"id": f"x_{slot.id}", "formerly": (slot.id,)}
    if change == "merged":
        return {"formerly": tuple(draw(st.lists(st.sampled_from(IDS), max_size=3, unique=True)))}
    return (
        {"kind": "number"}
        if change == "number"
        else {"points": ()}
        if change == "points gone"
        else {}
    )


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_whatever_changes_every_answer_is_kept_asked_again_or_set_aside(
    data: st.DataObject,
) -> None:
    mini = load(MINI)
    new = data.draw(edited(mini))
    ids = [question.id for question in mini.questions()]
    given_ = data.draw(st.lists(st.sampled_from(ids), unique=True))
    answers: Answers = {id: Answer(State.ANSWERED, f"Lời của {id}.") for id in given_}

    found = plan(mini, new, answers, {}, TODAY)

    assert sorted([*found.kept, *found.again, *found.aside]) == sorted(answers)
    _held(dict(answers), found, new)


def _held(answers: dict[str, Answer], found: migrate.Plan, new: Outline) -> None:
    """After the moves every word stands under a question of the new outline, or is set aside."""
    after = dict(answers)
    for move in found.carried:
        words = "\n".join(answers[id].words for id in move.sources if id in answers)
        after[move.target] = Answer(move.state, words, move.value)
    known = {question.id for question in new.questions()}
    shown = "\n".join(after[id].words for id in after if id in known)
    for id, answer in answers.items():
        assert answer.words in shown or id in found.aside


def test_phase_after_an_upgrade_is_one_in_which_words_are_answers(mini: Outline) -> None:
    memory = writing(mini, "Một.")
    memory.outlines.append(renewed(mini))
    memory.happen(Started())
    say(memory, "1")

    assert memory.session.phase is Phase.ASKING


# --- words where something is to be decided --------------------------------------------------


def test_words_at_a_menu_are_no_answer(mini: Outline) -> None:
    memory = writing(mini, "Câu một rất dài.")
    for command in ("/themmuc", "/khongthuoc", "/xoa"):
        say(memory, "/lui", command)
        told = say(memory, "không")
        assert "chưa ghi vào đâu" in told.text
    assert memory.drafts["draft0"].answers["kq_chinh_tri"].words == "Câu một rất dài."


def test_a_title_of_one_s_own_may_be_long(mini: Outline) -> None:
    memory = writing(mini)
    title = "Công tác lãnh đạo, chỉ đạo thực hiện " * 6
    say(memory, "/themmuc", "1", title, "Nội dung.")

    assert memory.drafts["draft0"].answers["own_kq_1"].words == "Nội dung."
    assert "@own:kq:1" in memory.drafts["draft0"].answers


def test_no_id_is_shown_of_a_part_without_a_title(mini: Outline) -> None:
    memory = writing(mini)
    say(memory, "/themmuc", "2")
    shown = say(memory, "/khongthuoc")

    assert not any("own_" in label for label in labels(shown))


def test_a_report_that_was_cut_in_two_is_dealt_out_whole(mini: Outline) -> None:
    memory = writing(mini)
    say(memory, PASTED)
    say(memory, "III. NHIỆM VỤ, GIẢI PHÁP\n1. Thực hiện nhiệm vụ chính trị\nGiữ vững nền nếp.")
    say(memory, "1")

    answers = memory.drafts["draft0"].answers
    assert answers["kq_tu_tuong"].words == "Đã học 12 buổi.\nTư tưởng ổn định."
    assert answers["nv_chinh_tri"].words == "Giữ vững nền nếp."


def test_an_action_s_name_at_a_table_leaves_the_table_alone(mini: Outline) -> None:
    memory = writing(mini, "Một.", "Hai.", "Ba.", "Bốn.", "1", "A; 5; 3; Vượt")
    asked = say(memory, "Khác")
    assert len(asked.choices) == 1

    assert memory.drafts["draft0"].answers["chi_tieu"].words == "A; 5; 3; Vượt"
