"""The conversation: events in, effects out, one table. Knows nothing of channels or storage."""

from flows.dialogue.advance import Turn, advance
from flows.dialogue.interpret import wants_drafts

__all__ = ["Turn", "advance", "wants_drafts"]
