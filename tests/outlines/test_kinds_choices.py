"""Yes or no, several choices, lists of points, documents, periods."""

from __future__ import annotations

import pytest

from outlines.kinds import read, show
from outlines.model import KindName, Question
from outlines.reading import Accepted, Json, Rejected, Unclear
from tests.outlines.asking import DOCUMENTS, LABELS, QUESTIONS, TODAY, reading

CONCLUSION, RESOLUTION, DIRECTIVE = DOCUMENTS
SPEAK, GROUP, HALL, SEND = LABELS["several"]


def period(first: str, last: str) -> Json:
    return {"from": first, "to": last}


READ: list[tuple[KindName, str, Json, str]] = [
    # kind, words, value, as it is shown
    ("yes_no", "có", True, "có"),
    ("yes_no", "co", True, "co"),
    ("yes_no", "Dạ có ạ", True, "Dạ có ạ"),
    ("yes_no", "vâng", True, "vâng"),
    ("yes_no", "1", True, "Có"),
    ("yes_no", "1.", True, "Có"),
    ("yes_no", "Có, 2 lần.", True, "Có, 2 lần."),
    ("yes_no", "không", False, "không"),
    ("yes_no", "khong co", False, "khong co"),
    ("yes_no", "chưa", False, "chưa"),
    ("yes_no", "chua", False, "chua"),
    ("yes_no", "2", False, "Không"),
    ("several", "1, 3", [SPEAK, HALL], f"{SPEAK}; {HALL}"),
    ("several", "1 và 3", [SPEAK, HALL], f"{SPEAK}; {HALL}"),
    ("several", "1 va 3", [SPEAK, HALL], f"{SPEAK}; {HALL}"),
    ("several", "1 3", [SPEAK, HALL], f"{SPEAK}; {HALL}"),
    ("several", "1,3,3", [SPEAK, HALL], f"{SPEAK}; {HALL}"),
    ("several", "2", [GROUP], GROUP),
    ("several", "Phát biểu và gửi văn bản", [SPEAK, SEND], f"{SPEAK}; {SEND}"),
    ("several", "phat bieu\n4", [SPEAK, SEND], f"{SPEAK}; {SEND}"),
    ("several", "hội trường", [HALL], HALL),
    ("several", "tất cả", [SPEAK, GROUP, HALL, SEND], f"{SPEAK}; {GROUP}; {HALL}; {SEND}"),
    ("list", "một", ["một"], "một"),
    ("list", "một; hai;", ["một", "hai"], "một\nhai"),
    ("list", "1. một; 2. hai", ["một", "hai"], "một\nhai"),
    ("list", "- một\n- hai; ba", ["một", "hai; ba"], "- một\n- hai; ba"),
    ("list", "không", ["không"], "không"),
    ("reference", "1", [CONCLUSION], CONCLUSION),
    ("reference", "1, 3", [CONCLUSION, DIRECTIVE], f"{CONCLUSION}\n{DIRECTIVE}"),
    ("reference", "1 và 3", [CONCLUSION, DIRECTIVE], f"{CONCLUSION}\n{DIRECTIVE}"),
    ("reference", "21-KL/TW", [CONCLUSION], CONCLUSION),
    ("reference", "số 21 - KL/TW; 05-ct/tw", [CONCLUSION, DIRECTIVE], f"{CONCLUSION}\n{DIRECTIVE}"),
    ("reference", "ket luan so 21-KL/TW", [CONCLUSION], CONCLUSION),
    ("reference", CONCLUSION, [CONCLUSION], CONCLUSION),
    ("reference", "Nghị quyết 18-NQ/TW", ["Nghị quyết 18-NQ/TW"], "Nghị quyết 18-NQ/TW"),
    ("reference", "Quyết định số 28/2018/QĐ-TTg", ["Quyết định số 28/2018/QĐ-TTg"],
     "Quyết định số 28/2018/QĐ-TTg"),
    ("reference", "Hướng dẫn số 12 của Ban Tổ chức", ["Hướng dẫn số 12 của Ban Tổ chức"],
     "Hướng dẫn số 12 của Ban Tổ chức"),
    ("reference", "1-KL/TW", ["1-KL/TW"], "1-KL/TW"),
    ("period", "quý I", period("2026-01", "2026-03"), "quý I năm 2026"),
    ("period", "quy 1", period("2026-01", "2026-03"), "quý I năm 2026"),
    ("period", "quý 1/2026", period("2026-01", "2026-03"), "quý 1/2026"),
    ("period", "Quí bốn năm 2025", period("2025-10", "2025-12"), "Quí bốn năm 2025"),
    ("period", "6 tháng đầu năm 2026", period("2026-01", "2026-06"), "6 tháng đầu năm 2026"),
    ("period", "6 thang dau nam", period("2026-01", "2026-06"), "6 tháng đầu năm 2026"),
    ("period", "sáu tháng cuối năm", period("2026-07", "2026-12"), "6 tháng cuối năm 2026"),
    ("period", "nửa đầu năm 2025", period("2025-01", "2025-06"), "nửa đầu năm 2025"),
    ("period", "9 tháng đầu năm", period("2026-01", "2026-09"), "9 tháng đầu năm 2026"),
    ("period", "tháng 9", period("2026-09", "2026-09"), "tháng 9 năm 2026"),
    ("period", "thang chin nam 2025", period("2025-09", "2025-09"), "thang chin nam 2025"),
    ("period", "tháng 9-2025", period("2025-09", "2025-09"), "tháng 9-2025"),
    ("period", "năm 2025", period("2025-01", "2025-12"), "năm 2025"),
    ("period", "năm ngoái", period("2025-01", "2025-12"), "năm 2025"),
    ("period", "2020 - 2025", period("2020-01", "2025-12"), "2020 - 2025"),
    ("period", "tháng 3 đến tháng 6", period("2026-03", "2026-06"),
     "từ tháng 3 đến tháng 6 năm 2026"),
    ("period", "tu thang 3 den thang 6 nam 2025", period("2025-03", "2025-06"),
     "tu thang 3 den thang 6 nam 2025"),
    ("period", "tháng 3 - 6/2026", period("2026-03", "2026-06"), "tháng 3 - 6/2026"),
    ("period", "tháng 10 đến tháng 3/2026", period("2025-10", "2026-03"),
     "tháng 10 đến tháng 3/2026"),
    ("period", "quý I và quý II", period("2026-01", "2026-06"), "6 tháng đầu năm 2026"),
    ("period", "từ đầu năm đến nay", period("2026-01", "2026-11"),
     "từ tháng 1 đến tháng 11 năm 2026"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "words", "value", "shown"), READ)
