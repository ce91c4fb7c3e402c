"""The pure core: drafts and the dialogue about them. No I/O, no clock, no randomness."""
