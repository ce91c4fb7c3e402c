"""Numbers with what people put around them, percents, money: each with and without diacritics."""

from __future__ import annotations

import pytest

from outlines.kinds import read, show
from outlines.model import KindName, Question
from outlines.reading import Accepted, Json, Rejected, Unclear
from tests.outlines.asking import QUESTIONS, TODAY, normally, reading


def number(figures: str, of: str | None = None, about: str | None = None) -> Json:
    given: dict[str, Json] = {"number": figures, "of": of, "about": about}
    return {key: value for key, value in given.items() if value is not None}


def percent(figures: str, about: str | None = None) -> Json:
    return {"percent": figures, "about": about}


def money(dong: int, about: str | None = None) -> Json:
    return {"dong": str(dong), "about": about} if about else {"dong": str(dong)}


MILLION = 10**6
BILLION = 10**9

READ: list[tuple[KindName, str, Json, str]] = [
    # kind, words, value, as it prints in the usual way
    ("number", "8/12", number("8", of="12"), "8/12 đảng viên"),
    ("number", "07/21 đảng viên", number("7", of="21"), "7/21 đảng viên"),
    ("number", "tám trên mười hai", number("8", of="12"), "8/12 đảng viên"),
    ("number", "8 trong số 12", number("8", of="12"), "8/12 đảng viên"),
    ("number", "trên 90", number("90", about="trên"), "trên 90 đảng viên"),
    ("number", "tren 90%", number("90", about="trên"), "trên 90 đảng viên"),
    ("number", "khoảng 30", number("30", about="khoảng"), "khoảng 30 đảng viên"),
    ("number", "khoang 30", number("30", about="khoảng"), "khoảng 30 đảng viên"),
    ("number", "hơn 30 đảng viên", number("30", about="hơn"), "hơn 30 đảng viên"),
    ("number", "hon ba muoi", number("30", about="hơn"), "hơn 30 đảng viên"),
    ("number", "đạt 28", number("28"), "28 đảng viên"),
    ("number", "từ 30 đảng viên trở lên", number("30", about="trở lên"), "từ 30 đảng viên trở lên"),
    ("number", "hai lăm", number("25"), "25 đảng viên"),
    ("number", "hai lam", number("25"), "25 đảng viên"),
    ("number", "hăm ba", number("23"), "23 đảng viên"),
    ("number", "ham ba", number("23"), "23 đảng viên"),
    ("number", "một trăm hai lăm", number("125"), "125 đảng viên"),
    ("number", "nửa", number("0.5"), "0,5 đảng viên"),
    ("number", "nua", number("0.5"), "0,5 đảng viên"),
    ("number", "hai rưỡi", number("2.5"), "2,5 đảng viên"),
    ("number", "1250", number("1250"), "1.250 đảng viên"),
    ("percent", "98,5%", percent("98.5"), "98,5%"),
    ("percent", "98,5 phần trăm", percent("98.5"), "98,5%"),
    ("percent", "98,5 phan tram", percent("98.5"), "98,5%"),
    ("percent", "98.5%", percent("98.5"), "98,5%"),
    ("percent", "90", percent("90"), "90%"),
    ("percent", "trên 90%", percent("90", "trên"), "trên 90%"),
    ("percent", "> 90 %", percent("90", "trên"), "trên 90%"),
    ("percent", "tren 90%", percent("90", "trên"), "trên 90%"),
    ("percent", "khoảng 90%", percent("90", "khoảng"), "khoảng 90%"),
    ("percent", "khoang 90%", percent("90", "khoảng"), "khoảng 90%"),
    ("percent", "đạt 105%", percent("105"), "105%"),
    ("percent", "dat tren 105%", percent("105", "trên"), "trên 105%"),
    ("percent", "từ 90% trở lên", percent("90", "trở lên"), "từ 90% trở lên"),
    ("percent", "một trăm phần trăm", percent("100"), "100%"),
    ("percent", "một nửa", percent("50"), "50%"),
    ("money", "1,2 tỷ", money(1200 * MILLION), "1,2 tỷ đồng"),
    ("money", "1,2 ty", money(1200 * MILLION), "1,2 tỷ đồng"),
    ("money", "1,2 tỉ đồng", money(1200 * MILLION), "1,2 tỷ đồng"),
    ("money", "350 triệu đồng", money(350 * MILLION), "350 triệu đồng"),
    ("money", "350 trieu dong", money(350 * MILLION), "350 triệu đồng"),
    ("money", "350tr", money(350 * MILLION), "350 triệu đồng"),
    ("money", "1.250.000 đ", money(1_250_000), "1,25 triệu đồng"),
    ("money", "1.250.000", money(1_250_000), "1,25 triệu đồng"),
    ("money", "1.234.567 đồng", money(1_234_567), "1.234.567 đồng"),
    ("money", "12 nghìn", money(12_000), "12 nghìn đồng"),
    ("money", "12 ngan", money(12_000), "12 nghìn đồng"),
    ("money", "12k", money(12_000), "12 nghìn đồng"),
    ("money", "1 tỷ 250 triệu", money(1250 * MILLION), "1,25 tỷ đồng"),
    ("money", "1 ty 250", money(1250 * MILLION), "1,25 tỷ đồng"),
    ("money", "1 tỷ rưỡi", money(1500 * MILLION), "1,5 tỷ đồng"),
    ("money", "nửa tỷ", money(500 * MILLION), "500 triệu đồng"),
    ("money", "một tỷ hai trăm triệu", money(1200 * MILLION), "1,2 tỷ đồng"),
    ("money", "ba tram trieu dong", money(300 * MILLION), "300 triệu đồng"),
    ("money", "2,5 nghìn tỷ", money(2500 * BILLION), "2.500 tỷ đồng"),
    ("money", "khoảng 350 triệu", money(350 * MILLION, "khoảng"), "khoảng 350 triệu đồng"),
    ("money", "0 đồng", money(0), "0 đồng"),
]


