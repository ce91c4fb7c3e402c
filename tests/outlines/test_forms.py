"""The named forms of facts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlines.forms import BLANK, FORMS, fill, value_of
from outlines.reading import Json

SCHOOL: Json = {"kind": "chi bộ", "name": "Trường THCS Lê Lợi"}
COMMUNE: Json = {"kind": "đảng bộ", "name": "xã Hòa An"}
PROVINCE: Json = {"kind": "tỉnh ủy", "name": "Hà Tĩnh"}
CITY: Json = {"kind": "thành ủy", "name": "Hà Nội"}
TERM: Json = {"first": 2020, "last": 2025, "ordinal": 19}
YOUNG: Json = {"first": 2025, "last": 2030, "ordinal": None}

ORGANISATIONS = [
    #  form        chi bộ                        đảng bộ               tỉnh ủy
    ("", "Chi bộ Trường THCS Lê Lợi", "Đảng bộ xã Hòa An", "Đảng bộ tỉnh Hà Tĩnh"),
    ("loai", "chi bộ", "đảng bộ", "đảng bộ"),
    ("ten", "Trường THCS Lê Lợi", "xã Hòa An", "Hà Tĩnh"),
    ("ban_hanh", "Chi bộ Trường THCS Lê Lợi", "Đảng ủy xã Hòa An", "Tỉnh ủy Hà Tĩnh"),
    ("dang_bo", "Chi bộ Trường THCS Lê Lợi", "Đảng bộ xã Hòa An", "Đảng bộ tỉnh Hà Tĩnh"),
    ("cap_uy", "Chi bộ Trường THCS Lê Lợi", "Đảng ủy xã Hòa An", "Tỉnh ủy Hà Tĩnh"),
    ("cap_uy_gon", "Chi bộ", "Đảng ủy", "Tỉnh ủy"),
    ("dong_tren", "Chi bộ Trường THCS Lê Lợi", "Đảng bộ xã Hòa An", "Đảng bộ tỉnh Hà Tĩnh"),
    ("tm", "T/M CHI BỘ", "T/M ĐẢNG ỦY", "T/M TỈNH ỦY"),
    ("ky_hieu", "CB", "ĐU", "TU"),
    ("luu", "Lưu Chi bộ", "Lưu Văn phòng Đảng ủy", "Lưu Văn phòng Tỉnh ủy"),
]


@pytest.mark.parametrize(("form", "cell", "committee", "province"), ORGANISATIONS)
def test_an_organisation_has_its_forms(form: str, cell: str, committee: str, province: str) -> None:
    assert value_of(SCHOOL, form) == cell
    assert value_of(COMMUNE, form) == committee
    assert value_of(PROVINCE, form) == province


def test_the_table_above_leaves_no_form_out() -> None:
    assert tuple(row[0] for row in ORGANISATIONS) == FORMS["organisation"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Công an xã Hòa An", "ĐUCA"),
        ("Quân sự tỉnh Hà Tĩnh", "ĐUQS"),
        ("Bộ Chỉ huy Quân sự tỉnh", "ĐUQS"),
        ("Bộ đội Biên phòng tỉnh", "ĐUBP"),
        ("Sở Y tế", "ĐU"),
    ],
)
def test_committees_of_the_forces_have_codes_of_their_own(name: str, code: str) -> None:
    assert value_of({"kind": "đảng bộ", "name": name}, "ky_hieu") == code


VALUES: list[tuple[Json, str, str]] = [
    (CITY, "", "Đảng bộ thành phố Hà Nội"),
    (CITY, "ban_hanh", "Thành ủy Hà Nội"),
    (TERM, "", "2020 - 2025"),
    (TERM, "nam_dau", "2020"),
    (TERM, "nam_cuoi", "2025"),
    (TERM, "lan_thu", "lần thứ XIX"),
    (YOUNG, "lan_thu", ""),
    ("2026-02-03", "", "3/2/2026"),
    ("2026-02-03", "dai", "ngày 03 tháng 02 năm 2026"),
    ("2026-05-27", "dai", "ngày 27 tháng 5 năm 2026"),
    ("2026-12-09", "dai", "ngày 09 tháng 12 năm 2026"),
    ("2026-02-03", "ngan", "03/02/2026"),
    ("2026-05-27", "ngan", "27/5/2026"),
    ("2026-05-03", "thang", "5/2026"),
    ("2026-99-09", "", "2026-99-09"),
    ("Bí thư", "", "Bí thư"),
    ("Bí thư", "loai", "Bí thư"),
    ({"number": "12.5"}, "", "12,5"),
    ({"number": "2023"}, "", "2023"),
    ({"number": "8", "of": "12"}, "", "8/12"),
    ({"number": "90", "about": "trên"}, "", "trên 90"),
    ({"percent": "98.5", "about": None}, "", "98,5%"),
    ({"dong": "1200000000"}, "", "1,2 tỷ đồng"),
    ({"from": "2026-01", "to": "2026-03"}, "", "quý I năm 2026"),
    ({"odd": "x"}, "", ""),
    (["Kết luận 1", "Kết luận 2"], "", "Kết luận 1; Kết luận 2"),
    (True, "", "có"),
    (False, "", "không"),
    (None, "", ""),
]


@pytest.mark.parametrize(("value", "form", "text"), VALUES)
def test_a_value_has_its_forms(value: Json, form: str, text: str) -> None:
    assert value_of(value, form) == text


FACTS: dict[str, Json] = {
    "to_chuc": SCHOOL,
    "nhiem_ky": TERM,
    "moi": YOUNG,
    "ke_hoach": "Kế hoạch 5",
}


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{to_chuc.tm} – {nhiem_ky}", "T/M CHI BỘ – 2020 - 2025"),
        ("Đại hội {nhiem_ky.lan_thu}, nhiệm kỳ", "Đại hội lần thứ XIX, nhiệm kỳ"),
        ("Đại hội {moi.lan_thu}, nhiệm kỳ", "Đại hội, nhiệm kỳ"),
        ("{ke_hoach}: {la}", f"Kế hoạch 5: {BLANK}"),
        ("{ la } {} {a-b}", "{ la } {} {a-b}"),
    ],
)
def test_fill_puts_the_forms_into_the_text(text: str, filled: str) -> None:
    assert fill(text, FACTS) == filled


@given(st.text())
def test_a_fact_in_words_is_filled_in_verbatim_and_once(words: str) -> None:
    assert fill("a{ke_hoach}b", {"ke_hoach": "x" + words}) == f"ax{words}b"
