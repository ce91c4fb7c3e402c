"""The Zalo Bot Platform: payload tables, a fake of its API over real HTTP, and the channel against it."""
