"""The Zalo Bot Platform as a channel: an update becomes neutral facts, a message becomes texts, an answer of the
platform becomes a verdict.

Pure: no network, no clock, no state. Not the Official Account, which is another platform with other rules.
"""

from __future__ import annotations

from bot.channels.zalo_bot.hearing import CHANNEL, parse, unwrapped
from bot.channels.zalo_bot.speaking import LIMITS, Call, cut, render, typing
from bot.channels.zalo_bot.verdicts import Kind, code, verdict

__all__ = [
    "CHANNEL",
    "LIMITS",
    "Call",
    "Kind",
    "code",
    "cut",
    "parse",
    "render",
    "typing",
    "unwrapped",
    "verdict",
]
