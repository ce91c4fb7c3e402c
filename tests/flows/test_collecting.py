"""Long answers on a phone: several messages are one answer, and each goes to the question it was written for."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.dialogue.events import Said, Woke
from flows.dialogue.messages import Limits, Message
from flows.dialogue.session import Phase
from flows.drafts.pieces import CLIENT_LIMIT, Piece, in_order, join
from flows.drafts.values import State
from outlines.model import Outline
from tests.flows.talks import labels, say, writing
from tests.memory import NOW, Memory

SECOND = timedelta(seconds=1)
SETTLED = Woke("settle")


def phone(outline: Outline) -> Memory:
    """At the first content question, in a channel that joins messages."""
    memory = writing(outline)
    memory.limits = Limits(joins=True)
    return memory


def send(memory: Memory, words: str, key: str, after: int) -> list[Message]:
    """A message of the platform's second `after`."""
    return memory.happen(Said(words, key, NOW + after * SECOND))


def words(memory: Memory, question: str) -> str:
    return memory.drafts["draft0"].answers[question].words


def test_messages_in_quick_succession_are_one_answer_and_one_reply(mini: Outline) -> None:
    memory = phone(mini)
    silent = [send(memory, f"Ý {n}.", str(n), n) for n in (1, 2, 3)]
    asked = memory.happen(SETTLED)

    assert silent == [[], [], []]
    assert words(memory, "kq_chinh_tri") == "Ý 1.\nÝ 2.\nÝ 3."
    assert "3 tin, 6 chữ" in asked[0].text
    assert memory.session.question == "kq_tu_tuong"


def test_every_message_is_kept_before_the_answer_is_complete(mini: Outline) -> None:
    memory = phone(mini)
    send(memory, "Ý một.", "1", 1)
    assert words(memory, "kq_chinh_tri") == "Ý một."

    send(memory, "Ý hai.", "2", 2)
    assert words(memory, "kq_chinh_tri") == "Ý một.\nÝ hai."


def test_pieces_stand_in_the_order_in_which_they_were_written(mini: Outline) -> None:
    memory = phone(mini)
    for key, after in (("10", 5), ("9", 5), ("8", 2)):
        send(memory, f"tin {key}", key, after)

    assert words(memory, "kq_chinh_tri") == "tin 8\ntin 9\ntin 10"


@pytest.mark.parametrize(
    ("said", "quiet"),
    [
        (Said("Ngắn.", "1", NOW), 3),
        (Said("Chuyển tiếp.", "1", NOW, forwarded=True), 20),
        (Said("x" * 3700, "1", NOW), 20),
    ],
    ids=["short", "forwarded", "near the limit"],
)
def test_more_is_waited_for_where_more_is_likely(mini: Outline, said: Said, quiet: int) -> None:
    memory = phone(mini)
    memory.happen(replace(said, at=NOW + SECOND))

    assert memory.timers["settle"] == NOW + quiet * SECOND


def test_a_command_ends_the_collecting_and_its_timer(mini: Outline) -> None:
    memory = phone(mini)
    send(memory, "Ý một.", "1", 1)
    say(memory, "/tieptuc")

    assert memory.timers == {}
    assert memory.session.question == "kq_tu_tuong"
    assert memory.happen(SETTLED) == []


def test_a_number_within_an_answer_is_part_of_it(mini: Outline) -> None:
    memory = phone(mini)
    send(memory, "Gồm các ý sau:", "1", 1)
    send(memory, "1", "2", 2)

    assert words(memory, "kq_chinh_tri") == "Gồm các ý sau:\n1"


def test_an_action_s_name_within_an_answer_is_asked_back(mini: Outline) -> None:
    memory = phone(mini)
    send(memory, "Ý một.", "1", 1)
    asked = send(memory, "bỏ qua", "2", 2)
    assert len(asked[0].choices) == 2

    say(memory, "2")
    assert words(memory, "kq_chinh_tri") == "Ý một.\nbỏ qua"


