"""Outline files: what loads, what each mistake is called, and where it is said to be."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from outlines.loader import Fault, OutlineError, check, find, load, parse, shipped, stored
from outlines.model import Outline, Section, Slot

MINI = Path(__file__).parent / "fixtures" / "mini.yaml"
SOURCE = MINI.read_text(encoding="utf-8")


def faults(source: str) -> list[Fault]:
    try:
        parse(source, "thu.yaml")
    except OutlineError as error:
        return error.faults
    return []


# --- Good files ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [MINI, *shipped()], ids=lambda path: path.stem)
def test_a_good_file_loads_without_faults(path: Path) -> None:
    assert check(path) == []
    assert isinstance(load(path), Outline)


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_a_shipped_file_is_named_after_its_outline_and_found_by_its_beginning(path: Path) -> None:
    assert load(path).id == path.stem
    assert find(path.stem) == path
    assert find(path.stem[:3]) == path


def test_what_is_not_shipped_is_not_found() -> None:
    assert find("khong-co") is None


def test_mappings_become_pairs() -> None:
    outline = load(MINI)
    breakthrough, forecast = outline.question("kq_dot_pha"), outline.question("du_bao")

    assert isinstance(breakthrough, Slot)
    assert isinstance(forecast, Slot)
    assert breakthrough.when == (("to_chuc.loai", "đảng bộ"),)
    assert forecast.shows[0].groups[0] == ("Vượt", "Nhóm chỉ tiêu dự báo vượt kế hoạch")


def test_yaml_is_1_2() -> None:
    outline = parse(SOURCE.replace("title: Báo cáo thử, đủ mọi kiểu câu hỏi", "title: no"), "x")

    assert outline.title == "no"


def test_a_text_may_be_repeated_by_an_anchor() -> None:
    named = SOURCE.replace("example: Hòa An", "example: &noi Hòa An")

    repeated = named.replace("hint: Nêu số liệu cụ thể, so với nghị quyết.", "hint: *noi")

    question = parse(repeated, "x").question("kq_chinh_tri")
    assert question
    assert question.hint == "Hòa An"


# --- Mirrors ------------------------------------------------------------------------------------


def mirrored() -> Section:
    plan = load(MINI).sections[1].parts[2]
    assert isinstance(plan, Section)
    return plan


def test_a_mirror_has_the_headings_of_its_source_retitled() -> None:
    slots = [part for part in mirrored().parts if isinstance(part, Slot)]

    assert [slot.heading for slot in slots] == [
        "Thực hiện nhiệm vụ chính trị",
        "Về công tác xây dựng Đảng",
    ]
    assert [(point.id, point.title, point.prints) for point in slots[1].points] == [
        ("nv_tu_tuong", "Về công tác chính trị tư tưởng", "lead")
    ]


def test_a_mirrored_question_has_its_own_words() -> None:
    first = mirrored().parts[0]

    assert isinstance(first, Slot)
    assert (first.id, first.ask) == (
        "nv_chinh_tri",
        "Thời gian tới, nhiệm vụ chính trị cần làm những gì?",
    )
    assert first.guidance is None
    assert first.hint is None
    assert first.shows == ()
    assert first.seed == ()


# --- What is filled in and asked together -------------------------------------------------------


def test_a_yes_no_question_and_a_document_are_given_their_choices() -> None:
    asked = SOURCE.replace(
        "kind: short_text\n    asked: end\n    ask: Báo", "kind: reference\n    ask: Báo"
    )
    asked = asked.replace("kind: date", "kind: yes_no")
    outline = parse(asked, "x")
    number, day = outline.question("so"), outline.question("ngay")

    assert number
    assert day
    assert number.choices == tuple(each.text for each in outline.citations)
    assert day.choices == ("Có", "Không")


def test_facts_in_a_row_can_be_asked_together() -> None:
    together = SOURCE.replace("kind: date\n", "kind: date\n    form: ky\n")
    together = together.replace(
        "title: Họ và tên người ký\n", "title: Họ và tên người ký\n    form: ky\n"
    )

    assert [fact.id for fact in parse(together, "x").facts if fact.form] == ["ngay", "nguoi_ky"]
    assert faults(together.replace("title: Địa danh", "title: Địa danh\n    form: ky")) == []
    apart = together.replace("form: ky\n    kind: short", "kind: short", 1).replace(
        "title: Số báo cáo", "title: Số báo cáo\n    form: ky"
    )
    assert any("liền nhau" in each.what for each in faults(apart))


# --- Bad files ----------------------------------------------------------------------------------

HERE = "⟦"
"""Marks, in what is written instead, where the fault must be found."""

MISTAKES = [
    # YAML.
    ("title: Báo", "title: Đề cương⟦: Báo", "dấu hai chấm ở giữa câu"),
    ("document:\n  type", "document:\n⟦\ttype", "Có dấu tab"),
    ("title: Báo cáo thử", 'title: "Báo cáo thử', "dấu ngoặc kép ở trên chưa đóng"),
    ("reason: Sửa lỗi", "reason: ⟦'Sửa lỗi", "chưa đóng"),
    ("from: [8]", "from: ⟦[8", "chưa đóng"),
    ("title: Báo cáo thử", "⟦title:Báo cáo thử", "Thiếu dấu hai chấm"),
    ("    hint: Nêu", "     hint: Nêu", "thụt"),
    ("version: 1", "version: 1\n⟦version: 2", "Khóa “version” viết hai lần"),
    ("title: Báo cáo thử, đủ", "title: ⟦@đủ", "Ký tự đặc biệt"),
    ("numbering: [part, roman, bracket]", "numbering: ⟦&n [part, roman, bracket]\nfrom: *n", "Dấu &"),
    # Keys and values.
    ("mode: points", "⟦mod: points", "Không có khóa “mod”"),
    ("  type: BÁO CÁO\n", "", "Thiếu khóa “type”"),
    ("version: 1", "version: ⟦một", "số nguyên"),
    ("version: 1", "version: ⟦0", "số nguyên"),
    ("kind: term", "kind: ⟦trem", "Giá trị của “kind” không hợp lệ"),
    ("- id: so\n", "- id: ⟦Số\n", "“id” không đúng dạng"),
    ("subject: kết", "subject: ⟦2025 #", "phải là một câu chữ"),
    ("ask: Báo cáo ký ngày nào?", "⟦ask:", "“ask” để trống"),
    ("ask: Báo cáo ký ngày nào?", "ask: ⟦" + "a" * 141, "“ask” dài 141 ký tự"),
    ("hint: Nêu số", "hint: ⟦" + "a" * 101 + " #", "“hint” dài 101 ký tự"),
    ("fold: true", "fold: ⟦gấp", "có hoặc không"),
    ("choices: [Bí thư, Phó Bí thư]", "choices: ⟦Bí thư", "phải là một danh sách"),
    ("from: [8]", "from: [⟦tám]", "số nguyên"),
    ("sections:\n", "sections:\n  - ⟦Phần một\n", "phải gồm các khóa"),
    # Rules.
    ("id: kq_tu_tuong\n", "id: ⟦kq\n", "Mã “kq” đã dùng ở dòng"),
    ("example: Chi bộ kết nạp được 02 đảng viên mới.", "", "chưa có câu trả lời mẫu"),
    ("subject: kết quả", "subject: ⟦kết quả {to_chuk}", "Không có thông tin chung “to_chuk”"),
    ("subject: kết quả", "subject: ⟦kết quả {to_chuc.te}", "“to_chuc” không có dạng “te”"),
    ("subject: kết quả", "subject: ⟦kết quả {to chuc}", "Dấu ngoặc nhọn"),
    ("subject: kết quả", "subject: {to_chuc} ⟦kết quả", "sau một dấu ngoặc đã đóng"),
    ("subject: kết quả", "subject: ⟦{to_chuc} # ", "phải là một câu chữ"),
    ("{to_chuc.loai: đảng bộ}", "⟦{to_chu.loai: đảng bộ}", "Không có thông tin chung “to_chu”"),
    ("{to_chuc.loai: đảng bộ}", "{to_chuc.loai: ⟦đảng ủy}", "“to_chuc.loai” không hợp lệ"),
    ("heading: KẾT QUẢ", "heading: ⟦II. KẾT QUẢ", "số thứ tự “II.”"),
    ("title: Việc học", "title: ⟦'- Việc học' #", "số thứ tự “-”"),
    ("title: Việc học", "title: ⟦(3) Việc học", "số thứ tự “(3)”"),
    ("    choices: [Bí thư, Phó Bí thư]\n", "", "Thiếu khóa “choices”"),
    (", choices: [Vượt, Hoàn thành, Phải nỗ lực]", "", "Thiếu khóa “choices”"),
    ("numbering: [part, roman, bracket]", "numbering: ⟦[part, roman]", "3 cấp đề mục"),
    ("table: chi_tieu\n                columns", "table: ⟦chi\n                columns", "Không có bảng"),
    ("columns: [ten, muc_tieu, ket_qua]", "columns: ⟦[ten, muc]", "Bảng không có cột “muc”"),
    ("group_by: du_bao", "group_by: ⟦ket_qua", "một cột có sẵn lựa chọn"),
    ("Vượt: Nhóm chỉ", "Vượt: ⟦Nhóm {chi}", "Không có thông tin chung “chi”"),
    ("Vượt: Nhóm", "Khá: Nhóm", "“Khá” không hợp lệ"),
    ("from: [8]", "from: ⟦[7]", "Dòng 7 của văn bản gốc đã có chỗ"),
    ("lines: [16]", "lines: ⟦[15, 16]", "Dòng 15 của văn bản gốc đã có chỗ"),
    # Citations and appendices.
    ("citations:\n  - {id: nq_01,", "citations:\n  - {⟦ma: nq_01,", "Không có khóa “ma”"),
    ("- id: kq_khac", "- id: ⟦nq_01", "Mã “nq_01” đã dùng ở dòng"),
    ("- id: phu_luc", "- id: ⟦du_bao", "Mã “du_bao” đã dùng ở dòng"),
    ("{table: chi_tieu, columns: [ten, ket_qua]}", "{table: ⟦chi, columns: [ten]}", "Không có bảng"),
    ("title: So sánh kết quả với {nq_01}", "title: ⟦So sánh {nq_02}", "thông tin chung “nq_02”"),
    ("from: [17]", "from: ⟦[15]", "Dòng 15 của văn bản gốc đã có chỗ"),
    # Reserved ids and forms.
    ("id: kq_tu_tuong\n", "id: ⟦own_1\n", "Mã bắt đầu bằng “own_”"),
    ("title: Số báo cáo\n", "title: Số báo cáo\n    form: ⟦p\n", "từ 2 đến 8 câu liền nhau"),
    ("id: kq_khac\n", "id: kq_khac\n                form: ⟦p\n", "không nhận câu hỏi viết dài"),
    ("    fold: true\n", "    fold: true\n            form: ⟦p\n", "chỉ gồm thông tin chung"),
    ("title: Số báo cáo\n    kind: short_text", "kind: ⟦several", "Thiếu khóa “choices”"),
    # Mirrors.
    ("of: kq\n", "of: ⟦kp\n", "Không có mục nào với mã này"),
    ("of: kq\n", "of: ⟦phan_2\n", "Không có mục nào với mã này"),
    ("except: [kq_dot_pha, ", "except: [", "“kq_dot_pha” được soi theo"),
    ("except: [kq_dot_pha, ", "except: [kq_dot_pha, ⟦kq_la, ", "không có câu “kq_la”"),
    ("              ask: Công tác xây dựng Đảng cần làm những gì?\n", "", "“kq_xay_dung_dang” được soi"),
    ("          of: kq\n", "          of: kq\n          ⟦depth: 2\n", "Không có khóa “depth”"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "what"), MISTAKES)
def test_a_mistake_is_named_where_it_stands(right: str, wrong: str, what: str) -> None:
    assert SOURCE.count(right) == 1
    before, mark, after = SOURCE.replace(right, wrong).partition(HERE)

    found = [each for each in faults(before + after) if what in each.what]

    assert found
    assert found[0].instead
    if mark:
        assert (found[0].line, found[0].column) == (
            before.count("\n") + 1,
            len(before) - before.rfind("\n"),
        )


def test_all_mistakes_of_a_file_are_told_at_once_and_in_order() -> None:
    bad = SOURCE.replace("version: 1", "version: một").replace("mode: points", "mod: points")
    bad = bad.replace("heading: KẾT QUẢ", "heading: II. KẾT QUẢ").replace("of: kq\n", "of: kp\n")

    found = faults(bad)

    assert len(found) >= 4
    assert found == sorted(found)


def test_a_fifth_fact_at_the_start_is_one_too_many() -> None:
    bad = SOURCE.replace("asked: end", "asked: start")

    found = [each for each in faults(bad) if "lúc bắt đầu" in each.what]

    assert len(found) == SOURCE.count("- id:", 0, SOURCE.index("sections:")) - 4


def test_the_file_of_a_fault_is_the_one_asked_about() -> None:
    (fault,) = faults(SOURCE.replace("version: 1", "version: một"))

    assert str(fault).startswith("thu.yaml:3:10: “version” phải là số nguyên")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (None, "Không mở được tệp"),
        (b"", "không phải là một đề cương"),
        (b"- a\n- b\n", "không phải là một đề cương"),
        ("tiếng Việt".encode("utf-16"), "UTF-8"),
        (b"id: mini\ntitle: a\x00b\n", "ký tự không đọc được"),
        (b"a: " + b"[" * 5000, "lồng nhau quá sâu"),
        (b"---\nid: a\n---\nid: b\n", "hai đề cương"),
        (b"a: &a [*a]\n", "Dấu &"),
    ],
)
def test_what_is_no_outline_is_told_too(tmp_path: Path, content: bytes | None, what: str) -> None:
    path = tmp_path / "x.yaml"
    if content is not None:
        path.write_bytes(content)

    found = check(path)

    assert any(what in each.what for each in found)
    with pytest.raises(OutlineError):
        load(path)


# --- Any file -----------------------------------------------------------------------------------

LINES = SOURCE.splitlines()
SNIPPETS = ["", "- ", "  ", "\t", ":", ": x", "[", "]", "{", "}", "'", '"', "|", ">", "&a", "*a", "!x",
            "? ", "%", "~", "null", "true", "3", "0x1", "\x00", "\ud800", "#", "---", "id: kq", "parts:",
            "mirror: {of: kq}", "points: [a]", "when: [1]", "kind: [table]", "columns: 5", "from: x"]  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> str:
    written = list(LINES)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(written) - 1))
        line = written[at]
        cut = draw(st.integers(0, len(line)))
        snippet = draw(st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=5)))
        written[at : at + 1] = draw(
            st.sampled_from(
                [[], [line, line], [line[:cut] + snippet], [line[:cut] + snippet + line[cut:]]]
            )
        )
    return "\n".join(written)


@given(mutated())
@settings(deadline=None)
@example(SOURCE.replace("kind: term", "kind: {a: [b]}"))
def test_a_damaged_file_gives_an_outline_or_faults_never_a_traceback(source: str) -> None:
    for fault in faults(source):
        assert fault.line >= 1
        assert fault.column >= 1
        assert fault.what
        assert fault.instead


def test_a_stored_outline_need_not_meet_rules_that_came_later() -> None:
    strict = SOURCE.replace("heading: KẾT QUẢ THỰC HIỆN", "heading: I. KẾT QUẢ THỰC HIỆN", 1)

    assert faults(strict)
    assert stored(strict, "cu").id == "mini"


def test_a_stored_outline_must_still_be_one() -> None:
    with pytest.raises(OutlineError):
        stored("id: mini", "cu")
