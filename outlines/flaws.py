"""What can be wrong with an outline file, said to the person who wrote it: what it is, what to write instead.

Sentences only: nothing here looks at a file.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Flaw(NamedTuple):
    """What is wrong, and what to write instead: one Vietnamese sentence each."""

    what: str
    instead: str


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


# --- YAML ---------------------------------------------------------------------------------------

_QUOTE_IT = "Hãy đặt cả câu trong dấu ngoặc kép."
_TROUBLES = (
    # A sign in the YAML reader's complaint, what is wrong, what to write instead; the first that fits.
    ("'\\t'", "Có dấu tab.", "Hãy thụt dòng bằng dấu cách, không dùng phím Tab."),
    (
        "mapping values are not allowed",
        "Có dấu hai chấm ở giữa câu, hoặc dấu ngoặc kép ở trên chưa đóng, hoặc thụt dòng sai.",
        'Hãy đặt cả câu trong dấu ngoặc kép, ví dụ hint: "Ví dụ: 28".',
    ),
    ("but found '<scalar>'", "Chữ này đứng sau một dấu ngoặc đã đóng.", _QUOTE_IT),
    (
        "expected <block end>",
        "Dòng này thụt vào không thẳng với các dòng cùng cấp.",
        "Hãy thụt dòng bằng đúng số dấu cách của dòng cùng cấp ở trên.",
    ),
    (
        "escape character",
        "Sau dấu \\ là một chữ không hợp lệ.",
        "Hãy viết \\\\ hoặc dùng dấu nháy đơn.",
    ),
    (
        "quoted scalar",
        "Dấu ngoặc kép mở ra mà chưa đóng.",
        "Hãy thêm dấu ngoặc kép ở cuối câu.",
    ),
    ("parsing a flow", "Dấu ngoặc mở ra mà chưa đóng.", "Hãy thêm dấu ] hoặc } còn thiếu."),
    ("cannot start any token", "Ký tự đặc biệt đứng ở đầu câu.", _QUOTE_IT),
    ("alias", "Dấu * đứng ở đầu câu.", _QUOTE_IT),
    ("another document", "Tệp có hai đề cương.", "Mỗi đề cương hãy để trong một tệp riêng."),
    (
        "could not find expected ':'",
        "Thiếu dấu hai chấm và dấu cách sau tên khóa.",
        "Hãy viết tên khóa, dấu hai chấm, một dấu cách, rồi nội dung.",
    ),
)


def yaml(complaint: str) -> Flaw:
    """The YAML reader's complaint, in words that help."""
    known = (Flaw(what, instead) for sign, what, instead in _TROUBLES if sign in complaint)
    return next(known, _OTHER)


_OTHER = Flaw(
    "Dòng này không đúng cách viết YAML.",
    "Hãy xem lại thụt dòng, dấu hai chấm và dấu ngoặc kép ở dòng này và dòng trên.",
)


def unreadable_character() -> Flaw:
    return Flaw("Có một ký tự không đọc được.", "Hãy xóa ký tự đó và gõ lại.")


def too_deep() -> Flaw:
    return Flaw("Các mục lồng nhau quá sâu.", "Hãy bớt số cấp lồng nhau.")


def alias() -> Flaw:
    return Flaw(
        "Dấu & và dấu * chỉ nhắc lại được một câu chữ.", "Hãy viết đầy đủ nội dung ở chỗ này."
    )


def twice(key: str) -> Flaw:
    return Flaw(f"Khóa “{key}” viết hai lần.", "Hãy chỉ giữ lại một lần.")


def odd_key() -> Flaw:
    return Flaw("Tên khóa không hợp lệ.", "Hãy viết tên khóa bằng chữ, rồi dấu hai chấm.")


# --- The file -----------------------------------------------------------------------------------


def unopened() -> Flaw:
    return Flaw("Không mở được tệp.", "Hãy kiểm tra tên tệp và quyền đọc.")


def not_utf8() -> Flaw:
    return Flaw("Tệp không ở bảng mã UTF-8.", "Hãy lưu lại tệp với bảng mã UTF-8.")


def not_an_outline() -> Flaw:
    return Flaw(
        "Tệp không phải là một đề cương.",
        "Hãy bắt đầu bằng các khóa id, version, title, document, facts, sections.",
    )


# --- Keys and values ----------------------------------------------------------------------------


def unknown_key(key: str, known: str | None) -> Flaw:
    instead = f"Hãy viết “{known}”." if known else "Hãy bỏ khóa này."
    return Flaw(f"Không có khóa “{key}” ở chỗ này.", instead)


def missing_key(key: str) -> Flaw:
    return Flaw(f"Thiếu khóa “{key}”.", f"Hãy thêm một dòng “{key}: …”.")


def not_text(key: str) -> Flaw:
    return Flaw(f"“{key}” phải là một câu chữ.", _QUOTE_IT)


def not_number(key: str) -> Flaw:
    return Flaw(f"“{key}” phải là số nguyên, từ 1 trở lên.", "Hãy viết một số, ví dụ 1.")


def not_bool(key: str) -> Flaw:
    return Flaw(f"“{key}” chỉ nhận có hoặc không.", "Hãy viết true hoặc false.")


def not_list(key: str) -> Flaw:
    return Flaw(f"“{key}” phải là một danh sách.", f"Hãy viết dạng {key}: [ …, … ].")


def not_map(key: str) -> Flaw:
    return Flaw(f"“{key}” phải gồm các khóa.", "Hãy viết mỗi khóa một dòng, thụt vào.")


def empty(key: str) -> Flaw:
    return Flaw(f"“{key}” để trống.", "Hãy viết nội dung, hoặc bỏ khóa này.")


