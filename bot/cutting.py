"""Cuts a text where a channel can take no more. Not what is in it: no word is lost, only space where it is cut."""

from __future__ import annotations


def units(text: str) -> int:
    """Length in UTF-16 units, of which an emoji has two: the strictest of the platforms' counts."""
    return len(text.encode("utf-16-le")) // 2


def split(text: str, limit: int) -> list[str]:
    """Parts of at most `limit` units, cut at paragraphs, else at lines, else at words. No part is blank."""
    parts = []
    rest = text.strip()
    while rest:
        cut = _cut(rest, limit)
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return parts


def _cut(text: str, limit: int) -> int:
    head = text[:limit].encode("utf-16-le")[: limit * 2].decode("utf-16-le", errors="ignore")
    if len(head) == len(text):
        return len(text)
    return next((at for mark in ("\n\n", "\n", " ") if (at := head.rfind(mark)) > 0), len(head))