def test_what_is_clear_is_accepted_and_shown(
    kind: KindName, words: str, value: Json, shown: str
) -> None:
    assert reading(kind, words) == Accepted(value)
    assert show(QUESTIONS[kind], words, value) == shown


UNCLEAR: list[tuple[KindName, str, list[tuple[str, Json]]]] = [
    ("yes_no", "ok", [("Có", True), ("Không", False)]),
    ("yes_no", "Có, không?", [("Có", True), ("Không", False)]),
    ("several", "thảo luận", [(GROUP, [GROUP]), (HALL, [HALL])]),
    ("several", "1-3", [
        (f"{SPEAK}; {GROUP}; {HALL}", [SPEAK, GROUP, HALL]), (f"{SPEAK}; {HALL}", [SPEAK, HALL]),
    ]),
    ("list", "ok", [("Ghi đúng chữ “ok”", ["ok"])]),
    ("reference", "Ban Chấp hành Trung ương", [
        (CONCLUSION, [CONCLUSION]), (RESOLUTION, [RESOLUTION]),
    ]),
    ("period", "tháng 10 đến tháng 3", [
        ("từ tháng 10 năm 2025 đến tháng 3 năm 2026", period("2025-10", "2026-03")),
        ("từ tháng 10 năm 2026 đến tháng 3 năm 2027", period("2026-10", "2027-03")),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "words", "candidates"), UNCLEAR)
def test_two_plausible_readings_are_both_shown(
    kind: KindName, words: str, candidates: list[tuple[str, Json]]
) -> None:
    found = reading(kind, words)

    assert isinstance(found, Unclear)
    assert [(each.label, each.value) for each in found.candidates] == candidates


REJECTED: list[tuple[KindName, str, str]] = [
    ("yes_no", "tùy", "1 là Có; 2 là Không"),
    ("yes_no", "không phải là không có", "1 là Có; 2 là Không"),
    ("several", "9", "cách nhau bằng dấu phẩy: 1 là Phát biểu"),
    ("several", "1, 9", "cách nhau bằng dấu phẩy"),
    ("several", "3-1", "cách nhau bằng dấu phẩy"),
    ("reference", "7", "số thứ tự của văn bản; 1 là Kết luận số 21-KL/TW"),
    ("reference", "nghị quyết của tỉnh", "ví dụ: Nghị quyết số 18-NQ/TW"),
    ("period", "quý V", "tháng, quý hoặc năm của kỳ báo cáo, ví dụ: 6 tháng đầu năm 2026"),
    ("period", "tháng 13", "kỳ báo cáo"),
    ("period", "tháng 6/2026 đến tháng 3/2026", "kỳ báo cáo"),
    ("period", "nhiệm kỳ này", "kỳ báo cáo"),
]


@pytest.mark.parametrize(("kind", "words", "said"), REJECTED)
def test_what_is_not_understood_is_told_how_to_write(kind: KindName, words: str, said: str) -> None:
    found = reading(kind, words)

    assert isinstance(found, Rejected)
    assert said in found.reason


def test_without_a_list_a_document_is_written_out() -> None:
    question = Question(id="q", kind="reference", ask="?")
    found = read(question, "1", TODAY)

    assert isinstance(found, Rejected)
    assert "1 là" not in found.reason
    assert read(question, "Kết luận 21-KL/TW", TODAY) == Accepted(["Kết luận 21-KL/TW"])
