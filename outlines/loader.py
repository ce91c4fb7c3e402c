"""Outline files: finding, reading, checking. The one place where the core touches a disk.

Not the rules (`checks`, `shape`), not the publishing of versions into storage.

    OutlineError        the file is no outline; carries every Fault found in it
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from outlines import checks, filling, flaws, mirrors, shape, source
from outlines.flaws import Flaw
from outlines.model import Outline
from outlines.source import START, Found, Map, Place

_SHIPPED = Path(__file__).parent / "shipped"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in a file: where (from 1), what, and what to write instead, in Vietnamese."""

    file: str
    line: int
    column: int
    what: str
    instead: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.what} {self.instead}"


class OutlineError(Exception):
    """The file is no outline. `faults` holds everything wrong in it, in the order of the file."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def load(path: Path) -> Outline:
    """The outline in a file; raises OutlineError."""
    text, unread = _text(path)
    if unread:
        raise OutlineError(_faults(str(path), unread))
    return parse(text, str(path))


def parse(text: str, name: str) -> Outline:
    """The outline in a text; `name` stands for the file in faults; raises OutlineError."""
    outline, found = _examined(text)
    if found or outline is None:
        raise OutlineError(_faults(name, found))
    return outline


def stored(text: str, name: str) -> Outline:
    """An outline that was published once: its shape alone must fit, for rules may have grown since.

    Drafts are pinned to it for years. Raises OutlineError.
    """
    _, outline, found = _shaped(text)
    if outline is None:
        raise OutlineError(_faults(name, found))
    return outline


def check(path: Path) -> list[Fault]:
    """All faults of a file in its order; none if it is a good outline. Never raises."""
    text, unread = _text(path)
    return _faults(str(path), unread or _examined(text)[1])


def shipped() -> tuple[Path, ...]:
    """The outline files that come with the program, by name."""
    return tuple(sorted(_SHIPPED.glob("*.yaml")))


def find(wanted: str) -> Path | None:
    """The shipped file whose name is or, alone among them, begins with `wanted`."""
    named = {path.stem: path for path in shipped()}
    begun = [path for stem, path in named.items() if stem.startswith(wanted)]
    return named.get(wanted) or (begun[0] if len(begun) == 1 else None)


def _text(path: Path) -> tuple[str, list[Found]]:
    try:
        return path.read_bytes().decode("utf-8-sig"), []
    except OSError:
        return "", [(START, flaws.unopened())]
    except UnicodeDecodeError as error:
        return "", [(_byte_place(error), flaws.not_utf8())]


def _byte_place(error: UnicodeDecodeError) -> Place:
    before = error.object[: error.start].decode("utf-8", "ignore")
    return Place(before.count("\n") + 1, len(before) - before.rfind("\n"))


def _examined(text: str) -> tuple[Outline | None, list[Found]]:
    """Held to the rules of those who write outlines."""
    root, outline, found = _shaped(text)
    return outline, found + (checks.check(root) if root else [])


def _shaped(text: str) -> tuple[Map | None, Outline | None, list[Found]]:
    root, found = source.read(text)
    if not isinstance(root, Map):
        return None, None, found or [(START, flaws.not_an_outline())]
    found += mirrors.unfold(root)
    filling.fill(root)
    outline, misfits = shape.fit(root)
    return root, outline, found + misfits


def _faults(name: str, found: list[tuple[Place, Flaw]]) -> list[Fault]:
    return sorted({Fault(name, place.line, place.column, *flaw) for place, flaw in found})
