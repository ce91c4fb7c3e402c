"""Recognises a secrecy marking, so that marked text is refused. A rule on words, not on their meaning.

A marking is a line, or a line's start before a colon or number, that is exactly MẬT, TỐI MẬT or TUYỆT MẬT
in capitals: "BẢO MẬT" and "Bí mật nhà nước" pass; "Độ mật: MẬT" and "Tài liệu MẬT" name one. After "Độ mật:" no
capitals are needed, for nothing else is meant there.
Luật Bảo vệ bí mật nhà nước 117/2025/QH15.
"""

from __future__ import annotations

import re

_NAMED = r"(?:(?:độ mật\s*[:：]|(?:tài liệu|văn bản)\s*[:：]?)\s*)"
_MARKING = re.compile(
    rf"^\W*(?:(?i:{_NAMED})?(?:TUYỆT MẬT|TỐI MẬT|MẬT)\s*(?:[:：\d].*)?"
    r"|(?i:độ mật\s*[:：]\s*(?:tuyệt mật|tối mật|mật)))\W*$",
    re.MULTILINE,
)


def marked(words: str) -> bool:
    """Whether cleaned words carry a marking."""
    return _MARKING.search(words) is not None
