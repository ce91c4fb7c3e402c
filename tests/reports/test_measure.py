"""Widths against the font's own, and lines that break evenly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.measure import BOLD, ITALIC, UPRIGHT, Font, balanced, width


@pytest.mark.parametrize(
    ("text", "font", "expected"),
    [
        ("ĐẢNG CỘNG SẢN VIỆT NAM", BOLD, 13777),
        ("ĐẢNG CỘNG SẢN VIỆT NAM", UPRIGHT, 13331),
        ("ĐẢNG CỘNG SẢN VIỆT NAM", ITALIC, 12500),
        ("Ử", UPRIGHT, 776),
        ("ờ", BOLD, 554),
        ("đ", UPRIGHT, 500),
        ("", UPRIGHT, 0),
    ],
)
def test_width_is_the_fonts_own(text: str, font: Font, expected: int) -> None:
    assert width(text, font) == expected


def test_a_letter_weighs_the_same_composed_or_not() -> None:
    assert width("ề", UPRIGHT) == width("e\u0302\u0300", UPRIGHT)


@given(
    st.lists(st.text("ABN", min_size=1, max_size=9), min_size=1, max_size=12),
    st.integers(7000, 30000),
)
def test_balanced_lines_are_as_many_and_no_longer(words: list[str], room: int) -> None:
    text = " ".join(words)

    narrow = balanced(text, UPRIGHT, room)

    assert narrow <= room
    assert balanced(text, UPRIGHT, narrow) == narrow
    if width(text, UPRIGHT) <= room:
        assert narrow == width(text, UPRIGHT)


def test_two_lines_come_out_about_the_same() -> None:
    name = "ĐẢNG BỘ KHỐI CÁC CƠ QUAN VÀ DOANH NGHIỆP TỈNH HÒA AN"

    narrow = balanced(name, UPRIGHT, width(name, UPRIGHT) - 1)

    assert narrow < width(name, UPRIGHT) * 0.6


LINE = "SO SÁNH KẾT QUẢ THỰC HIỆN VÀ MỤC TIÊU CÁC CHỈ TIÊU"


@pytest.mark.parametrize(
    ("text", "kept", "first"),
    [
        (LINE, (), "SO SÁNH KẾT QUẢ THỰC HIỆN"),
        (LINE, ("thực hiện", "hiện và"), "SO SÁNH KẾT QUẢ THỰC HIỆN VÀ"),
        (LINE, ("hiện và", "và mục", "mục tiêu"), "SO SÁNH KẾT QUẢ THỰC HIỆN VÀ MỤC TIÊU"),
        (LINE, ("thực hiện", "hiện", "và mục", "mục"), "SO SÁNH KẾT QUẢ THỰC HIỆN VÀ MỤC TIÊU"),
        ("VÀ 2020 - 2025 KỲ", (), "VÀ 2020 - 2025"),
    ],
)
def test_no_line_ends_where_words_belong_together(
    text: str, kept: tuple[str, ...], first: str
) -> None:
    room = width(text, BOLD) - 1

    narrow = balanced(text, BOLD, room, kept)

    assert width(first, BOLD) <= narrow < width(text[: len(first) + 2], BOLD) + 500


def test_words_that_cannot_all_be_kept_together_break_evenly() -> None:
    pairs = ("a b", "b c", "c d", "d e")

    room = width("A B C D", BOLD)

    assert balanced("A B C D E", BOLD, room, pairs) == balanced("A B C D E", BOLD, room)


def test_spaces_count_one_by_one() -> None:
    text = "số     -BC/CB, ngày"

    assert balanced(text, UPRIGHT, width(text, UPRIGHT)) == width(text, UPRIGHT)
