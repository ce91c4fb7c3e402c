"""Telegram: what we hear and say, and a fake of its Bot API over real HTTP."""
