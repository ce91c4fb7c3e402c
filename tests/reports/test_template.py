"""The committed template is what the tool makes, and no look is hidden in code."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tools.template import TARGET, template

PARTS = ("styles.xml", "document.xml", "settings.xml", "header1.xml", "header2.xml")


def _made() -> bytes:
    content = BytesIO()
    template().save(content)
    return content.getvalue()


@pytest.mark.parametrize("name", PARTS)
def test_the_committed_template_is_what_the_tool_makes(name: str) -> None:
    with zipfile.ZipFile(TARGET) as committed, zipfile.ZipFile(BytesIO(_made())) as made:
        assert committed.read(f"word/{name}") == made.read(f"word/{name}"), (
            "run: python -m tools.template"
        )


def test_the_template_carries_nothing_of_another() -> None:
    with zipfile.ZipFile(TARGET) as archive:
        names = set(archive.namelist())
        everything = b"".join(map(archive.read, names))

    assert names == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        *(f"word/{name}" for name in PARTS),
    }
    assert b"python-docx" not in everything


@pytest.mark.parametrize("path", sorted((TARGET.parent).glob("*.py")), ids=lambda path: path.name)
def test_no_look_is_set_in_code(path: Path) -> None:
    assert not re.search(r"\b(Pt|RGBColor|Mm|Cm|Inches)\(|rFonts|w:sz\b", path.read_text("utf-8"))
