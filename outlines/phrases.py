"""The sentences that say why an answer was not understood, and what to write instead.

Nothing else stands here. The dialogue's own sentences are in `flows.dialogue.phrases`.
"""

from __future__ import annotations

from collections.abc import Iterable

EMPTY_TEXT = "Đồng chí chưa ghi gì; xin ghi câu trả lời bằng chữ, dài ngắn tùy ý."


def several_lines(example: str) -> str:
    return f"Câu này chỉ cần một dòng; xin đồng chí ghi lại trong một dòng, ví dụ: {example}"


def too_long(limit: int, example: str) -> str:
    return f"Câu này xin đồng chí ghi ngắn, không quá {limit} ký tự, ví dụ: {example}"


def not_a_number(example: str) -> str:
    return f"Xin đồng chí ghi một con số, ví dụ: {example}"


def not_a_percent(example: str) -> str:
    return f"Xin đồng chí ghi một tỷ lệ phần trăm, ví dụ: {example}"


def not_money(example: str) -> str:
    return f"Xin đồng chí ghi số tiền kèm đơn vị (đồng, nghìn, triệu, tỷ), ví dụ: {example}"


def not_a_period(example: str) -> str:
    return f"Xin đồng chí ghi tháng, quý hoặc năm của kỳ báo cáo, ví dụ: {example}"


def not_a_date(example: str) -> str:
    return f"Xin đồng chí ghi ngày trước, tháng sau, rồi đến năm, ví dụ: {example}"


def no_such_day(day: str, example: str) -> str:
    return (
        f"Lịch không có ngày {day}; xin đồng chí ghi ngày trước, tháng sau, rồi đến năm, "
        f"ví dụ: {example}"
    )


def not_a_choice(labels: Iterable[str]) -> str:
    listed = "; ".join(f"{n} là {label}" for n, label in enumerate(labels, start=1))
    return f"Xin đồng chí ghi số của một lựa chọn: {listed}."


def not_choices(labels: Iterable[str]) -> str:
    listed = "; ".join(f"{n} là {label}" for n, label in enumerate(labels, start=1))
    return f"Xin đồng chí ghi số của các lựa chọn, cách nhau bằng dấu phẩy: {listed}."


def not_a_document(listed: Iterable[str], example: str) -> str:
    known = "".join(f"; {n} là {text}" for n, text in enumerate(listed, start=1))
    picked = f"số thứ tự của văn bản{known}; hoặc ghi" if known else "văn bản"
    return f"Xin đồng chí ghi {picked} kèm số và ký hiệu, ví dụ: {example}"


def no_organisation(example: str) -> str:
    return f"Xin đồng chí ghi cả loại và tên của tổ chức đảng, ví dụ: {example}"


def organisation_too_long(limit: int, example: str) -> str:
    return f"Tên tổ chức xin ghi không quá {limit} ký tự, ví dụ: {example}"


def not_a_term(example: str) -> str:
    return f"Xin đồng chí ghi năm đầu và năm cuối của nhiệm kỳ, ví dụ: {example}"


def odd_term(first: int, last: int, example: str) -> str:
    return (
        f"Nhiệm kỳ {first} - {last} có lẽ ghi nhầm năm; xin đồng chí ghi lại năm đầu và năm cuối, "
        f"ví dụ: {example}"
    )


# --- Tables -------------------------------------------------------------------------------------


def _row_form(titles: Iterable[str]) -> str:
    return "; ".join(titles)


def no_rows(titles: Iterable[str]) -> str:
    return f"Xin đồng chí ghi mỗi dòng một mục, các ô cách nhau bằng dấu chấm phẩy: {_row_form(titles)}."


def too_many_cells(row: str, titles: Iterable[str]) -> str:
    return f"Dòng “{row}” có thừa ô; xin đồng chí ghi dòng ấy theo thứ tự: {_row_form(titles)}."


def missing_cell(row: str, title: str, titles: Iterable[str]) -> str:
    return (
        f"Dòng “{row}” còn thiếu “{title}”; xin đồng chí ghi dòng ấy theo thứ tự: "
        f"{_row_form(titles)}."
    )


def bad_cell(row: str, title: str, labels: Iterable[str]) -> str:
    listed = "; ".join(f"{n} là {label}" for n, label in enumerate(labels, start=1))
    return f"Ở dòng “{row}”, ô “{title}” xin đồng chí ghi số của một lựa chọn: {listed}."


def no_such_row(place: int, rows: int) -> str:
    known = f"bảng đang có {rows} dòng" if rows else "bảng chưa có dòng nào"
    return f"Không có dòng {place} để sửa: {known}; xin đồng chí xem lại số của dòng."


def no_such_column(titles: Iterable[str]) -> str:
    listed = "; ".join(f"{n} là {title}" for n, title in enumerate(titles, start=1))
    return f"Không có ô ấy; các ô của một dòng là: {listed}."


ROWS_CHANGED = "Sửa các dòng đã có"
ROWS_ADDED = "Ghi thêm dòng mới"
LAST_ROW = (
    "Bảng phải còn ít nhất một dòng; xin đồng chí sửa dòng ấy, hoặc bỏ qua câu này nếu không có gì "
    "để ghi."
)