def test_what_was_written_before_the_next_question_came_belongs_to_the_one_before(
    mini: Outline,
) -> None:
    memory = phone(mini)
    send(memory, "Ý một.", "1", 1)
    memory.now = NOW + 10 * SECOND
    memory.happen(SETTLED)
    told = send(memory, "Ý muộn.", "2", 9)

    assert words(memory, "kq_chinh_tri") == "Ý một.\nÝ muộn."
    assert "câu trước" in told[0].text
    assert memory.session.question == "kq_tu_tuong"
    assert "kq_tu_tuong" not in memory.drafts["draft0"].answers


def test_what_came_early_after_a_short_question_is_asked_back(mini: Outline) -> None:
    memory = writing(mini)
    memory.limits = Limits(joins=True)
    say(memory, "/mucluc", "5", "2")
    memory.now = NOW + 10 * SECOND
    say(memory, "3/2/2026")
    offered = send(memory, "Nguyễn Văn An", "9", 5)
    assert labels(offered[0])[0].startswith("Cho câu trước")

    say(memory, "2")
    assert words(memory, "nguoi_ky") == "Nguyễn Văn An"
    assert words(memory, "ngay") == "3/2/2026"


def test_what_comes_while_the_next_question_still_waits_belongs_to_the_one_before(
    mini: Outline,
) -> None:
    memory = phone(mini)
    send(memory, "Ý một.", "1", 1)
    memory.happen(SETTLED)
    memory.unsent = 0
    send(memory, "Ý hai.", "2", 60)

    assert words(memory, "kq_chinh_tri") == "Ý một.\nÝ hai."


def test_a_question_on_its_way_may_be_on_the_phone_already(mini: Outline) -> None:
    memory = phone(mini)
    send(memory, "Ý một.", "1", 1)
    memory.happen(SETTLED)
    memory.unsent = 1
    send(memory, "Ý hai.", "2", 60)

    assert words(memory, "kq_tu_tuong") == "Ý hai."


def test_words_after_a_command_are_kept_or_refused_aloud(mini: Outline) -> None:
    memory = phone(mini)
    send(memory, "Ý một.", "1", 1)
    memory.happen(SETTLED)
    send(memory, "/lui", "2", 2)
    send(memory, "/vietthem Ý hai.", "3", 3)
    memory.happen(SETTLED)
    assert words(memory, "kq_chinh_tri") == "Ý một.\nÝ hai."

    told = send(memory, "/xuat Ý ba.", "4", 4)
    assert "/xuat xin nhắn riêng" in told[0].text


def test_later_words_are_added_to_an_answer_that_stands(mini: Outline) -> None:
    memory = writing(mini, "Câu đầu.")
    say(memory, "/lui", "/vietthem", "Câu thêm.")

    assert words(memory, "kq_chinh_tri") == "Câu đầu.\nCâu thêm."


def test_there_is_nothing_to_add_to_where_nothing_stands(mini: Outline) -> None:
    assert "chưa có gì" in say(writing(mini), "/vietthem").text


def test_a_message_that_went_to_the_wrong_question_goes_back(mini: Outline) -> None:
    memory = writing(mini, "Kết quả một.", "Tư tưởng.", "Vẫn là tư tưởng.")
    say(memory, "/nhamcau")

    assert words(memory, "kq_tu_tuong") == "Tư tưởng.\nVẫn là tư tưởng."
    assert memory.drafts["draft0"].answers["kq_hoc_tap"].state is State.LATER
    assert memory.session.question == "kq_hoc_tap"


def test_the_wrong_message_uncovers_what_stood_before_it(mini: Outline) -> None:
    memory = writing(mini, "Một.", "Hai.")
    say(memory, "/lui", "Nhầm.", "/nhamcau")

    assert words(memory, "kq_chinh_tri") == "Một.\nNhầm."
    assert words(memory, "kq_tu_tuong") == "Hai."


def test_a_message_put_to_its_question_later_stands_where_it_was_written(mini: Outline) -> None:
    """A short question before, so it is asked; meanwhile more of the long answer comes."""
    memory = writing(mini)
    memory.limits = Limits(joins=True)
    say(memory, "/mucluc", "5", "2")
    memory.now = NOW + 10 * SECOND
    say(memory, "3/2/2026", "/mucluc", "2", "1")
    asked = send(memory, "Ý một.", "1", 5)
    assert labels(asked[0])[1].startswith("Cho câu này")
    assert memory.happen(Said("2")) == []
    send(memory, "Ý không.", "0", 4)

    assert words(memory, "kq_chinh_tri") == "Ý không.\nÝ một."


