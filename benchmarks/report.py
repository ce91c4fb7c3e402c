"""How long a report takes to write, beside docxtpl with similar content: `python -m benchmarks.report`.

300 paragraphs and a table of 40 rows and 6 columns. docxtpl is not a dependency; without it only
our own time is printed.
"""

# ruff: noqa: T201, a benchmark speaks by printing

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from io import BytesIO
from statistics import median
from time import perf_counter

import docx

from reports.report import Block, Column, Head, Paragraph, Properties, Report, Signature, Table
from reports.word import write

ROUNDS = 15
WORDS = "Chi bộ đã lãnh đạo thực hiện nghị quyết đại hội, đạt và vượt 14/21 chỉ tiêu. " * 4
COLUMNS = ("TT", "Chỉ tiêu", "Đơn vị tính", "Mục tiêu", "Kết quả", "So với mục tiêu")
ROWS = tuple((str(n), "Kết nạp đảng viên", "người", "8", "4", "50%") for n in range(1, 41))
TEXTS = tuple(f"{n}. {WORDS}" for n in range(300))


def report() -> Report:
    blocks: tuple[Block, ...] = (*map(Paragraph, TEXTS), Table(tuple(map(Column, COLUMNS)), ROWS))
    now = datetime(2026, 6, 1, tzinfo=UTC)
    return Report(
        Head(
            "ĐẢNG BỘ", "CHI BỘ", "Số 01-BC/CB", "Dự thảo lần 1", "Hà Nội, ngày 01 tháng 6 năm 2026"
        ),
        "BÁO CÁO",
        "đo thời gian",
        blocks,
        Signature("T/M CHI BỘ", "BÍ THƯ", ""),
        ("- Lưu Chi bộ.",),
        Properties("Đo", "Chi bộ", "Đo", 1, "do", 1, "0" * 64, now),
    )


def docxtpl_template() -> bytes:
    document = docx.Document()
    for line in ("{%p for each in texts %}", "{{ each }}", "{%p endfor %}"):
        document.add_paragraph(line)
    table = document.add_table(4, len(COLUMNS))
    table.cell(1, 0).text = "{%tr for row in rows %}"
    table.cell(3, 0).text = "{%tr endfor %}"
    for n, title in enumerate(COLUMNS):
        table.cell(0, n).text = title
        table.cell(2, n).text = f"{{{{ row[{n}] }}}}"
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def docxtpl_write() -> Callable[[], None] | None:
    try:
        engine = import_module("docxtpl")
    except ImportError:
        return None
    template = docxtpl_template()

    def render() -> None:
        document = engine.DocxTemplate(BytesIO(template))
        document.render({"texts": TEXTS, "rows": ROWS}, autoescape=True)
        document.save(BytesIO())

    return render


def milliseconds(work: Callable[[], object]) -> float:
    """The median of some rounds, after one that does not count."""
    work()
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        work()
        times.append((perf_counter() - start) * 1000)
    return median(times)


def main() -> None:
    made = report()
    ours = milliseconds(lambda: write(made))
    print(f"reports.word.write: {ours:.1f} ms")
    theirs = docxtpl_write()
    if theirs is None:
        sys.exit(
            "docxtpl is not installed, so there is nothing to compare with: pip install docxtpl"
        )
    other = milliseconds(theirs)
    print(f"docxtpl:            {other:.1f} ms")
    print(f"ratio:              {ours / other:.2f}")


if __name__ == "__main__":
    main()
