"""Outlines: text, forms, kinds, the loader, the shipped files."""
