"""Unfolding mirrored sections: `mirror` becomes real parts, with their own questions.

Works on the file's values, before the model. Headings and titles are copied with `retitle` applied;
what a person is asked is never copied, so a mirrored question without its own id and ask is a flaw.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from outlines import flaws
from outlines.source import Found, Map, Raw, Seq

_COPIED = (
    "heading", "title", "kind", "prints", "choices", "columns", "unit", "print",
    "sensitive", "if_any", "fold", "when", "numbering",
)  # fmt: skip
KEYS = ("of", "except", "retitle", "questions")


def unfold(root: Map) -> list[Found]:
    """Replace every `mirror` below the root by parts, in place; what could not be done is told."""
    sections = list(sections_of(root))
    sources = {str(each.get("id")): each for each in sections if not _mirrors(each)}
    mirrors = [each for each in sections if "mirror" in each]
    return [found for section in mirrors for found in _unfold(section, sources)]


def sections_of(root: Map) -> Iterator[Map]:
    """Every node with `parts` or `mirror`, outermost first."""
    for node in maps(root.get("sections")):
        yield from _below(node)


def maps(value: Raw) -> list[Map]:
    """The mappings in a list; anything else in its place counts as none."""
    return [each for each in value if isinstance(each, Map)] if isinstance(value, Seq) else []


def texts(value: Raw) -> list[str]:
    """The texts in a list; anything else in its place counts as none."""
    return [each for each in value if isinstance(each, str)] if isinstance(value, Seq) else []


def is_section(node: Map) -> bool:
    return "parts" in node or "mirror" in node


def _below(node: Map) -> Iterator[Map]:
    if is_section(node):
        yield node
    for part in maps(node.get("parts")):
        yield from _below(part)


def _mirrors(section: Map) -> bool:
    """Whether a section is or holds a mirror: such a one cannot be mirrored itself."""
    return any("mirror" in each for each in _below(section))


def _unfold(section: Map, sources: Mapping[str, Map]) -> Iterator[Found]:
    place, raw = section.at("mirror"), section.pop("mirror")
    own = maps(section.get("parts"))
    parts = Seq(place)
    section.put("parts", parts, place, place)
    if not isinstance(raw, Map):
        yield place, flaws.not_map("mirror")
        return
    yield from ((raw.names[key], flaws.unknown_key(key, None)) for key in raw if key not in KEYS)
    source = sources.get(str(raw.get("of")))
    if source is None:
        yield raw.at("of"), flaws.no_source()
        return
    mirror = _Mirror(raw)
    for part in (*mirror.copies(source, "parts"), *own):
        parts.put(part, part.place)
    yield from (*mirror.found, *mirror.unused())


@dataclass(slots=True)
class _Mirror:
    """One unfolding: what the file says about it, and what was noticed on the way."""

    raw: Map
    found: list[Found] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def copies(self, node: Map, key: str) -> list[Map]:
        """Copies of the parts or points of a node, without the excepted ones."""
        return [copy for part in maps(node.get(key)) if (copy := self._copy(part)) is not None]

    def unused(self) -> Iterator[Found]:
        """Ids under `except` and `questions` that the mirrored section does not have."""
        for named in (self.raw.get("except"), self.raw.get("questions")):
            if isinstance(named, Map):
                yield from self._unknown(named, ((id, id) for id in named))
            if isinstance(named, Seq):
                yield from self._unknown(named, enumerate(named))

    def _unknown(self, named: Map | Seq, ids: Iterable[tuple[str | int, Raw]]) -> Iterator[Found]:
        for key, id in ids:
            if str(id) not in self.used:
                yield named.places[key], flaws.not_mirrored(str(id))

    def _own(self) -> Mapping[str, Raw]:
        questions = self.raw.get("questions")
        return questions if isinstance(questions, Map) else {}

    def _copy(self, part: Map) -> Map | None:
        id = str(part.get("id"))
        self.used.add(id)
        if id in texts(self.raw.get("except")):
            self._pass_over(part)
            return None
        own = self._own().get(id)
        given = own if isinstance(own, Map) else Map(self.raw.place)
        wanted = ("id",) if is_section(part) else ("id", "ask")
        if not all(key in given for key in wanted):
            self.found.append((given.place, flaws.unasked(id, wanted)))
            self._pass_over(part)
            return None
        return self._merged(part, given)

    def _pass_over(self, part: Map) -> None:
        """What stands below a part that is not copied may be named all the same."""
        for below in (*maps(part.get("parts")), *maps(part.get("points"))):
            self.used.add(str(below.get("id")))
            self._pass_over(below)

    def _merged(self, part: Map, given: Map) -> Map:
        copy = Map(given.place)
        for key in part:
            if key in ("parts", "points") and key not in given:
                below = Seq(given.place)
                for each in self.copies(part, key):
                    below.put(each, each.place)
                copy.put(key, below, given.place, given.place)
            elif key in _COPIED:
                copy.put(key, self._retitled(part[key]), part.names[key], part.places[key])
        for key in given:
            copy.take(key, given)
        return copy

    def _retitled(self, value: Raw) -> Raw:
        changes = self.raw.get("retitle")
        if isinstance(value, str) and isinstance(changes, Map):
            for old, new in changes.items():
                value = value.replace(old, str(new))
        return value
