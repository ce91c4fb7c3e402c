"""One question of every kind, asked on one day."""

from __future__ import annotations

from datetime import date
from typing import get_args

from outlines.kinds import read
from outlines.model import Column, KindName, Question
from outlines.reading import Reading

TODAY = date(2026, 11, 22)

COLUMNS = (
    Column(id="ten", title="Chỉ tiêu"),
    Column(id="muc_tieu", title="Mục tiêu", kind="number"),
    Column(
        id="du_bao",
        title="Dự báo",
        kind="choice",
        choices=("Vượt", "Hoàn thành", "Phải nỗ lực"),
        required=True,
    ),
    Column(id="ghi_chu", title="Ghi chú"),
)
DOCUMENTS = (
    "Kết luận số 21-KL/TW, ngày 25/10/2021 của Ban Chấp hành Trung ương khóa XIII",
    "Nghị quyết số 04-NQ/TW, ngày 30/10/2016 của Ban Chấp hành Trung ương khóa XII",
    "Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị",
)
LABELS: dict[KindName, tuple[str, ...]] = {
    "choice": ("Bí thư", "Phó Bí thư", "Phó ban", "2"),
    "several": ("Phát biểu", "Thảo luận tổ", "Thảo luận hội trường", "Gửi văn bản"),
    "reference": DOCUMENTS,
}
QUESTIONS: dict[KindName, Question] = {
    kind: Question(
        id="q",
        kind=kind,
        ask="Câu hỏi?",
        unit="đảng viên" if kind == "number" else None,
        choices=LABELS.get(kind, ()),
        columns=COLUMNS if kind == "table" else (),
    )
    for kind in get_args(KindName)
}


def reading(kind: KindName, words: str) -> Reading:
    return read(QUESTIONS[kind], words, TODAY)


def normally(kind: KindName) -> Question:
    """The same question, to print in the usual way of writing."""
    return QUESTIONS[kind].model_copy(update={"print": "normal"})
