"""Failpoints: named places at which a test makes the process die as by a power cut. Off unless armed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TypeAlias

Fault: TypeAlias = Callable[[str], None]

EXIT = 137
"""As of a process that was killed."""


def none(name: str) -> None:
    """Pass every point."""


def armed(spec: str) -> Fault:
    """Die at the n-th passing of a point: "send.after" or "commit.before:3". Empty: never."""
    name, _, times = spec.partition(":")
    left = int(times or 1)

    def pass_point(point: str) -> None:
        nonlocal left
        if point == name:
            left -= 1
            if left == 0:
                sys.stdout.flush()
                os._exit(EXIT)

    return pass_point if spec else none
