"""Rules of drafts: which questions, in which order, under which labels; and the secrecy marking."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.drafts.plan import Stage, missing, mode, progress, steps, upcoming
from flows.drafts.secrecy import marked
from flows.drafts.tree import leaves, tree
from flows.drafts.values import Answer, State
from outlines.model import Outline, Slot

CELL = Answer(State.ANSWERED, "x")
BRANCH = {"to_chuc": Answer(State.ANSWERED, "x", {"kind": "đảng bộ", "name": "xã"})}


def ids(outline: Outline, **answers: Answer) -> list[str]:
    return [step.id for step in steps(outline, answers) if step.stage is Stage.BODY]


def slot(outline: Outline, id: str) -> Slot:
    return next(each for each in outline.slots() if each.id == id)


def test_the_way_has_facts_settings_sections_and_facts_again(mini: Outline) -> None:
    way = [step.id for step in steps(mini, {})]

    assert way[:5] == ["to_chuc", "cap_tren", "nhiem_ky", "@name", "@mode"]
    assert way[5:7] == ["kq_chinh_tri", "kq_tu_tuong"]
    assert way[-6:] == ["dia_danh", "ngay", "nguoi_ky", "chuc_vu", "so", "noi_nhan"]


def test_in_mode_whole_a_slot_is_one_question(mini: Outline) -> None:
    whole = {"@mode": Answer(State.ANSWERED, "", "whole")}

    assert "kq_xay_dung_dang" in ids(mini, **whole)
    assert "kq_tu_tuong" not in ids(mini, **whole)


def test_a_whole_answer_stands_for_its_points(mini: Outline) -> None:
    assert "kq_tu_tuong" not in ids(mini, kq_xay_dung_dang=CELL)


def test_a_whole_answer_is_listed_before_the_points_that_it_prints_before(mini: Outline) -> None:
    own = {
        "@mode:kq_xay_dung_dang": Answer(State.ANSWERED, "", "points"),
        "kq_xay_dung_dang": CELL,
    }

    found = ids(mini, **own)
    assert found[1:3] == ["kq_xay_dung_dang", "kq_tu_tuong"]


def test_a_slot_s_own_mode_beats_everything(mini: Outline) -> None:
    own = {
        "@mode:kq_xay_dung_dang": Answer(State.ANSWERED, "", "points"),
        "@mode": Answer(State.ANSWERED, "", "whole"),
        "kq_xay_dung_dang": CELL,
    }

    assert mode(mini, slot(mini, "kq_xay_dung_dang"), own) == "points"


def test_a_slot_without_points_is_always_whole(mini: Outline) -> None:
    assert mode(mini, slot(mini, "kq_chinh_tri"), {}) == "whole"


@pytest.mark.parametrize(
    ("answers", "asked"),
    [({}, True), (BRANCH, True), ({"to_chuc": Answer(State.ANSWERED, "x", {"kind": "chi bộ", "name": "y"})}, False)],
)  # fmt: skip
def test_a_condition_on_a_fact_not_told_yet_holds(
    mini: Outline, answers: dict[str, Answer], *, asked: bool
) -> None:
    assert ("kq_dot_pha" in ids(mini, **answers)) is asked


def test_of_what_arose_not_at_all_there_is_no_heading_and_no_number(mini: Outline) -> None:
    dropped = {**BRANCH, "kq_dot_pha": Answer(State.NONE_ARISEN)}
    branch = next(b for b in leaves(tree(mini, dropped)) if b.node.id == "kq_dot_pha")

    assert (branch.printed, branch.label) == (False, "")


def test_labels_follow_the_style_of_their_depth(mini: Outline) -> None:
    labels = {b.node.id: b.path for b in leaves(tree(mini, {}))}

    assert labels["kq_xay_dung_dang"] == ("Phần thứ nhất", "I.", "(2)")
    assert labels["chi_tieu"] == ("Phần thứ hai", "I.")
    assert labels["nv_chinh_tri"] == ("Phần thứ hai", "III.", "1.")


def test_the_next_question_looks_on_and_then_from_the_beginning(mini: Outline) -> None:
    way = steps(mini, {})
    known = {step.id: CELL for step in way[5:]}

    found = upcoming(way, known, after=way[-1].id)
    assert found
    assert found.id == "to_chuc"
    assert upcoming(way, {step.id: CELL for step in way}, after="to_chuc") is None


def test_progress_counts_what_is_settled_and_not_what_is_left_for_later(mini: Outline) -> None:
    answers = {
        "kq_chinh_tri": CELL,
        "kq_tu_tuong": Answer(State.NONE_ARISEN),
        "kq_hoc_tap": Answer(State.LATER),
        "to_chuc": CELL,
    }
    way = steps(mini, answers)

    assert progress(way, answers)[0] == 3
    assert {"kq_hoc_tap", "kq_khac"} <= {step.id for step in missing(way, answers)}
    assert not {"kq_tu_tuong", "@mode"} & {step.id for step in missing(way, answers)}


@given(st.dictionaries(st.integers(0, 16), st.sampled_from(State)))
def test_what_is_missing_is_the_rest_of_the_progress(
    mini: Outline, states: dict[int, State]
) -> None:
    empty = [step.id for step in steps(mini, {})]
    answers = {empty[n % len(empty)]: Answer(state, "Có.") for n, state in states.items()}
    way = steps(mini, answers)
    done, total = progress(way, answers)

    assert total - done == len(missing(way, answers))
    assert 0 <= done <= total


@pytest.mark.parametrize(
    "words",
    ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "MẬT: kế hoạch A", "TUYỆT MẬT 05", "Dòng đầu\n  MẬT  \nDòng cuối", "(MẬT)",
     "Độ mật: TUYỆT MẬT", "Tài liệu MẬT: kế hoạch", "Tài liệu: MẬT", "Độ mật: Tối mật"],
)  # fmt: skip
def test_a_marking_is_recognised(words: str) -> None:
    assert marked(words)


@pytest.mark.parametrize(
    "words",
    ["BẢO MẬT", "Bí mật nhà nước", "mật", "CÔNG TÁC BẢO MẬT: tốt", "MẬT ONG", "Độ mật: MẬT ong", "BÍ MẬT",
     "TỐI MẬT thư"],
)  # fmt: skip
def test_other_words_pass(words: str) -> None:
    assert not marked(words)
