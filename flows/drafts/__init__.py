"""Values and rules of drafts. Knows outlines; knows nothing of the dialogue."""
