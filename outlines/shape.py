"""The file's values held against the model: what does not fit, said in words a person can act on.

Not the rules that need more than one value at a time (`checks`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from outlines import flaws
from outlines.flaws import Flaw
from outlines.model import (
    Appendix,
    Citation,
    Column,
    Document,
    Fact,
    LeftOut,
    Outline,
    Point,
    Section,
    Show,
    Slot,
    Value,
)
from outlines.source import Found, Map, Place, Raw, Seq

_TAGS = ("section", "slot")
_MODELS: Mapping[str, type[Value]] = {
    "document": Document,
    "section": Section,
    "slot": Slot,
    "columns": Column,
    "facts": Fact,
    "citations": Citation,
    "appendices": Appendix,
    "left_out": LeftOut,
    "repaired": LeftOut,
    "points": Point,
    "shows": Show,
    "sections": Section,
}
_SAID: tuple[tuple[str, Callable[[str], Flaw]], ...] = (
    ("missing", flaws.missing_key),
    ("string_type", flaws.not_text),
    ("string_pattern", flaws.bad_id),
    ("int_", flaws.not_number),
    ("greater_", flaws.not_number),
    ("bool_", flaws.not_bool),
    ("tuple_", flaws.not_list),
    ("model_", flaws.not_map),
)


def fit(root: Map) -> tuple[Outline | None, list[Found]]:
    """The outline, or what keeps the values from being one."""
    try:
        return Outline.model_validate(root), []
    except ValidationError as error:
        return None, [_found(root, each) for each in error.errors(include_url=False)]


def keys(model: type[Value]) -> list[str]:
    """The keys of a model as a file writes them."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _found(root: Map, error: ErrorDetails) -> Found:
    steps, place = _walk(root, error["loc"])
    key = _last_name(error["loc"])
    if error["type"] == "extra_forbidden":
        holder = steps[-2]
        known = get_close_matches(key, keys(_model(error["loc"])), n=1, cutoff=0.6)
        name = holder.names[key] if isinstance(holder, Map) else place
        return name, flaws.unknown_key(key, known[0] if known else None)
    return place, _flaw(error, key)


def _walk(root: Map, loc: tuple[int | str, ...]) -> tuple[list[Raw], Place]:
    """The values on the way, and the place of the last one that exists; tags of unions are passed over."""
    steps: list[Raw] = [root]
    place = root.place
    for step in loc:
        node = steps[-1]
        if isinstance(node, Map | Seq) and step in node.places:
            place = node.places[step]
            steps.append(node[step])  # type: ignore[index]
    return steps, place


def _model(loc: tuple[int | str, ...]) -> type[Value]:
    """The model whose keys are meant at the end of this way."""
    names = [step for step in loc[:-1] if isinstance(step, str)]
    return _MODELS[names[-1]] if names else Outline


def _last_name(loc: tuple[int | str, ...]) -> str:
    names = [step for step in loc if isinstance(step, str) and step not in _TAGS]
    return names[-1] if names else ""


def _flaw(error: ErrorDetails, key: str) -> Flaw:
    kind, given, limits = error["type"], error["input"], error.get("ctx", {})
    if kind == "string_too_long":
        return flaws.too_long(key, limits["max_length"], len(given))
    if kind == "literal_error":
        return flaws.not_among(key, limits["expected"].replace("'", "").replace(" or ", ", "))
    if kind == "string_too_short" or (given is None and kind != "missing"):
        return flaws.empty(key)
    return next((say(key) for sign, say in _SAID if kind.startswith(sign)), flaws.odd(key))
