"""What cleaning mends and what it leaves alone."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from outlines.text import clean, fold, lines, looks_like_tcvn3, short

TCVN3 = "b¸o c¸o s¬ kÕt gi÷a nhiÖm kú, chi bé, ®¶ng viªn"

CASES = [
    # What is seen stays.
    ("Đảng uỷ xã Hoà An, khoá XIX", "Đảng uỷ xã Hoà An, khoá XIX"),
    ('1.234,5 – 12.5 - “tự” ‘chuyển’ "hóa"', '1.234,5 – 12.5 - “tự” ‘chuyển’ "hóa"'),
    ("a\tb", "a\tb"),
    ("a  b", "a  b"),
    ("& < > ]]>", "& < > ]]>"),
    ("مرحبا", "مرحبا"),
    # Letters.
    ("trước", "trước"),
    ("chƣơng ĐƢỢC", "chương ĐƯỢC"),
    ("trƣ\u0301c", "trứ" + "c"),
    ("Ðảng, Ɖảng, ðồng", "Đảng, Đảng, đồng"),
    (TCVN3, TCVN3),
    ("®¶ng bé kh\u00adu vùc ¸p", "®¶ng bé kh\u00adu vùc ¸p"),
    ("®¶ng ¸p Ð ð", "®¶ng ¸p Ð ð"),
    ("công\u00adtác", "côngtác"),
    # What is not seen goes.
    ("\ufeffa\u200bb\u200c\u2060c", "abc"),
    ("\u202eabc\u202c \u2066d\u2069\u200f", "abc d"),
    ("a\x00b\x07c\x1b[0m\x7f\x9b", "abc[0m"),
    ("a\ufffeb\uffffc\U0001fffe", "abc"),
    ("a\ud800b\udfff", "ab"),
    ("\ud83d\ude00", "😀"),
    ("e\u034f\u0302", "ê"),
    # Emoji stay whole; their joiners go nowhere else.
    ("👩\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3", "👩\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3"),
    ("👍🏽 🏳\ufe0f\u200d🌈 🇻🇳", "👍🏽 🏳\ufe0f\u200d🌈 🇻🇳"),
    ("🏴\U000e0067\U000e0062\U000e007f", "🏴\U000e0067\U000e0062\U000e007f"),
    ("a\u200db a\ufe0f 👩\u200d b", "ab a 👩 b"),
    # Spaces and lines.
    ("a\u00a0b\u2009c\u3000d", "a b c d"),
    ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
    ("  a \t\n\tb  ", "a\nb"),
    ("\n\n \na\n\n\n \n\nb\n\nc\n\n", "a\n\nb\n\nc"),
    ("", ""),
    (" \u200b\n\t", ""),
]


@pytest.mark.parametrize(("words", "cleaned"), CASES)
def test_clean_mends_only_what_cannot_be_seen(words: str, cleaned: str) -> None:
    assert clean(words) == cleaned


NASTY = st.lists(
    st.one_of(
        st.text(st.characters(exclude_categories=[])),
        st.sampled_from(
            "\u00ad ® ¶ ¸ ª µ · ð Ð ƣ Ƣ \u0301 \u0323 \u0302 e ư 👩 \u200d \ufe0f \u20e3 1 # 🏽 🏴 "
            "\U000e0067 \u200b \ufeff \u202e \u2028 \x85 \ud83d \ude00 \uffff \x00 ế".split(" ")
        ),
        st.sampled_from([" ", "\t", "\n", "\r", "\u00a0", "\u0387", "\n\n\n"]),
        st.just(TCVN3),
    ),
    max_size=12,
).map("".join)

XML_1_0 = re.compile(r"[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")


@given(NASTY)
@example("\u00ad®¶¸" + "e\u0302\u0301" * 3)
def test_clean_twice_is_clean_once(words: str) -> None:
    once = clean(words)

    assert clean(once) == once


@given(NASTY)
def test_what_is_kept_is_nfc_and_fits_into_xml(words: str) -> None:
    kept = clean(words)

    assert XML_1_0.fullmatch(kept)
    assert unicodedata.is_normalized("NFC", kept)
    assert "\r" not in kept
    assert "\n\n\n" not in kept


@given(st.text("aăâbcđeêghiklmnoôơpqrstuưvxyếộẤỬ ,.;:-–“”‘’\"'0123456789%/()"))
def test_vietnamese_prose_loses_only_outer_blanks(words: str) -> None:
    assert clean(words) == words.strip()


def test_lines_are_those_that_are_not_blank() -> None:
    assert lines("\n a \n\n \t\nb\x1fc\n") == ["a", "b\x1fc"]


@pytest.mark.parametrize(
    ("words", "legacy"),
    [
        (TCVN3, True),
        ("®¶ng", False),
        ("– một · hai · ba · bốn", False),
        ("«Đảng viên» µ ¶ ® đã được kết nạp", False),
        ("cong\u00adtac\u00addan\u00advan", False),
        ("", False),
    ],
)
def test_tcvn3_is_told_by_its_letters(words: str, *, legacy: bool) -> None:
    assert looks_like_tcvn3(words) is legacy


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Đảng  bộ", "dang bo"),
        ("“Hoàn thành”.", "hoan thanh"),
        ("  - Phó Bí thư; ", "pho bi thu"),
        ("khoá = khóa", "khoa = khoa"),
        ("...", ""),
    ],
)
def test_fold_makes_a_key_without_diacritics(words: str, key: str) -> None:
    assert fold(words) == key


@given(NASTY)
def test_fold_twice_is_fold_once(words: str) -> None:
    assert fold(fold(clean(words))) == fold(clean(words))


@pytest.mark.parametrize(
    ("words", "limit", "cut"),
    [
        ("một hai\nba", 20, "một hai ba"),
        ("một hai ba", 8, "một hai…"),
        ("một, hai", 6, "một…"),
        ("mộthaiba", 4, "một…"),
        ("", 5, ""),
    ],
)
def test_short_cuts_at_a_word(words: str, limit: int, cut: str) -> None:
    assert short(words, limit) == cut


@given(NASTY, st.integers(1, 60))
def test_short_keeps_its_limit_and_one_line(words: str, limit: int) -> None:
    cut = short(words, limit)

    assert len(cut) <= limit
    assert "\n" not in cut
