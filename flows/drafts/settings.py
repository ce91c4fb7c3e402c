"""The draft's own settings, kept as answers like everything else: ids that start with "@", which no outline can use.

`@name`        the draft's name
`@mode`        value "whole" (theo mục) or "points" (từng ý): how slots are asked
`@mode:SLOT`   the same for one slot
`@number`      value: n of "Dự thảo lần n", 0 for the final version
`@scope:NODE`  value "out": the section or slot is outside this draft's scope ("không thuộc phạm vi")
`@own:SECTION:n`  a part that the person added (flows.drafts.own)
`@file:QUESTION`  value: a list of what was sent to a question but cannot be read yet, e.g. a voice message
`@stay`        value: the newer outline version that the person did not want
`@paste`       a whole report that was pasted, waiting to be dealt out
"""

from __future__ import annotations

from flows.drafts.values import Answers

NAME = "@name"
MODE = "@mode"
NUMBER = "@number"
STAY = "@stay"
PASTE = "@paste"
FILES = "@file:"


def mode_of(slot: str) -> str:
    """The setting that holds one slot's own mode."""
    return f"{MODE}:{slot}"


def scope_of(node: str) -> str:
    """The setting that says whether a section or slot is outside the draft's scope."""
    return f"@scope:{node}"


def files_of(question: str) -> str:
    """The setting that holds a question's photos, voice messages and documents."""
    return f"{FILES}{question}"


def album_place(answers: Answers, group: str) -> str:
    """The question with which photos of this album are kept; empty if none are."""
    for id, answer in answers.items():
        files = answer.value if id.startswith(FILES) and isinstance(answer.value, list) else []
        if any(isinstance(each, dict) and each.get("group") == group for each in files):
            return id.removeprefix(FILES)
    return ""
