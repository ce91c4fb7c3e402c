"""The conversation: events in, effects out, one table. Knows nothing of channels or storage."""
