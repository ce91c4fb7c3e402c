"""One message that answers a run of short questions."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlines.form import SHORT, read_form
from outlines.kinds import read
from outlines.model import Question
from outlines.reading import Accepted, Rejected

TODAY = date(2026, 11, 22)
FORM = (
    Question(id="so", kind="number", ask="Bao nhiêu đảng viên?", unit="đảng viên"),
    Question(id="ty_le", kind="percent", ask="Đạt bao nhiêu?"),
    Question(id="ten", kind="short_text", ask="Ai ký?"),
)


@pytest.mark.parametrize(
    ("words", "answered", "said"),
    [
        ("1: 28; 2: 12,5%; 3: An", (), {"so": "28", "ty_le": "12,5%", "ten": "An"}),
        ("1: 28; 2: 12,5%", (), {"so": "28", "ty_le": "12,5%"}),
        ("1: 28, 2: 12,5%", (), {"so": "28", "ty_le": "12,5%"}),
        ("1. 28\n2. 12,5%\n3. An", (), {"so": "28", "ty_le": "12,5%", "ten": "An"}),
        ("3) An\n1) 28", (), {"so": "28", "ten": "An"}),
        ("Câu 2: 12,5%", (), {"ty_le": "12,5%"}),
        ("cau 2: 12,5%", (), {"ty_le": "12,5%"}),
        ("1:28;3:An;", (), {"so": "28", "ten": "An"}),
        ("1: 28\n1: 29", (), {"so": "29"}),
        ("2:", (), {}),
        ("28\n12,5%\nAn", (), {"so": "28", "ty_le": "12,5%", "ten": "An"}),
        ("28; 12,5%; An", (), {"so": "28", "ty_le": "12,5%", "ten": "An"}),
        ("28", (), {"so": "28"}),
        ("12,5%", ("so",), {"ty_le": "12,5%"}),
        ("12,5%\nAn", ("so",), {"ty_le": "12,5%", "ten": "An"}),
        ("An; Bình", (), {}),
        ("28\n12,5%", (), {}),
        ("28", ("so", "ty_le", "ten"), {}),
        # A number that is no number of a question.
        ("1.250", (), {"so": "1.250"}),
        ("9: x", (), {"so": "9: x"}),
    ],
)
def test_a_message_is_dealt_out_to_its_questions(
    words: str, answered: tuple[str, ...], said: dict[str, str]
) -> None:
    found = read_form(FORM, words, TODAY, answered)

    assert {id: part for id, (part, _) in found.items()} == said


def test_every_answer_is_read_by_its_own_kind() -> None:
    found = read_form(FORM, "1: 28; 2: cao; 3: An", TODAY)

    assert found["so"] == ("28", Accepted({"number": "28"}))
    assert isinstance(found["ty_le"][1], Rejected)
    assert found["ten"] == ("An", Accepted(None))


def test_long_answers_are_no_part_of_a_form() -> None:
    assert not {"long_text", "list", "table"} & set(SHORT)


@given(st.text("123 :.);,\nabc%", max_size=30), st.sets(st.sampled_from(["so", "ty_le", "ten"])))
def test_any_message_is_dealt_out_in_words_of_its_own(words: str, answered: set[str]) -> None:
    for id, (part, reading) in read_form(FORM, words, TODAY, answered).items():
        question = next(each for each in FORM if each.id == id)
        assert part in words
        assert part == part.strip() != ""
        assert reading == read(question, part, TODAY)
