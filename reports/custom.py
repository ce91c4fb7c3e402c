"""The custom properties of an Office file: which outline and which answers a report was made of.

They survive saving in Word and LibreOffice, so that a report can be traced. Nothing here prints.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from reports.report import Properties

NAME = "/docProps/custom.xml"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
RELATIONSHIP = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
)

_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""Of user-defined properties (ECMA-376, part 1, 22.3); their numbers start at 2."""


def properties(report: Properties) -> bytes:
    """The part as bytes."""
    root = ET.Element("Properties", {"xmlns": _NAMESPACE, "xmlns:vt": _TYPES})
    values = {
        "thuky.outline": report.outline,
        "thuky.version": str(report.version),
        "thuky.draft": str(report.draft),
        "thuky.answers": report.digest,
    }
    for id, (name, value) in enumerate(values.items(), start=2):
        entry = ET.SubElement(root, "property", fmtid=_FORMAT, pid=str(id), name=name)
        ET.SubElement(entry, "vt:lpwstr").text = value
    written: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written
