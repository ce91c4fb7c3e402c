"""The same parts give the same bytes: a file's zip without the time it was packed."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_DAWN = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can name."""


def settled(packed: bytes) -> bytes:
    """The archive with every entry's time set to one value."""
    target = BytesIO()
    with ZipFile(BytesIO(packed)) as source, ZipFile(target, "w") as made:
        for name in source.namelist():
            made.writestr(_entry(name), source.read(name))
    return target.getvalue()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _DAWN)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 0
    return entry
