"""Whole numbers in Vietnamese words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlines.numerals import LARGEST, meanings, numeral, spelled
from outlines.text import fold


@pytest.mark.parametrize(
    ("words", "n"),
    [
        ("không", 0),
        ("mười", 10),
        ("mười lăm", 15),
        ("hai mươi mốt", 21),
        ("hai mươi lăm", 25),
        ("chín mươi chín", 99),
        ("một trăm", 100),
        ("một trăm linh năm", 105),
        ("hai trăm mười một", 211),
        ("một nghìn không trăm linh hai", 1002),
        ("hai nghìn không trăm hai mươi sáu", 2026),
        ("ba triệu", 3_000_000),
        ("một tỷ không trăm linh một triệu", 1_001_000_000),
    ],
)
def test_a_number_is_spelled_and_read(words: str, n: int) -> None:
    assert spelled(n) == words
    assert numeral(words) == n


@pytest.mark.parametrize(
    ("words", "n"),
    [
        ("Hai mươi tư", 24),
        ("hai mươi nhăm", 25),
        ("ba chục", 30),
        ("một trăm lẻ năm", 105),
        ("hai ngàn hai mươi", 2020),
        ("mot tram linh nam", 105),
        ("hai lăm", 25),
        ("ba mốt", 31),
        ("hăm ba", 23),
        ("ham mot", 21),
        ("một trăm hai lăm", 125),
    ],
)
def test_other_ways_of_saying_it_are_read(words: str, n: int) -> None:
    assert numeral(words) == n


@pytest.mark.parametrize(
    "words",
    ["", "trăm", "hai ba", "một trăm năm", "một triệu hai", "nghìn", "28", "năm nay", "mười mười"],
)
def test_what_people_say_two_ways_is_none(words: str) -> None:
    assert numeral(words) is None


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("một trăm năm", (105, 150)),
        ("mot tram nam", (105, 150)),
        ("một triệu hai", (1_000_002, 1_200_000)),
        ("hai lăm", (25,)),
        ("hai ba", ()),
        ("trăm năm", ()),
        ("", ()),
    ],
)
def test_what_people_say_two_ways_has_two_meanings(words: str, numbers: tuple[int, ...]) -> None:
    assert meanings(words) == numbers


@given(st.integers(0, LARGEST))
def test_every_number_is_read_as_it_is_spelled(n: int) -> None:
    assert numeral(spelled(n)) == n
    assert numeral(fold(spelled(n))) == n
