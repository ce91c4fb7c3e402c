"""The Zalo Official Account as a channel: an event becomes neutral facts, a message becomes requests, an answer of
the platform becomes a verdict.

Pure: no network, no clock, no state. Not the Zalo Bot Platform, which is another platform with other rules.
"""

from __future__ import annotations

from bot.channels.zalo_oa.hearing import ACTS, CHANNEL, parse
from bot.channels.zalo_oa.signing import HEADER, signature, signed
from bot.channels.zalo_oa.speaking import LARGEST, LIMITS, cut, file_name, render, sent_file
from bot.channels.zalo_oa.verdicts import DEAD_CODES, Kind, Refused, code, read, verdict, window

__all__ = [
    "ACTS",
    "CHANNEL",
    "DEAD_CODES",
    "HEADER",
    "LARGEST",
    "LIMITS",
    "Kind",
    "Refused",
    "code",
    "cut",
    "file_name",
    "parse",
    "read",
    "render",
    "sent_file",
    "signature",
    "signed",
    "verdict",
    "window",
]
