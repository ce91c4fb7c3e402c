"""File names: human, safe, short enough for every file system."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.naming import file_name
from reports.report import Report
from tests.reports.sample import report_of, small

BASE = report_of(small(), {})


def named(name: str, author: str, draft: int = 1) -> Report:
    return replace(BASE, properties=replace(BASE.properties, name=name, author=author, draft=draft))


@pytest.mark.parametrize(
    ("name", "author", "expected"),
    [
        ("Sơ kết giữa nhiệm kỳ", "Chi bộ 3", "Báo cáo sơ kết giữa nhiệm kỳ - Chi bộ 3 - dự thảo 1"),
        ("Báo cáo năm 2026", "Chi bộ 3", "Báo cáo năm 2026 - Chi bộ 3 - dự thảo 1"),
        ("Báo cáo của chi bộ 3", "Chi bộ 3", "Báo cáo của chi bộ 3 - dự thảo 1"),
        ("Quý 1/2026: việc?", "……", "Báo cáo quý 1 2026 việc - dự thảo 1"),
        ("……", "……", "Báo cáo - dự thảo 1"),
    ],
)
def test_a_person_would_call_it_so(name: str, author: str, expected: str) -> None:
    assert file_name(named(name, author)) == expected + ".docx"


def test_the_number_of_the_draft_tells_files_apart() -> None:
    assert file_name(named("Năm", "Chi bộ", 2)).endswith(" - dự thảo 2.docx")


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_name_is_safe(name: str, author: str) -> None:
    made = file_name(named(name, author))

    assert len(made) <= 120
    assert len(made.encode("utf-8")) <= 240
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', made)
    assert made == made.strip()
    assert made.endswith(".docx")
    assert unicodedata.is_normalized("NFC", made)


def test_a_long_name_is_cut_at_a_word() -> None:
    made = file_name(named("nghị quyết " * 40, "Chi bộ"))

    assert re.search(r"(nghị|quyết) - dự thảo 1\.docx$", made)
