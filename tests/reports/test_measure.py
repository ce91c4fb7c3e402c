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
