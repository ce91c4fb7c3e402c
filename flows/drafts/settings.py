"""The draft's own settings, kept as answers like everything else: ids that start with "@", which no outline can use.

`@name`        the draft's name
`@mode`        value "whole" (theo mục) or "points" (từng ý): how slots are asked
`@mode:SLOT`   the same for one slot
`@number`      value: n of "Dự thảo lần n"
"""

from __future__ import annotations

NAME = "@name"
MODE = "@mode"
NUMBER = "@number"


def mode_of(slot: str) -> str:
    """The setting that holds one slot's own mode."""
    return f"{MODE}:{slot}"
