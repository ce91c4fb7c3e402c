"""What a person adds to a draft beside the outline: titled parts and "nội dung khác" at the end of a section.

A part n of a section is an answer under `own_SECTION_n`; its title, or that it has none, is the setting
`@own:SECTION:n`. No outline may use ids that start with "own_".
"""

from __future__ import annotations

import re

from flows.drafts.values import Answer, Answers, State
from outlines.model import Slot

PREFIX = "own_"
PLAIN = "plain"
"""Value of the setting of a part without a title."""
_SETTING = re.compile(r"^@own:([a-z0-9_]+):(\d+)$")


def setting_of(section: str, n: int) -> str:
    return f"@own:{section}:{n}"


def question_of(setting: str) -> str:
    """The question of "@own:kq:1" is "own_kq_1"."""
    return PREFIX + setting.removeprefix("@own:").replace(":", "_")


def is_own(id: str) -> bool:
    return id.startswith(PREFIX)


def next_setting(section: str, answers: Answers) -> str:
    """The setting of the next part to be added to a section."""
    taken = [int(m[2]) for id in answers if (m := _SETTING.match(id)) and m[1] == section]
    return setting_of(section, max(taken, default=0) + 1)


def titled(setting: str, answers: Answers) -> bool:
    """Whether a title is wanted; it may not be given yet."""
    return setting in answers and answers[setting].value != PLAIN


def slots(section: str, answers: Answers) -> tuple[tuple[str, Slot], ...]:
    """(setting, slot) of a section's own parts, in the order in which they were added."""
    found = sorted(
        (int(m[2]), id) for id in answers if (m := _SETTING.match(id)) and m[1] == section
    )
    return tuple((id, _slot(id, answers[id])) for _, id in found)


def _slot(setting: str, answer: Answer) -> Slot:
    named = answer.state is State.ANSWERED and answer.value != PLAIN
    heading = answer.words if named else None
    return Slot(id=question_of(setting), ask="…", heading=heading, optional=True)
