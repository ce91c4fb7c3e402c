"""What to ask: outlines as data, question kinds, how each reads and prints. Not the dialogue, not the document."""