def test_a_message_without_a_time_stays_behind_what_it_came_after() -> None:
    came = [
        Piece("1", "một", NOW),
        Piece("", "hai"),
        Piece("3", "ba", NOW + SECOND),
        Piece("0", "không", NOW - SECOND),
    ]

    assert [each.words for each in in_order(came)] == ["không", "một", "hai", "ba"]
    assert in_order(in_order(came)) == in_order(came)


def test_an_answer_given_elsewhere_meanwhile_is_kept_and_said(mini: Outline) -> None:
    memory = writing(mini)
    draft = memory.drafts["draft0"]
    draft.answers["kq_chinh_tri"] = replace(
        draft.answers["to_chuc"], words="Từ máy khác.", value=None
    )
    told = say(memory, "Từ máy này.")

    assert "“Từ máy khác.”" in told.text
    assert words(memory, "kq_chinh_tri") == "Từ máy này."


@given(st.lists(st.tuples(st.integers(0, 5), st.text("ab\n", min_size=1, max_size=6))))
def test_joining_loses_nothing_whatever_the_order_of_arrival(found: list[tuple[int, str]]) -> None:
    pieces = [Piece(str(n), words, NOW + after * SECOND) for n, (after, words) in enumerate(found)]
    joined = join(pieces)

    assert joined == join(list(reversed(pieces)))
    assert joined == "\n".join(piece.words for piece in in_order(pieces))


@pytest.mark.parametrize(
    ("first", "second", "glue"),
    [
        ("x" * CLIENT_LIMIT, "tiếp theo", ""),
        ("chữ " * 1000 + "còn", "dở dang", " "),
        ("chữ " * 1000 + "hết.", "dở dang", "\n"),
        ("chữ " * 1000 + "còn", "Đoạn mới", "\n"),
        ("ngắn", "tiếp", "\n"),
        ("c" * (CLIENT_LIMIT - 1), "28 đồng chí", " "),
        ("c" * (CLIENT_LIMIT - 2) + ".", "28 đồng chí", "\n"),
        ("😀" * (CLIENT_LIMIT // 2), "Đoạn", ""),
    ],
)
def test_a_message_that_a_client_cut_in_two_is_whole_again(
    first: str, second: str, glue: str
) -> None:
    at: datetime = NOW

    assert join([Piece("2", second, at), Piece("1", first, at)]) == first + glue + second


def test_in_collecting_the_phase_says_so(mini: Outline) -> None:
    memory = phone(mini)
    send(memory, "Ý một.", "1", 1)

    assert memory.session.phase is Phase.COLLECTING


def test_words_after_a_name_that_was_asked_back_are_added_and_replace_nothing(
    mini: Outline,
) -> None:
    memory = writing(mini, "Câu dài.")
    say(memory, "/lui", "/vietthem", "Khác", "Câu thêm.")

    assert words(memory, "kq_chinh_tri") == "Câu dài.\nCâu thêm."


def test_a_question_that_is_put_again_does_not_make_its_answer_early(mini: Outline) -> None:
    memory = phone(mini)
    send(memory, "Một.", "1", 1)
    memory.now = NOW + 5 * SECOND
    memory.happen(SETTLED)
    memory.now = NOW + 60 * SECOND
    say(memory, "/mau")
    send(memory, "Câu trả lời về tư tưởng.", "9", 59)

    assert words(memory, "kq_chinh_tri") == "Một."
    assert words(memory, "kq_tu_tuong") == "Câu trả lời về tư tưởng."


def test_a_late_piece_finds_its_answer_also_after_the_offer_of_a_rest(mini: Outline) -> None:
    memory = phone(mini)
    for n, text in enumerate(("Một.", "Hai.", "Ba.", "Bốn, đầu."), 1):
        send(memory, text, str(n), 10 * n)
        memory.now = NOW + (10 * n + 5) * SECOND
        memory.happen(SETTLED)
    send(memory, "Bốn, cuối.", "9", 44)

    assert words(memory, "kq_khac") == "Bốn, đầu.\nBốn, cuối."
