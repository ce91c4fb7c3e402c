"""Tables as a conversation: rows added to what stands, changed, removed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlines.kinds import read, show, words_of
from outlines.kinds.table import rows_of
from outlines.model import Column, Question
from outlines.reading import Accepted, Json, Reading, Rejected, Unclear
from outlines.text import clean

TODAY = date(2026, 11, 22)
LABELS = ("Vượt", "Hoàn thành", "Phải nỗ lực")
COLUMNS = (
    Column(id="ten", title="Chỉ tiêu"),
    Column(id="muc_tieu", title="Mục tiêu", kind="number"),
    Column(id="du_bao", title="Dự báo", kind="choice", choices=LABELS, required=True),
    Column(id="ghi_chu", title="Ghi chú"),
)
TABLE = Question(id="q", kind="table", ask="Kể từng chỉ tiêu.", columns=COLUMNS)
PLAIN = Question(
    id="p", kind="table", ask="?", columns=(Column(id="a", title="A"), Column(id="b", title="B"))
)


def cells(*texts: str) -> dict[str, str]:
    padded = (*texts, *[""] * (len(COLUMNS) - len(texts)))
    return {column.id: text for column, text in zip(COLUMNS, padded, strict=True)}


def after(*messages: str, question: Question = TABLE) -> Json:
    """The value that stands after these messages."""
    value: Json = None
    for message in messages:
        found = read(question, message, TODAY, value)
        assert isinstance(found, Accepted), found
        value = found.value
    return value


def ids(value: Json) -> list[str]:
    assert isinstance(value, dict)
    assert isinstance(value["rows"], list)
    return [str(row["id"]) for row in value["rows"] if isinstance(row, dict)]


def firsts(value: Json) -> list[str]:
    return [next(iter(row.values())) for row in rows_of(value)]


# --- A table from nothing -----------------------------------------------------------------------


def test_a_row_keeps_its_words_beside_its_cells() -> None:
    assert after("Kết nạp; 5; 1\n2. Thu nhập; cao; hoan") == {
        "rows": [
            {"id": "r1", "cells": cells("Kết nạp", "5", "Vượt"), "words": "Kết nạp; 5; 1"},
            {
                "id": "r2",
                "cells": cells("Thu nhập", "cao", "Hoàn thành"),
                "words": "2. Thu nhập; cao; hoan",
                "doubts": ["muc_tieu"],
            },
        ],
        "next": 3,
    }


FRESH = [
    ("Kết nạp đảng viên; 5; Vượt", [cells("Kết nạp đảng viên", "5", "Vượt")]),
    (
        "1. Kết nạp; 5; 1\n2) Thu nhập; 1.250; hoan\n\n- Hộ nghèo;;phải;giảm;",
        [
            cells("Kết nạp", "5", "Vượt"),
            cells("Thu nhập", "1.250", "Hoàn thành"),
            cells("Hộ nghèo", "", "Phải nỗ lực", "giảm"),
        ],
    ),
    ("1: A; 1; 1\n2: B; 2; 2", [cells("A", "1", "Vượt"), cells("B", "2", "Hoàn thành")]),
    ("Kết nạp\t5 đ/c; 2 nữ\tVượt", [cells("Kết nạp", "5 đ/c; 2 nữ", "Vượt")]),
    ("| Kết nạp | 5 | Vượt |", [cells("Kết nạp", "5", "Vượt")]),
    ("Chỉ tiêu; Mục tiêu; Dự báo; Ghi chú\nA; 1; Vượt", [cells("A", "1", "Vượt")]),
    (
        "TT\tChi tieu\tMục tiêu\tDự báo\tGhi chú\n1\tA\t1\tVượt\tx\n2\tB\t\tVượt\ty",
        [cells("A", "1", "Vượt", "x"), cells("B", "", "Vượt", "y")],
    ),
    ("1.250 ha rừng; 12,5%; vượt", [cells("1.250 ha rừng", "12,5%", "Vượt")]),
    ("A; 1; nỗ lực", [cells("A", "1", "Phải nỗ lực")]),
    ("A; 1; no luc", [cells("A", "1", "Phải nỗ lực")]),
    ("Xóa 3 nhà tạm; 3; Vượt", [cells("Xóa 3 nhà tạm", "3", "Vượt")]),
    ("8:30 họp; 3; Vượt", [cells("8:30 họp", "3", "Vượt")]),
]


@pytest.mark.parametrize(("words", "rows"), FRESH)
def test_a_table_is_read_line_by_line(words: str, rows: list[dict[str, str]]) -> None:
    assert rows_of(after(words)) == rows


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "mỗi dòng một mục"),
        ("Chỉ tiêu; Mục tiêu; Dự báo; Ghi chú", "mỗi dòng một mục"),
        ("A; 1; Vượt; x; y", "Dòng “A; 1; Vượt; x; y” có thừa ô"),
        ("A; 1; Vượt\nB; 2", "Dòng “B; 2” còn thiếu “Dự báo”"),
        ("; 1; Vượt", "còn thiếu “Chỉ tiêu”"),
        ("A; 1; khá", "1 là Vượt; 2 là Hoàn thành; 3 là Phải nỗ lực"),
        ("A; 1; khá", "Ở dòng “A; 1; khá”, ô “Dự báo”"),
        ("xóa 1", "bảng chưa có dòng nào"),
    ],
)
def test_a_table_names_the_line_that_it_does_not_understand(words: str, said: str) -> None:
    found = read(TABLE, words, TODAY)

    assert isinstance(found, Rejected)
    assert said in found.reason


# --- A table that stands ------------------------------------------------------------------------

THREE = "A; 1; Vượt\nB; 2; Vượt\nC; 3; Vượt"


@pytest.mark.parametrize(
    ("words", "kept", "names"),
    [
        ("D; 4; 1", ["r1", "r2", "r3", "r4"], ["A", "B", "C", "D"]),
        ("2: X; 9; 1", ["r1", "r2", "r3"], ["A", "X", "C"]),
        ("sửa 2: X; 9; 1", ["r1", "r2", "r3"], ["A", "X", "C"]),
        ("Sua dong 2: X; 9; 1", ["r1", "r2", "r3"], ["A", "X", "C"]),
        ("dòng 3: X; 9; 1", ["r1", "r2", "r3"], ["A", "B", "X"]),
        ("4: D; 9; 1", ["r1", "r2", "r3", "r4"], ["A", "B", "C", "D"]),
        ("xóa 2", ["r1", "r3"], ["A", "C"]),
        ("xoá dòng 2.", ["r1", "r3"], ["A", "C"]),
        ("xoa 2", ["r1", "r3"], ["A", "C"]),
        ("Bỏ dòng 2", ["r1", "r3"], ["A", "C"]),
        ("bo 1, 3", ["r2"], ["B"]),
        ("xóa dòng 1 và dòng 2", ["r3"], ["C"]),
        ("2.1: X", ["r1", "r2", "r3"], ["A", "X", "C"]),
        ("dòng 2 ô 1 = X", ["r1", "r2", "r3"], ["A", "X", "C"]),
        # Rows are counted as they were shown before the message.
        ("xóa 1\nxóa 2\n3.1: X\nD; 4; 1", ["r3", "r4"], ["X", "D"]),
        ("xóa 1\n4: D; 4; 1\n4.1: E", ["r2", "r3", "r4"], ["B", "C", "E"]),
        ("Chỉ tiêu; Mục tiêu; Dự báo; Ghi chú\nD; 4; 1", ["r1", "r2", "r3", "r4"], [*"ABCD"]),
    ],
)
def test_lines_change_the_table_that_stands(words: str, kept: list[str], names: list[str]) -> None:
    value = after(THREE, words)

    assert ids(value) == kept
    assert firsts(value) == names


def test_an_id_is_never_used_again() -> None:
    assert ids(after(THREE, "xóa 3", "D; 4; 1")) == ["r1", "r2", "r4"]


def test_a_cell_is_changed_by_its_number() -> None:
    value = after(THREE, "2.2: 8/12\n2.3: nỗ lực\n1.2:\n3.2: nhiều")

    assert rows_of(value) == [
        cells("A", "", "Vượt"),
        cells("B", "8/12", "Phải nỗ lực"),
        cells("C", "nhiều", "Vượt"),
    ]
    assert words_of(TABLE, "2.2: 8/12", value) == "A; ; Vượt\nB; 8/12; nỗ lực\nC; nhiều; Vượt"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("xóa 4", "Không có dòng 4 để sửa: bảng đang có 3 dòng"),
        ("7: X; 1; 1", "Không có dòng 7"),
        ("7.1: X", "Không có dòng 7"),
        ("0.1: X", "Không có dòng 0"),
        ("xóa 2\n2.1: X", "Không có dòng 2"),
        ("2.5: X", "1 là Chỉ tiêu; 2 là Mục tiêu"),
        ("2.3: khá", "1 là Vượt; 2 là Hoàn thành"),
        ("2.1:", "còn thiếu “Chỉ tiêu”"),
        ("2:", "còn thiếu “Chỉ tiêu”"),
        ("xóa 1, 2, 3", "còn ít nhất một dòng"),
    ],
)
def test_what_cannot_be_done_to_a_table_is_told(words: str, said: str) -> None:
    found = read(TABLE, words, TODAY, after(THREE))

    assert isinstance(found, Rejected)
    assert said in found.reason


def test_a_numbered_row_over_one_that_stands_is_asked_back() -> None:
    found = read(TABLE, "2. X; 9; 1", TODAY, after(THREE))

    assert isinstance(found, Unclear)
    assert [(each.label, firsts(each.value)) for each in found.candidates] == [
        ("Sửa các dòng đã có", ["A", "X", "C"]),
        ("Ghi thêm dòng mới", ["A", "B", "C", "X"]),
    ]


def test_a_numbered_row_after_the_last_is_new() -> None:
    assert firsts(after(THREE, "4. D; 4; 1\n5) E; 5; 1")) == ["A", "B", "C", "D", "E"]


def test_a_value_of_an_earlier_version_is_understood() -> None:
    earlier: Json = {"rows": [{"id": "r7", "cells": {"a": "x", "gone": "z"}}]}
    found = read(PLAIN, "y", TODAY, earlier)

    assert isinstance(found, Accepted)
    assert ids(found.value) == ["r7", "r8"]
    assert words_of(PLAIN, "y", found.value) == "x; z\ny"


def test_a_table_is_shown_as_a_numbered_list() -> None:
    assert show(TABLE, "", after("Kết nạp; 5; 1\nHộ nghèo;;3;giảm")) == (
        "1. Kết nạp; 5; Vượt\n2. Hộ nghèo; ; Phải nỗ lực; giảm"
    )


# --- Any sequence of edits ----------------------------------------------------------------------

NAME = st.text("abc ;\t12.:)-=xóaửdònggỏ", max_size=12)
LINE = st.one_of(
    NAME,
    st.builds("{}: {}".format, st.integers(0, 6), NAME),
    st.builds("{}.{}: {}".format, st.integers(0, 6), st.integers(0, 3), NAME),
    st.builds("xóa {}".format, st.integers(0, 6)),
)
MESSAGE = st.lists(LINE, min_size=1, max_size=4).map("\n".join).map(clean)


def told(found: Reading) -> list[Json]:
    if isinstance(found, Unclear):
        return [each.value for each in found.candidates]
    return [found.value] if isinstance(found, Accepted) else []


@given(st.lists(MESSAGE, max_size=8))
def test_ids_stay_and_are_unique_and_rows_not_named_are_not_lost(messages: list[str]) -> None:
    value: Json = None
    seen: set[str] = set()
    for message in messages:
        for next_value in told(read(PLAIN, message, TODAY, value)):
            kept, before = ids(next_value), ids(value) if value else []
            assert len(set(kept)) == len(kept)
            assert not set(kept) - set(before) & seen
            assert [id for id in kept if id in before] == [id for id in before if id in kept]
            named = {before[n - 1] for n in range(1, len(before) + 1) if str(n) in message}
            rows = dict(zip(kept, rows_of(next_value), strict=True))
            for id, row in zip(before, rows_of(value), strict=True):
                assert id in named or rows[id] == row
            seen |= set(kept)
            value = next_value


@given(st.lists(MESSAGE, min_size=1, max_size=4))
def test_what_is_shown_and_what_is_kept_read_back_to_the_same_rows(messages: list[str]) -> None:
    value: Json = None
    for message in messages:
        value = next(iter(told(read(PLAIN, message, TODAY, value))), value)
    if value:
        assert rows_of(after(show(PLAIN, "", value), question=PLAIN)) == rows_of(value)
        kept = words_of(PLAIN, "", value)
        assert rows_of(after(kept, question=PLAIN)) == rows_of(value)
