"""A secretary at a pipe, who knows only what the bot says: answers what is asked, repeats what was not received.

After a restart the greeting shows the question, so the person answers that; an order counts as given when the
bot has confirmed it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from flows.dialogue import phrases
from outlines.loader import load, shipped
from tests.bot.lives import Heard

OUTLINE = load(shipped()[0])
FACTS = {"to_chuc": "Chi bộ thôn 3", "cap_tren": "Đảng bộ xã Hòa An", "nhiem_ky": "2020-2025"}
ANSWERS = {
    "thuan_loi": "Được Đảng ủy xã quan tâm.",
    "kho_khan": r"Dịch bệnh kéo dài.\nThiếu vốn.",
    "kq_chinh_tri": "Thu nhập bình quân đạt 62 triệu đồng.",
    "kq_cai_cach": "Nhà văn hóa mở cửa hằng ngày; họp thôn 4 lần một năm 😊.",
}
SKIPPED = "chi_tieu"
LAST = "kq_trong_tam_tinh"
"""Where the walk ends, unanswered."""
EDITED, NEW = "thuan_loi", "Được Đảng ủy xã và nhân dân ủng hộ."
TOLD = {**FACTS, **ANSWERS, SKIPPED: "/boqua"}


def _asked(id: str) -> str:
    """The longest part of a question without a placeholder."""
    ask = next(question.ask for question in OUTLINE.questions() if question.id == id)
    return max(re.split(r"\{[^}]*\}", ask), key=len)


SIGNS = {
    phrases.WHICH_OUTLINE: "1",
    phrases.ASK_NAME: "1",
    phrases.ASK_MODE: "1",
    phrases.WHY_SKIP: "2",
    "hay nghỉ?": "1",
    **{_asked(id): words for id, words in TOLD.items()},
}
"""A part of what the bot says -> what is said to it."""


@dataclass
class Person:
    heard: list[str] = field(default_factory=list)
    """The text of every message."""
    files: list[str] = field(default_factory=list)
    ordered: bool = False
    edited: bool = False
    _now: str = ""

    def hear(self, message: Heard) -> None:
        """A report is taken and nothing more: it may come between a message and its answer."""
        self.heard.append(str(message["text"]))
        if "file" in message:
            self.files.append(str(message["file"]))
            return
        self._now = _shown(message)
        self.ordered |= phrases.BUILDING in self._now
        self.edited |= phrases.TO_EDIT in self._now and NEW in self._now

    def reply(self) -> str | None:
        """What to say now; None: all is done."""
        if _asked(EDITED) in self._now and "Hiện đang ghi" in self._now:
            return NEW
        if phrases.TO_EDIT in self._now and not self.edited:
            return self._pick(ANSWERS[EDITED])
        known = (words for sign, words in SIGNS.items() if sign in self._now)
        return next(known, None) or self._order()

    def _order(self) -> str | None:
        if not self.ordered:
            return "/xuat"
        if not self.edited:
            return "/xemlai"
        return None if _asked(LAST) in self._now else "/tieptuc"

    def _pick(self, words: str) -> str:
        """The number of the choice that shows these words."""
        found = re.search(rf"^(\d+)\. .*{re.escape(words)}", self._now, re.MULTILINE)
        assert found, "what was answered is not in the list"
        return found[1]


def _shown(message: Heard) -> str:
    choices = message["choices"]
    assert isinstance(choices, list)
    lines = [f"{each['index']}. {each['label']}" for each in choices if isinstance(each, dict)]
    return "\n".join([str(message["text"]), *lines])
