"""An outline file as plain values that remember where they stand in it. YAML 1.2, kept dull.

Not the meaning of the keys (`model`, `checks`). Only maps, lists, text, whole numbers and true/false
are known, no tags, no dates; an anchor may repeat a text, nothing larger.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from outlines import flaws
from outlines.flaws import Flaw
from outlines.text import clean


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Line and column in the file, both from 1."""

    line: int
    column: int


START = Place(1, 1)


class Map(dict[str, "Raw"]):
    """A mapping; `names` holds the places of its keys, `places` those of its values."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.names: dict[str, Place] = {}
        self.places: dict[str | int, Place] = {}

    def put(self, key: str, value: Raw, name: Place, place: Place) -> None:
        self[key] = value
        self.names[key] = name
        self.places[key] = place

    def take(self, key: str, other: Map) -> None:
        """Copy one entry of another mapping, with its places."""
        self.put(key, other[key], other.names[key], other.places[key])

    def at(self, key: str) -> Place:
        return self.places.get(key, self.place)


class Seq(list["Raw"]):
    """A list; `places` holds the places of its items by index."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.places: dict[str | int, Place] = {}

    def put(self, value: Raw, place: Place) -> None:
        self.places[len(self)] = place
        self.append(value)


Raw: TypeAlias = "bool | int | str | Seq | Map | None"
Found: TypeAlias = "tuple[Place, Flaw]"


def read(source: str) -> tuple[Raw, list[Found]]:
    """The file's values and what is wrong with its YAML; never raises."""
    reader = _Reader()
    try:
        node = YAML(typ="rt", pure=True).compose(source)
        return (None if node is None else reader.value(node)), reader.found
    except MarkedYAMLError as error:
        return None, [(_error_place(error), flaws.yaml(f"{error.context} {error.problem}"))]
    except YAMLError:
        return None, [(_unreadable(source), flaws.unreadable_character())]
    except RecursionError:
        return None, [(START, flaws.too_deep())]


@dataclass(slots=True)
class _Reader:
    """Turns nodes into values and notes what it meets on the way."""

    found: list[Found] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def value(self, node: Node) -> Raw:
        if isinstance(node, ScalarNode):
            return _scalar(node)
        if id(node) in self.seen:
            self.found.append((_place(node), flaws.alias()))
            return None
        self.seen.add(id(node))
        if isinstance(node, MappingNode):
            return self._map(node)
        return self._seq(node) if isinstance(node, SequenceNode) else None

    def _map(self, node: MappingNode) -> Map:
        result = Map(_place(node))
        for key, value in node.value:
            name = key.value if isinstance(key, ScalarNode) else ""
            if not name or name in result:
                flaw = flaws.twice(name) if name else flaws.odd_key()
                self.found.append((_place(key), flaw))
                continue
            result.put(clean(name), self.value(value), _place(key), _place(_shown(value, key)))
        return result

    def _seq(self, node: SequenceNode) -> Seq:
        result = Seq(_place(node))
        for item in node.value:
            result.put(self.value(item), _place(item))
        return result


def _scalar(node: ScalarNode) -> Raw:
    """Text, unless it is written plainly and is one of the few words YAML 1.2 reserves."""
    text = str(node.value)
    if node.style:
        return clean(text)
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    return int(text) if re.fullmatch(r"-?\d{1,9}", text, re.ASCII) else clean(text)


def _shown(value: Node, key: Node) -> Node:
    """Where to look for a value: an empty one is nowhere, so its key."""
    return value if value.value or getattr(value, "style", None) else key


def _place(node: Node) -> Place:
    return Place(node.start_mark.line + 1, node.start_mark.column + 1)


def _error_place(error: MarkedYAMLError) -> Place:
    """Where it began (a quote, a bracket, a key); of a block the beginning is too far away."""
    near = "block" not in (error.context or "block")
    mark = (near and error.context_mark) or error.problem_mark
    return Place(mark.line + 1, mark.column + 1) if mark else START


def _unreadable(source: str) -> Place:
    """Where the first character stands that YAML does not allow."""
    found = re.search(
        r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", source
    )
    before = source[: found.start()] if found else ""
    return Place(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
