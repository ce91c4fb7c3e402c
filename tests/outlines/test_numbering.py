"""Labels of headings."""

from __future__ import annotations

from typing import get_args

import pytest

from outlines.model import Numbering
from outlines.numbering import label, roman


@pytest.mark.parametrize(
    ("style", "n", "parent", "text"),
    [
        ("part", 1, "", "Phần thứ nhất"),
        ("part", 4, "", "Phần thứ tư"),
        ("part", 11, "", "Phần thứ 11"),
        ("roman", 4, "Phần thứ nhất", "IV."),
        ("arabic", 12, "II.", "12."),
        ("bracket", 3, "II.", "(3)"),
        ("nested", 2, "1.", "1.2."),
        ("capital", 2, "", "B."),
        ("letter", 5, "", "đ)"),
        ("none", 7, "", ""),
    ],
)
def test_a_label_follows_its_style(style: Numbering, n: int, parent: str, text: str) -> None:
    assert label(style, n, parent) == text


@pytest.mark.parametrize(("n", "sign"), [(9, "IX"), (14, "XIV"), (19, "XIX"), (38, "XXXVIII")])
def test_roman_numbers(n: int, sign: str) -> None:
    assert roman(n) == sign


@pytest.mark.parametrize("style", get_args(Numbering))
def test_twenty_siblings_have_labels_of_their_own(style: Numbering) -> None:
    labels = {label(style, n, "1.") for n in range(1, 21)}

    assert len(labels) == (1 if style == "none" else 20)
