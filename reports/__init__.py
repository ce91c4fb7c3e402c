"""Writes it up: composes a draft into a report and the report into a file. Asks nothing, stores nothing."""
