"""The file name of a report: what a person would call it, safe on Windows, Linux and in a chat."""

from __future__ import annotations

import re
import unicodedata

from outlines.forms import BLANK
from reports.report import Report

MOST_LETTERS = 120
MOST_BYTES = 240
"""File systems take 255 bytes, and a Vietnamese letter is up to three."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]|' + BLANK)


def file_name(report: Report) -> str:
    """E.g. "Báo cáo sơ kết giữa nhiệm kỳ - Chi bộ Trường THCS Lê Lợi - dự thảo 1.docx"."""
    properties = report.properties
    ending = f" - dự thảo {properties.draft}.docx" if properties.draft else ".docx"
    stem = " - ".join(_parts(report)) or "Báo cáo"
    return _cut(stem, ending) + ending


def _parts(report: Report) -> list[str]:
    """The draft's name, with type and body around it unless it names them itself."""
    properties = report.properties
    name, type, author = map(_safe, (properties.name, report.type.capitalize(), properties.author))
    if not name.casefold().startswith(type.casefold()):
        name = f"{type} {name[:1].lower()}{name[1:]}".strip()
    return [name, author] if author and author.casefold() not in name.casefold() else [name]


def _safe(text: str) -> str:
    plain = _FORBIDDEN.sub(" ", unicodedata.normalize("NFC", text))
    return " ".join(plain.split()).strip(" .,;-")


def _cut(stem: str, ending: str) -> str:
    """The stem, shortened at a word until it and the ending fit."""
    while len(stem + ending) > MOST_LETTERS or len((stem + ending).encode()) > MOST_BYTES:
        stem = (stem.rpartition(" ")[0] or stem[:-1]).rstrip(" .,;-")
    return stem
