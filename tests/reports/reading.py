"""Reads a .docx back, with nothing of ours: raw XML from the zip, and the text as Word would show it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def w(path: str) -> str:
    """The path with every name in full."""
    return "/".join(W + each for each in path.split("/"))


def part(docx: bytes, name: str) -> ET.Element:
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        return ET.fromstring(archive.read(name))  # noqa: S314


def body(docx: bytes) -> ET.Element:
    return the(part(docx, "word/document.xml"), "body")


def the(parent: ET.Element, path: str) -> ET.Element:
    found = parent.find(w(path))
    assert found is not None, path
    return found


def val(parent: ET.Element, path: str, name: str = "val") -> str | None:
    """An attribute of the element at the path; None if either is missing."""
    found = parent.find(w(path))
    return None if found is None else found.get(W + name)


def text(paragraph: ET.Element) -> str:
    signs = {W + "tab": "\t", W + "br": "\n"}
    runs = (piece for run in paragraph.iter(W + "r") for piece in run)
    return "".join(signs.get(each.tag, each.text or "") for each in runs)


def style(paragraph: ET.Element) -> str:
    return val(paragraph, "pPr/pStyle") or ""


def paragraphs(docx: bytes, *styles: str) -> Iterator[str]:
    """The texts of all paragraphs of these styles, or of all, in order, tables included."""
    for each in body(docx).iter(W + "p"):
        if not styles or style(each) in styles:
            yield text(each)


def looks(docx: bytes, id: str) -> ET.Element:
    """The definition of one style."""
    for each in part(docx, "word/styles.xml").iter(W + "style"):
        if each.get(W + "styleId") == id:
            return each
    raise AssertionError(id)
