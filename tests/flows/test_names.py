"""What places are called: the labels from the outermost section down to the slot, said once each."""

from __future__ import annotations

import pytest

from flows.dialogue.verbs.names import where


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        (("Phần thứ nhất",), "Phần thứ nhất"),
        (("Phần thứ nhất", "II.", "(3)"), "Phần thứ nhất, mục II.3"),
        (("Phần thứ hai", "IV."), "Phần thứ hai, mục IV"),
        (("I.", "1.", "1.1."), "mục I.1.1"),
        (("Phần thứ nhất", "III.", "2.", "2.2.", "2.2.1."), "Phần thứ nhất, mục III.2.2.1"),
        (("Phần thứ nhất", "III.", "2.", "2.2."), "Phần thứ nhất, mục III.2.2"),
        ((), ""),
    ],
)
def test_a_place_says_every_number_once(labels: tuple[str, ...], said: str) -> None:
    assert where(labels) == said
