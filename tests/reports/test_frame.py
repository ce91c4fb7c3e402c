"""The head and the end: what is known prints by the form, what is not leaves the office's blank."""

from __future__ import annotations

import pytest

from flows.drafts.settings import NUMBER
from flows.drafts.values import Answer, Answers, State
from reports.frame import digest, punctuated
from reports.report import Report, Signature
from tests.reports.sample import CHI_BO, DANG_BO, NOW, report_of, said, small

BODY = {"to_chuc": said("x", CHI_BO), "cap_tren": said("x", DANG_BO)}


def made(answers: Answers) -> Report:
    return report_of(small(), answers)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("", "Số      -BC/CB"),
        ("12", "Số 12-BC/CB"),
        ("5", "Số 05-BC/CB"),
        ("05", "Số 05-BC/CB"),
        ("0", "Số 0-BC/CB"),
        ("12-BC/CB3", "Số 12-BC/CB3"),
        ("Số 07-BC/CBMN", "Số 07-BC/CBMN"),
        ("số 7-BC/CB", "số 7-BC/CB"),
    ],
)
def test_the_number_has_no_colon_and_two_figures(typed: str, printed: str) -> None:
    answers = {**BODY, "so": said(typed)} if typed else BODY

    assert made(answers).head.number == printed


@pytest.mark.parametrize(
    ("place", "day", "printed"),
    [
        ("Hà Nội", "2026-02-03", "Hà Nội, ngày 03 tháng 02 năm 2026"),
        ("Hà Nội", "2026-05-27", "Hà Nội, ngày 27 tháng 5 năm 2026"),
        ("Hà Nội", "2026-12-31", "Hà Nội, ngày 31 tháng 12 năm 2026"),
        ("Phường Ngô Quyền", "", "Phường Ngô Quyền, ngày      tháng      năm"),
        ("", "", "……, ngày      tháng      năm"),
    ],
)
def test_place_and_date_follow_the_form(place: str, day: str, printed: str) -> None:
    answers = {id: said(text) for id, text in (("dia_danh", place), ("ngay", day)) if text}

    assert made(answers).head.place_date == printed


def test_the_upper_line_is_the_party_organisation_and_the_lower_the_body_that_issues() -> None:
    head = made(BODY).head

    assert head.superior == "ĐẢNG BỘ PHƯỜNG HÒA KHÁNH"
    assert head.issuer == "CHI BỘ TRƯỜNG THCS LÊ LỢI"


def test_nothing_known_leaves_blanks() -> None:
    report = made({})

    assert report.head.superior == "ĐẢNG BỘ ……"
    assert report.head.issuer == "……"
    assert report.signature == Signature("T/M ……", "BÍ THƯ", "")
    assert report.recipients == ("- ……;", "- Lưu ……")


def test_the_deputy_signs_for_the_same_body() -> None:
    answers = {**BODY, "chuc_vu": said("2", "Phó Bí thư"), "nguoi_ky": said("Lê Thị Út")}

    assert made(answers).signature == Signature("T/M CHI BỘ", "PHÓ BÍ THƯ", "Lê Thị Út")


def test_a_ban_thuong_vu_signs_where_the_outline_asks_on_whose_behalf() -> None:
    given = small()
    asked = given.facts[0].model_copy(update={"id": "thay_mat", "kind": "choice"})
    outline = given.model_copy(update={"facts": (*given.facts, asked)})
    answers = {"to_chuc": said("x", DANG_BO)}

    assert report_of(outline, answers).signature.authority == "T/M ĐẢNG ỦY"
    answers["thay_mat"] = said("1", "Ban Thường vụ")
    assert report_of(outline, answers).signature.authority == "T/M BAN THƯỜNG VỤ"


def test_the_post_left_for_later_is_the_secretarys() -> None:
    assert made({**BODY, "chuc_vu": Answer(State.LATER)}).signature.post == "BÍ THƯ"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (["Đảng ủy xã", "Lưu Chi bộ"], ("- Đảng ủy xã;", "- Lưu Chi bộ.")),
        (["- Đảng ủy xã;", "- Lưu Chi bộ."], ("- Đảng ủy xã;", "- Lưu Chi bộ.")),
        (["– Đảng ủy xã,", "+ các chi ủy viên"], ("– Đảng ủy xã,", "+ các chi ủy viên.")),
        (["Lưu"], ("- Lưu.",)),
    ],
)
def test_recipients_get_the_marks_they_lack(typed: list[str], printed: tuple[str, ...]) -> None:
    assert punctuated(typed) == printed


def test_recipients_not_answered_end_with_the_archive() -> None:
    assert made(BODY).recipients == ("- ……;", "- Lưu Chi bộ.")


@pytest.mark.parametrize(("answer", "line"), [(None, 1), (said("2", 2), 2), (said("3", 3), 3)])
def test_the_draft_is_the_first_until_the_person_says_otherwise(
    answer: Answer | None, line: int
) -> None:
    report = made({NUMBER: answer} if answer else {})

    assert report.head.draft == f"Dự thảo lần {line}"
    assert report.properties.draft == line


def test_type_in_capitals_and_subject_in_lower_case_at_its_start() -> None:
    report = made({})

    assert (report.type, report.subject) == ("BÁO CÁO", "việc nhỏ")


def test_the_properties_say_what_the_report_was_made_of() -> None:
    properties = made(BODY).properties

    assert properties.title == "Báo cáo việc nhỏ"
    assert properties.author == "Chi bộ Trường THCS Lê Lợi"
    assert (properties.outline, properties.version) == ("small", 3)
    assert properties.created == NOW


def test_the_digest_knows_any_change_of_answers_and_no_other() -> None:
    one = {"a": said("x"), "b": Answer(State.LATER)}

    assert digest(one) == digest(dict(reversed(one.items())))
    assert digest(one) == digest({**one, "a": Answer(State.ANSWERED, "x", "x", seq=9)})
    assert len({digest(one), digest({**one, "a": said("y")}), digest({"a": said("x")})}) == 3
