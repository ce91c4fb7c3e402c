"""Telegram as a channel: an update becomes neutral facts, a message becomes calls of the Bot API, an answer
of the platform becomes a verdict.

Pure: no network, no clock, no state. Sending, pacing and acknowledging are the shell's business.
"""

from __future__ import annotations

from bot.channels.telegram.hearing import CHANNEL, UPDATES, parse
from bot.channels.telegram.page import set_up
from bot.channels.telegram.speaking import (
    LIMITS,
    Call,
    answer,
    cut,
    render,
    strip_keyboard,
    typing,
    uploading,
)
from bot.channels.telegram.verdicts import Kind, Verdict, kind_of, verdict

__all__ = [
    "CHANNEL",
    "LIMITS",
    "UPDATES",
    "Call",
    "Kind",
    "Verdict",
    "answer",
    "cut",
    "kind_of",
    "parse",
    "render",
    "set_up",
    "strip_keyboard",
    "typing",
    "uploading",
    "verdict",
]
