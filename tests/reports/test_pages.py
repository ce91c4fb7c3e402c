"""Where pages turn, and how columns share the width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import measure
from reports.pages import MOST_UPRIGHT, Span, spans, widths
from reports.report import Block, Column, Heading, Paragraph, Table


def table(columns: int) -> Table:
    return Table(tuple(Column(f"Cột {n}") for n in range(columns)), ())


def upright(*blocks: Block) -> Span:
    return Span(turned=False, blocks=blocks)


def turned(*blocks: Block) -> Span:
    return Span(turned=True, blocks=blocks)


HEAD = Heading("bracket", "(1)", "Chỉ tiêu")
TEXT = Paragraph("chữ")
NARROW, WIDE = table(MOST_UPRIGHT), table(MOST_UPRIGHT + 1)


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([], []),
        ([TEXT, NARROW], [upright(TEXT, NARROW)]),
        ([WIDE], [turned(WIDE)]),
        ([TEXT, WIDE, TEXT], [upright(TEXT), turned(WIDE), upright(TEXT)]),
        ([TEXT, HEAD, HEAD, WIDE], [upright(TEXT), turned(HEAD, HEAD, WIDE)]),
        ([WIDE, HEAD, WIDE], [turned(WIDE, HEAD, WIDE)]),
        ([HEAD, TEXT, WIDE], [upright(HEAD, TEXT), turned(WIDE)]),
        ([HEAD, NARROW], [upright(HEAD, NARROW)]),
    ],
)
def test_a_wide_table_turns_its_page_and_the_headings_above_it(
    blocks: list[Block], expected: list[Span]
) -> None:
    assert spans(blocks) == tuple(expected)


@given(
    st.lists(st.lists(st.text("aW 1", max_size=60), min_size=3, max_size=3), max_size=5),
    st.integers(5000, 20000),
)
def test_columns_fill_the_width_exactly(rows: list[list[str]], total: int) -> None:
    columns = tuple(Column(title) for title in ("TT", "Chỉ tiêu", "Đơn vị tính", "Kết quả"))
    filled = Table(columns, tuple(("1", *row) for row in rows))

    shares = widths(filled, total, 600, 240)

    assert sum(shares) == total
    assert shares[0] == 600
    assert min(shares) > 0


def test_a_short_column_gets_what_it_needs_before_a_long_one() -> None:
    filled = Table((Column("TT"), Column("Tên"), Column("Số")), (("1", "chữ " * 60, "Đạt 62,4%"),))

    _, long, short = widths(filled, 9354, 600, 240)

    assert long > 3 * short
    assert short > 9 * 100


def test_a_column_a_little_over_the_mean_is_not_crushed_by_a_long_one() -> None:
    titles = ("TT", "Chỉ tiêu", "Đơn vị tính", "Mục tiêu", "Kết quả", "So với mục tiêu", "Đánh giá")
    row = ("1", "chữ " * 30, "tỷ đồng", "45.000", "27.800", "Đạt 61,8%", "Chậm tiến độ")
    filled = Table(tuple(map(Column, titles)), (row,))

    *_, verdict = widths(filled, 9354, 600, 240)

    assert verdict >= measure.width("Chậm tiến độ", measure.UPRIGHT) * 240 // 1000


@given(
    st.lists(st.lists(st.text("aM ", max_size=60), min_size=6, max_size=6), min_size=1, max_size=4),
    st.lists(
        st.sampled_from(["Mục tiêu đến hết nhiệm kỳ", "Đánh giá", "ĐVT"]), min_size=6, max_size=6
    ),
)
def test_no_word_breaks_while_there_is_room_for_all_words(
    rows: list[list[str]], titles: list[str]
) -> None:
    filled = Table((Column("TT"), *map(Column, titles)), tuple(("1", *row) for row in rows))
    longest = [
        max(
            *(measure.width(word, measure.BOLD) for word in title.split()),
            *(measure.width(word, measure.UPRIGHT) for row in rows for word in row[n].split()),
            0,
        )
        for n, title in enumerate(titles)
    ]  # fmt: skip

    _, *shares = widths(filled, 9354, 600, 240)

    if sum(longest) + 6 * 1000 < (9354 - 600) * 1000 // 240:
        assert all(s >= w * 240 // 1000 for s, w in zip(shares, longest, strict=True))


def test_a_table_of_one_column_takes_it_all() -> None:
    assert widths(Table((Column("TT"),), ()), 9354, 600, 240) == (9354,)