def too_long(key: str, limit: int, length: int) -> Flaw:
    return Flaw(f"“{key}” dài {length} ký tự.", f"Hãy rút gọn còn nhiều nhất {limit} ký tự.")


def not_among(key: str, choices: str) -> Flaw:
    return Flaw(f"Giá trị của “{key}” không hợp lệ.", f"Hãy chọn một trong: {choices}.")


def bad_id(key: str) -> Flaw:
    return Flaw(
        f"“{key}” không đúng dạng.",
        "Hãy dùng chữ thường không dấu, số và gạch dưới, bắt đầu bằng chữ, nhiều nhất 40 ký tự.",
    )


def odd(key: str) -> Flaw:
    return Flaw(f"Giá trị của “{key}” không hợp lệ.", "Hãy xem cách viết ở docs/outline-format.md.")


# --- Mirrors ------------------------------------------------------------------------------------


def no_source() -> Flaw:
    return Flaw(
        "Không có mục nào với mã này để soi theo.",
        "Hãy ghi ở “of” mã của một mục có parts và không chứa mirror.",
    )


def not_mirrored(id: str) -> Flaw:
    return Flaw(f"Mục được soi theo không có câu “{id}”.", "Hãy sửa mã này hoặc bỏ đi.")


def unasked(id: str, wanted: Iterable[str]) -> Flaw:
    return Flaw(
        f"Câu “{id}” được soi theo nhưng chưa có câu hỏi riêng.",
        f"Hãy thêm {_listed(wanted)} cho “{id}” ở questions, hoặc ghi “{id}” vào except.",
    )


# --- Rules --------------------------------------------------------------------------------------


def id_twice(id: str, line: int) -> Flaw:
    return Flaw(f"Mã “{id}” đã dùng ở dòng {line}.", "Hãy đặt cho mỗi câu một mã riêng.")


def reserved_id(start: str) -> Flaw:
    return Flaw(
        f"Mã bắt đầu bằng “{start}” dành cho phần người viết tự thêm.", "Hãy đặt một mã khác."
    )


def form_of_slot() -> Flaw:
    return Flaw(
        "Phiếu ngắn chỉ gồm thông tin chung hoặc các ý của một mục.",
        "Hãy bỏ khóa form, hoặc chuyển câu này thành một ý trong points.",
    )


def odd_form(form: str, fewest: int, most: int) -> Flaw:
    return Flaw(
        f"Phiếu “{form}” phải gồm từ {fewest} đến {most} câu liền nhau.",
        "Hãy ghi form cho các câu đứng liền nhau, mỗi phiếu một mã riêng.",
    )


def long_in_form(kinds: Iterable[str]) -> Flaw:
    return Flaw(
        "Phiếu ngắn không nhận câu hỏi viết dài hoặc bảng.",
        f"Hãy bỏ khóa form, hoặc chọn kind là một trong: {_listed(kinds)}.",
    )


def no_example() -> Flaw:
    return Flaw(
        "Câu hỏi viết dài này chưa có câu trả lời mẫu.",
        "Hãy thêm khóa example với một đoạn mẫu sát thực tế.",
    )


def typed_label(label: str) -> Flaw:
    return Flaw(
        f"Đề mục có sẵn số thứ tự “{label}”.",
        "Hãy bỏ số thứ tự: chương trình tự đánh số theo khóa numbering.",
    )


def no_parts() -> Flaw:
    return Flaw("Mục này chưa có phần nào bên trong.", "Hãy thêm parts với ít nhất một câu.")


def few_styles(depth: int) -> Flaw:
    return Flaw(
        f"Đề cương có {depth} cấp đề mục mà numbering chưa đủ.",
        f"Hãy ghi đủ {depth} kiểu đánh số, ví dụ [part, roman, bracket].",
    )


def too_many_facts(most: int) -> Flaw:
    return Flaw(
        f"Có hơn {most} thông tin chung phải hỏi lúc bắt đầu.",
        "Hãy ghi asked: end cho thông tin này.",
    )


def unknown_fact(fact: str, facts: Iterable[str]) -> Flaw:
    return Flaw(
        f"Không có thông tin chung “{fact}”.",
        f"Hãy dùng một trong: {_listed(facts) or '(chưa có)'}.",
    )


def unknown_form(fact: str, form: str, forms: Iterable[str]) -> Flaw:
    known = _listed(f"{fact}.{each}" if each else fact for each in forms)
    return Flaw(f"“{fact}” không có dạng “{form}”.", f"Hãy dùng một trong: {known}.")


def stray_brace() -> Flaw:
    return Flaw(
        "Dấu ngoặc nhọn viết không đúng.",
        "Hãy viết {mã} hoặc {mã.dạng}, ví dụ {to_chuc.ban_hanh}.",
    )


def unknown_table(tables: Iterable[str]) -> Flaw:
    return Flaw(
        "Không có bảng với mã này.", f"Hãy dùng một trong: {_listed(tables) or '(chưa có)'}."
    )


def unknown_column(column: str, columns: Iterable[str]) -> Flaw:
    return Flaw(f"Bảng không có cột “{column}”.", f"Hãy dùng một trong: {_listed(columns)}.")


def not_a_choice_column() -> Flaw:
    return Flaw(
        "Chỉ xếp nhóm được theo một cột có sẵn lựa chọn.",
        "Hãy ghi ở group_by mã của một cột kind: choice.",
    )


def line_twice(line: int, other: int) -> Flaw:
    return Flaw(
        f"Dòng {line} của văn bản gốc đã có chỗ, ở dòng {other} của tệp này.",
        "Hãy chỉ giữ một chỗ, hoặc ở chỗ thứ hai ghi số dòng đó vào khóa shares.",
    )