@pytest.mark.parametrize(("kind", "words", "value", "normal"), READ)
def test_a_figure_is_read_and_prints_as_typed_or_as_usual(
    kind: KindName, words: str, value: Json, normal: str
) -> None:
    assert reading(kind, words) == Accepted(value)
    assert show(QUESTIONS[kind], words, value) == words
    assert show(normally(kind), words, value) == normal


UNCLEAR: list[tuple[KindName, str, list[tuple[str, Json]]]] = [
    (
        "number",
        "một trăm năm",
        [
            ("105 (một trăm linh năm)", number("105")),
            ("150 (một trăm năm mươi)", number("150")),
        ],
    ),
    (
        "number",
        "mot tram nam dang vien",
        [
            ("105 (một trăm linh năm)", number("105")),
            ("150 (một trăm năm mươi)", number("150")),
        ],
    ),
    ("percent", "8/12", [("66,7%", percent("66.7"))]),
    ("percent", "11/13", [("84,6%", percent("84.6"))]),
    ("percent", "1,234%", [("1,234%", percent("1.234")), ("1.234%", percent("1234"))]),
    ("money", "1.2 tỷ", [
        ("1,2 tỷ đồng", money(1200 * MILLION)), ("12 tỷ đồng", money(12 * BILLION)),
    ]),
    ("money", "1 tỷ 2", [
        ("1,2 tỷ đồng", money(1200 * MILLION)), ("1.002 triệu đồng", money(1002 * MILLION)),
    ]),
    ("money", "350", [
        ("350 triệu đồng", money(350 * MILLION)), ("350 nghìn đồng", money(350_000)),
    ]),
    ("money", "1,2", [
        ("1,2 tỷ đồng", money(1200 * MILLION)), ("1,2 triệu đồng", money(1_200_000)),
    ]),
    ("money", "một trăm năm triệu", [
        ("105 triệu đồng", money(105 * MILLION)), ("150 triệu đồng", money(150 * MILLION)),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "words", "candidates"), UNCLEAR)
def test_two_plausible_figures_are_both_shown(
    kind: KindName, words: str, candidates: list[tuple[str, Json]]
) -> None:
    found = reading(kind, words)

    assert isinstance(found, Unclear)
    assert [(each.label, each.value) for each in found.candidates] == candidates


REJECTED: list[tuple[KindName, str, str]] = [
    ("number", "nửa số đảng viên", "một con số"),
    ("number", "8/", "một con số"),
    ("number", "8/1.2", "một con số"),
    ("percent", "cao", "tỷ lệ phần trăm, ví dụ: 98,5%"),
    ("percent", "từ 90% đến 95%", "tỷ lệ phần trăm"),
    ("money", "nhiều", "số tiền kèm đơn vị"),
    ("money", "12,5 đồng", "số tiền kèm đơn vị"),
    ("money", "350 usd", "số tiền kèm đơn vị"),
    ("money", "-5 triệu", "số tiền kèm đơn vị"),
    ("money", "1 triệu 2 tỷ", "số tiền kèm đơn vị"),
    ("money", "9" * 500 + " tỷ", "số tiền kèm đơn vị"),
]


@pytest.mark.parametrize(("kind", "words", "said"), REJECTED)
def test_what_is_no_figure_is_told_how_to_write(kind: KindName, words: str, said: str) -> None:
    found = reading(kind, words)

    assert isinstance(found, Rejected)
    assert said in found.reason


def test_a_sum_is_in_the_unit_of_its_question_if_it_has_none() -> None:
    question = Question(id="q", kind="money", ask="?", unit="triệu đồng")

    assert read(question, "350", TODAY) == Accepted(money(350 * MILLION))
    assert read(question, "1,2 tỷ", TODAY) == Accepted(money(1200 * MILLION))


def test_a_doubt_that_was_settled_prints_as_it_was_meant() -> None:
    assert show(QUESTIONS["money"], "350", money(350 * MILLION)) == "350 triệu đồng"
    assert show(QUESTIONS["percent"], "8/12", percent("66.7")) == "66,7%"
    assert show(QUESTIONS["number"], "một trăm năm", number("150")) == "150"
