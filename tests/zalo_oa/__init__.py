"""The Zalo Official Account: its channel, its platform, and a fake of its API."""
