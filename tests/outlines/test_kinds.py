"""Kinds of questions × what people write: tables, a row a reading."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from outlines.kinds import KINDS, NORMAL, show
from outlines.kinds.table import rows_of
from outlines.model import KindName
from outlines.reading import Accepted, Json, Reading, Rejected, Unclear
from outlines.text import clean
from tests.outlines.asking import QUESTIONS, normally, reading


def organisation(kind: str, name: str) -> Json:
    return {"kind": kind, "name": name}


def term(first: int, last: int, ordinal: int | None = None) -> Json:
    return {"first": first, "last": last, "ordinal": ordinal}


def number(figures: str) -> Json:
    return {"number": figures}


ACCEPTED: list[tuple[KindName, str, Json]] = [
    ("long_text", "Chi bộ có 28 đảng viên.", None),
    ("long_text", "Không.", None),
    ("long_text", "ok, chi bộ đã làm xong", None),
    ("long_text", "Chi bộ cảm ơn Đảng ủy đã quan tâm.", None),
    ("long_text", "Đảng viên chưa hiểu rõ nghị quyết.", None),
    ("long_text", "Vì sao chưa đạt? Do thiếu kinh phí.", None),
    ("long_text", "Cảm ơn " + "sự quan tâm của Đảng ủy xã đối với chi bộ, nhờ đó " * 2, None),
    ("short_text", "Nguyễn Văn An", None),
    ("short_text", "12", None),
    # Numbers.
    ("number", "28", number("28")),
    ("number", "28.", number("28")),
    ("number", "007", number("7")),
    ("number", "0", number("0")),
    ("number", "-5", number("-5")),
    ("number", "1.250", number("1250")),
    ("number", "1.234.567,80", number("1234567.8")),
    ("number", "1250", number("1250")),
    ("number", "1 250", number("1250")),
    ("number", "12,5", number("12.5")),
    ("number", "0,125", number("0.125")),
    ("number", "12,50%", number("12.5")),
    ("number", "98 %", number("98")),
    ("number", "98 phần trăm", number("98")),
    ("number", "28 đảng viên", number("28")),
    ("number", "28 Dang Vien.", number("28")),
    ("number", "hai mươi lăm đảng viên", number("25")),
    ("number", "mười", number("10")),
    ("number", "mot tram linh nam", number("105")),
    ("number", "ba chục", number("30")),
    # Dates.
    ("date", "3/2/2026", "2026-02-03"),
    ("date", "03-02-2026", "2026-02-03"),
    ("date", "3.2.2026.", "2026-02-03"),
    ("date", "3 / 2 / 2026", "2026-02-03"),
    ("date", "3/2/26", "2026-02-03"),
    ("date", "3/2", "2026-02-03"),
    ("date", "2026-02-03", "2026-02-03"),
    ("date", "ngày 3 tháng 2 năm 2026", "2026-02-03"),
    ("date", "Ngay 03 thang 02, nam 2026", "2026-02-03"),
    ("date", "mồng ba tháng hai", "2026-02-03"),
    ("date", "ngày năm tháng năm năm 2025", "2025-05-05"),
    ("date", "mong 3/2", "2026-02-03"),
    ("date", "mùng 3 tháng 2", "2026-02-03"),
    ("date", "mung 3 thang 2 nam 2026", "2026-02-03"),
    ("date", "ngày ba tháng hai năm hai nghìn không trăm hai mươi sáu", "2026-02-03"),
    ("date", "ngay ba thang hai nam hai nghin khong tram hai muoi sau", "2026-02-03"),
    ("date", "ngày ba tháng hai năm hai không hai sáu", "2026-02-03"),
    ("date", "mười lăm tháng tư", "2026-04-15"),
    ("date", "hôm nay", "2026-11-22"),
    ("date", "hom qua", "2026-11-21"),
    ("date", "Hôm qua", "2026-11-21"),
    ("date", "29/2/2024", "2024-02-29"),
    # Choices.
    ("choice", "1", "Bí thư"),
    ("choice", "1.", "Bí thư"),
    ("choice", "Bí thư", "Bí thư"),
    ("choice", "bi thu", "Bí thư"),
    ("choice", "PHÓ BÍ THƯ", "Phó Bí thư"),
    ("choice", "pho bi", "Phó Bí thư"),
    ("choice", "2", "2"),
    ("choice", "3", "Phó ban"),
    ("choice", "ban", "Phó ban"),
    # Organisations.
    ("organisation", "Chi bộ Trường THCS Lê Lợi", organisation("chi bộ", "Trường THCS Lê Lợi")),
    ("organisation", "chi bộ 5", organisation("chi bộ", "5")),
    ("organisation", "chi bo thon 3", organisation("chi bộ", "thon 3")),
    ("organisation", "CHI BỘ: TỔ 16.", organisation("chi bộ", "TỔ 16")),
    ("organisation", "chi ủy thôn 3", organisation("chi bộ", "thôn 3")),
    ("organisation", "đảng ủy xã Hòa An", organisation("đảng bộ", "xã Hòa An")),
    ("organisation", "đảng uỷ xã Hoà An", organisation("đảng bộ", "xã Hoà An")),
    ("organisation", "đảng bộ Sở Y tế", organisation("đảng bộ", "Sở Y tế")),
    ("organisation", "Ban Chấp hành Đảng bộ xã A", organisation("đảng bộ", "xã A")),
    ("organisation", "Tỉnh ủy Hà Tĩnh", organisation("tỉnh ủy", "Hà Tĩnh")),
    ("organisation", "Đảng bộ tỉnh Hà Tĩnh", organisation("tỉnh ủy", "Hà Tĩnh")),
    ("organisation", "Đảng bộ Tỉnh đoàn Hà Tĩnh", organisation("đảng bộ", "Tỉnh đoàn Hà Tĩnh")),
    ("organisation", "Thành ủy Hà Nội", organisation("thành ủy", "Hà Nội")),
    ("organisation", "Đảng bộ thành phố Hà Nội", organisation("thành ủy", "Hà Nội")),
    # Terms.
    ("term", "2020-2025", term(2020, 2025)),
    ("term", "2020 – 2025", term(2020, 2025)),
    ("term", "nhiệm kỳ 2020 đến 2025", term(2020, 2025)),
    ("term", "từ năm 2020 tới năm 2025", term(2020, 2025)),
    ("term", "lần thứ XIX, nhiệm kỳ 2020-2025", term(2020, 2025, 19)),
    ("term", "khóa XIX 20-25", term(2020, 2025, 19)),
    ("term", "nhiệm kỳ 2020/2025 (lần thứ 5)", term(2020, 2025, 5)),
    ("term", "khoá 20-25", term(2020, 2025)),
    ("term", "2025-2027", term(2025, 2027)),
]


@pytest.mark.parametrize(("kind", "words", "value"), ACCEPTED)
def test_what_is_clear_is_accepted(kind: KindName, words: str, value: Json) -> None:
    assert reading(kind, words) == Accepted(value)


UNCLEAR: list[tuple[KindName, str, list[tuple[str, Json]]]] = [
    ("long_text", "ok", [("Ghi đúng chữ “ok”", None)]),
    ("long_text", "Cảm ơn em nhé", [("Ghi đúng chữ “Cảm ơn em nhé”", None)]),
    ("long_text", "tôi không hiểu", [("Ghi đúng chữ “tôi không hiểu”", None)]),
    ("long_text", "không biết viết gì", [("Ghi đúng chữ “không biết viết gì”", None)]),
    ("long_text", "mẫu", [("Ghi đúng chữ “mẫu”", None)]),
    ("long_text", "Câu này viết thế nào?", [("Ghi đúng chữ “Câu này viết thế nào?”", None)]),
    (
        "long_text",
        "Hôm nay tôi mệt, mai viết tiếp",
        [("Ghi đúng chữ “Hôm nay tôi mệt, mai viết tiếp”", None)],
    ),
    ("long_text", "xóa 2", [("Ghi đúng chữ “xóa 2”", None)]),
    ("long_text", "Vâng ạ!", [("Ghi đúng chữ “Vâng ạ!”", None)]),
    ("long_text", ".", [("Ghi đúng chữ “.”", None)]),
    ("long_text", "👍", [("Ghi đúng chữ “👍”", None)]),
    (
        "number",
        "12.5",
        [
            ("12,5 (mười hai phẩy năm)", number("12.5")),
            ("125 (một trăm hai mươi lăm)", number("125")),
        ],
    ),
    (
        "number",
        "1,234",
        [
            ("1,234 (một phẩy hai ba bốn)", number("1.234")),
            ("1.234 (một nghìn hai trăm ba mươi tư)", number("1234")),
        ],
    ),
    ("number", "0.5", [("0,5 (không phẩy năm)", number("0.5"))]),
    ("number", "1,234.5", [("1.234,5 (một nghìn hai trăm ba mươi tư phẩy năm)", number("1234.5"))]),
    ("choice", "phó", [("Phó Bí thư", "Phó Bí thư"), ("Phó ban", "Phó ban")]),
    (
        "organisation",
        "Trường THCS Lê Lợi",
        [
            ("Chi bộ Trường THCS Lê Lợi", organisation("chi bộ", "Trường THCS Lê Lợi")),
            ("Đảng bộ Trường THCS Lê Lợi", organisation("đảng bộ", "Trường THCS Lê Lợi")),
        ],
    ),
    (
        "term",
        "2020",
        [
            ("Nhiệm kỳ 2020 - 2025", term(2020, 2025)),
            ("Nhiệm kỳ 2015 - 2020", term(2015, 2020)),
        ],
    ),
]


@pytest.mark.parametrize(("kind", "words", "candidates"), UNCLEAR)
def test_what_can_mean_several_things_is_asked_back(
    kind: KindName, words: str, candidates: list[tuple[str, Json]]
) -> None:
    found = reading(kind, words)

    assert isinstance(found, Unclear)
    assert [(each.label, each.value) for each in found.candidates] == candidates


REJECTED: list[tuple[KindName, str, str]] = [
    ("short_text", "một\nhai", "một dòng"),
    ("short_text", "a" * 301, "300 ký tự"),
    ("number", "1.25.0", "con số"),
    ("number", "1 25", "con số"),
    ("number", "9" * 5000, "con số"),
    ("number", "28 chi bộ", "con số"),
    ("date", "31/2/2026", "không có ngày 31/2/2026"),
    ("date", "2/13/2026", "không có ngày 2/13/2026"),
    ("date", "29/2", "không có ngày 29/2/2026"),
    ("date", "3/2/0026", "ví dụ: 3/2/2026"),
    ("date", "tháng hai", "ví dụ: 3/2/2026"),
    ("date", "hôm kia", "ví dụ: 3/2/2026"),
    ("choice", "5", "1 là Bí thư; 2 là Phó Bí thư"),
    ("choice", "Chủ tịch", "số của một lựa chọn"),
    ("organisation", "chi bộ", "cả loại và tên"),
    ("organisation", "Đảng ủy.", "cả loại và tên"),
    ("organisation", "Chi bộ " + "a" * 200, "200 ký tự"),
    ("term", "2025-2020", "ghi nhầm năm"),
    ("term", "2020-2030", "ghi nhầm năm"),
    ("term", "2024-2025", "ghi nhầm năm"),
    ("term", "khóa XIX", "năm đầu và năm cuối"),
    ("term", "2020-2025-2030", "năm đầu và năm cuối"),
    ("term", "năm nay", "năm đầu và năm cuối"),
]


@pytest.mark.parametrize(("kind", "words", "said"), REJECTED)
def test_what_is_not_understood_is_told_how_to_write(kind: KindName, words: str, said: str) -> None:
    found = reading(kind, words)

    assert isinstance(found, Rejected)
    assert said in found.reason


SHOWN: list[tuple[KindName, str, Json, str]] = [
    ("long_text", "một\nhai", None, "một\nhai"),
    ("short_text", "Hòa An", None, "Hòa An"),
    ("number", "1.250 đảng viên", number("1250"), "1.250 đảng viên"),
    ("number", "hai mươi lăm", number("25"), "hai mươi lăm"),
    ("number", "12.5", number("12.5"), "12,5"),
    ("number", "1,234", number("1234"), "1.234"),
    ("date", "03/02/2026", "2026-02-03", "03/02/2026"),
    ("date", "ngày 3 tháng 2 năm 2026", "2026-02-03", "ngày 3 tháng 2 năm 2026"),
    ("date", "3/2", "2026-02-03", "3/2/2026"),
    ("date", "hôm nay", "2026-11-22", "22/11/2026"),
    ("choice", "2", "Phó Bí thư", "Phó Bí thư"),
    ("organisation", "chi bo thon 3", organisation("chi bộ", "thon 3"), "Chi bộ thon 3"),
    ("organisation", "đảng ủy xã A", organisation("đảng bộ", "xã A"), "Đảng bộ xã A"),
    ("term", "20-25", term(2020, 2025), "2020 - 2025"),
    ("term", "19", term(2020, 2025, 19), "lần thứ XIX, nhiệm kỳ 2020 - 2025"),
]


@pytest.mark.parametrize(("kind", "words", "value", "shown"), SHOWN)
def test_an_answer_is_shown_as_typed_where_the_words_say_it(
    kind: KindName, words: str, value: Json, shown: str
) -> None:
    assert show(QUESTIONS[kind], words, value) == shown


# --- Of every kind ------------------------------------------------------------------------------

WORDS = (
    "1 2 8/12 12,5 98.5 1.250 2026 % tỷ triệu nghìn đồng rưỡi nửa một hai trăm năm lăm mươi trên từ "
    "trở lên khoảng đến tháng quý I II đầu cuối nay và , ; - có không chưa 21-KL/TW số văn bản"
).split()
WRITTEN = st.one_of(
    st.text(max_size=60),
    st.text("0123456789.,;/-% \n\tIVXLlần thứnămkhóaNgàytháng", max_size=40),
    st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join),
    st.sampled_from([words for _, words, _ in ACCEPTED] + ["Kết nạp; 5; Vượt\n- A; ; 1; x"]),
).map(clean)
KIND = st.sampled_from(get_args(KindName))


def test_every_kind_of_the_model_is_in_the_registry() -> None:
    assert set(KINDS) == set(get_args(KindName))


@given(KIND, WRITTEN)
def test_reading_never_raises_and_always_says_something(kind: KindName, words: str) -> None:
    match reading(kind, words):
        case Rejected(reason):
            assert reason.endswith(".") or "ví dụ: " in reason
            assert "\n" not in reason
        case Unclear(candidates):
            assert candidates
            assert len({each.label for each in candidates}) == len(candidates)
        case Accepted(value):
            assert isinstance(show(QUESTIONS[kind], words, value), str)


def said(found: Reading) -> Reading | list[dict[str, str]]:
    """What is compared: of a table the cells, since a row is not written back in the same words."""
    table = isinstance(found, Accepted) and isinstance(found.value, dict) and "rows" in found.value
    return rows_of(found.value) if isinstance(found, Accepted) and table else found


@given(KIND, WRITTEN)
@example("table", "0;;1")
@example("table", ";\t\t1")
@example("table", "|;\t\t1\ta;b")
def test_what_is_shown_reads_back_to_the_same_value(kind: KindName, words: str) -> None:
    found = reading(kind, words)
    meant = found.candidates if isinstance(found, Unclear) else (found,)
    for each in meant:
        chosen_words = kind == "list" and isinstance(found, Unclear)  # "ok", meant as written
        if not isinstance(each, Rejected) and each.value is not None and not chosen_words:
            shown = show(QUESTIONS[kind], words, each.value)
            assert said(reading(kind, shown)) == said(Accepted(each.value))


@given(st.sampled_from(sorted(NORMAL)), WRITTEN)
def test_the_usual_way_of_writing_reads_back_to_the_same_value(kind: KindName, words: str) -> None:
    found = reading(kind, words)
    if isinstance(found, Accepted):
        shown = show(normally(kind), words, found.value)
        assert reading(kind, shown) == found


@given(KIND)
def test_nothing_at_all_is_never_an_answer(kind: KindName) -> None:
    assert isinstance(reading(kind, ""), Rejected)
