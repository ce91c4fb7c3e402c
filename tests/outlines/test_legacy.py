"""Legacy encodings: what is repaired, what never is, what is only warned of."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlines.legacy import TCVN3, VNI, repair, suspicious
from outlines.text import clean

TESTS = Path(__file__).parents[1]
TEXTS = [
    clean(path.read_text(encoding="utf-8"))
    for path in (*sorted(TESTS.glob("seeds/*.txt")), *sorted(TESTS.glob("answers/*.yaml")))
]
LINES = [line for text in TEXTS for line in text.split("\n") if line]

TO_TCVN3 = {letter: byte for byte, letter in TCVN3.items()}
TO_VNI = {letter: written for written, letter in VNI.items()}


def in_tcvn3(text: str) -> str:
    """As typed in .VnTime and, for toned capitals, .VnTimeH: the same bytes as small letters."""
    return "".join(TO_TCVN3.get(each, TO_TCVN3.get(each.lower(), each)) for each in text)


def in_vni(text: str) -> str:
    return "".join(TO_VNI.get(each, each) for each in text)


CASES = [
    # the-thuc 2.4
    ("b¸o c¸o s¬ kÕt gi÷a nhiÖm kú, chi bé, ®¶ng viªn",
     "báo cáo sơ kết giữa nhiệm kỳ, chi bộ, đảng viên"),
    # ư is U+00AD, the soft hyphen.
    ("®¶ng bé khu vùc, ph\u00ad¬ng h\u00adíng", "đảng bộ khu vực, phương hướng"),
    ("§¶ng bé tØnh Hµ TÜnh, ®ît 3", "Đảng bộ tỉnh Hà Tĩnh, đợt 3"),
    ("coâng taùc xaây döïng Ñaûng", "công tác xây dựng Đảng"),
    ("BAÙO CAÙO CHÍNH TRÒ CUÛA ÑAÛNG BOÄ", "BÁO CÁO CHÍNH TRỊ CỦA ĐẢNG BỘ"),
    ("yù kieán, kyû luaät, thoáng nhaát, lyù luaän", "ý kiến, kỷ luật, thống nhất, lý luận"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "meant"), CASES)
def test_text_of_an_old_font_is_repaired(words: str, meant: str) -> None:
    assert repair(words) == meant
    assert repair(clean(words)) == meant


@pytest.mark.parametrize(
    "words",
    [
        "",
        "®¶ng",
        "Ñaûng",
        "Der schöne Garten für Bücher und Käse",
        "El niño español pequeño, öfter",
        "© ® « » µ ¶ · 25 m²",
        "hoà toàn khoá",
    ],
)
def test_text_of_no_old_font_is_left_alone(words: str) -> None:
    assert repair(words) is None


def test_the_table_of_tcvn3_has_every_letter() -> None:
    letters = set("ăâêôơưđĂÂÊÔƠƯĐàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")

    assert set(TCVN3.values()) == letters
    assert len(TCVN3) == 74


def test_the_table_of_vni_has_every_letter_in_both_cases() -> None:
    small = set("ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")

    assert set(VNI.values()) == small | {each.upper() for each in small}


@pytest.mark.parametrize("text", TEXTS)
def test_whole_documents_come_back(text: str) -> None:
    from_tcvn3 = repair(in_tcvn3(text))

    assert from_tcvn3
    assert from_tcvn3.lower() == text.lower()
    assert repair(in_tcvn3(text.lower())) == text.lower()
    assert repair(in_vni(text)) == text


@pytest.mark.parametrize("text", TEXTS)
def test_clean_documents_are_never_repaired(text: str) -> None:
    assert repair(text) is None
    assert [line for line in text.split("\n") if repair(line) is not None] == []


@given(st.sampled_from(TEXTS), st.integers(0, 100_000), st.integers(1, 400))
def test_no_piece_of_clean_text_is_ever_repaired(text: str, start: int, size: int) -> None:
    begin = start % len(text)

    assert repair(text[begin : begin + size]) is None


@given(st.lists(st.sampled_from(LINES), min_size=5, max_size=20).map("\n".join))
def test_what_is_repaired_needs_no_second_repair(text: str) -> None:
    meant = repair(in_vni(text)) or text

    assert meant == text
    assert repair(meant) is None


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("cơng tác của chi bộ, khơng nêu vai trị", ["cơng", "khơng", "vai trị"]),
        ("sự suy thối; Đảng ta cĩ; nĩi", ["suy thối", "cĩ", "nĩi"]),
        ("Chủ tòch vó đại, nghò quyết", ["tòch", "vó đại", "nghò"]),
        ("chun môn, XN TRƯỜNG", ["chun môn", "XN TRƯỜNG"]),
        ("ĐẠI ҺỌເ QUỐເ", ["ҺỌເ", "QUỐເ"]),
        ("25 m³, 5 µg, sông Mê Công, XXI", []),
        ("thối nát, trị an, cơ sở, đồn biên phòng, tồn tại, chung sức", []),
        ("Chi bộ đóng góp 2 phòng học, thoái vốn", []),
    ],
)
def test_damage_is_only_warned_of(words: str, found: list[str]) -> None:
    assert suspicious(words) == found
    assert repair(words) is None


@pytest.mark.parametrize("text", TEXTS)
def test_clean_documents_are_not_suspicious(text: str) -> None:
    assert suspicious(text) == []
