"""Conversations at a given point, for tests of the dialogue."""

from __future__ import annotations

from flows.dialogue.events import Said, Started
from flows.dialogue.messages import Message
from outlines.model import Outline
from tests.memory import Memory

FACTS = ("Chi bộ thôn 3", "Đảng bộ xã Hòa An", "2020-2025", "1")
"""Answers to the first questions of the small outline, up to the choice of mode."""
PASTED = """BÁO CÁO
I. KẾT QUẢ THỰC HIỆN
(1) Kết quả thực hiện nhiệm vụ chính trị
Hoàn thành 12/12 chỉ tiêu.
Thu nhập tăng 5%.
(2) Về công tác xây dựng Đảng
- Về công tác chính trị tư tưởng: Đã học 12 buổi.
Tư tưởng ổn định.
"""


def started(outline: Outline) -> Memory:
    """Greeted, nothing chosen."""
    memory = Memory([outline])
    memory.happen(Started())
    return memory


def say(memory: Memory, *messages: str) -> Message:
    """Say these one after another; the answer to the last."""
    heard: list[Message] = []
    for words in messages:
        heard = memory.happen(Said(words))
    return heard[-1]


def writing(outline: Outline, *messages: str) -> Memory:
    """At the first question of the first section, point by point, and then what is said."""
    memory = started(outline)
    say(memory, "1", *FACTS, "1", *messages)
    return memory


def labels(message: Message) -> list[str]:
    return [choice.label for choice in message.choices]


def commands(message: Message) -> list[str]:
    return [action.act for action in message.actions]
