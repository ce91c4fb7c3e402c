"""The Bot API as its description says: is this a call that it knows, is this a value of that type? Does nothing."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from outlines.reading import Json

Fields: TypeAlias = dict[str, dict[str, Any]]

API: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("api.json").read_text(encoding="utf-8")
)
METHODS: dict[str, dict[str, Any]] = API["methods"]
TYPES: dict[str, dict[str, Any]] = API["types"]
PLAIN: dict[str, type] = {"String": str, "Integer": int, "Float": float, "Boolean": bool}
ARRAY = "Array of "
BUTTONS = 100
ACTIONS = ("typing", "upload_document", "upload_photo", "record_voice", "upload_voice")


def units(text: str) -> int:
    """UTF-16 units, counted without the channel's help."""
    return sum(2 if ord(letter) > 0xFFFF else 1 for letter in text)


def flaws_of_call(
    method: str, params: Mapping[str, Json], files: Collection[str] = ()
) -> list[str]:
    """What the description has against this call; empty if nothing. `files`: parameters sent as bytes."""
    if method not in METHODS:
        return [f"no method {method}"]
    given: dict[str, Json] = {**params, **dict.fromkeys(files, "attach://")}
    found = list(_fields(METHODS[method]["fields"], given, method))
    allowed = {name for name in files if "InputFile" in _types(method, name)}
    found += [f"{method}.{name} is no file" for name in files if name not in allowed]
    if params.get("action", "typing") not in ACTIONS:
        found.append(f"{method}.action: {params['action']}")
    return found + list(_keyboard(params.get("reply_markup")))


def flaws_of_value(value: Json, type: str) -> list[str]:
    """The same for a value of a type, e.g. an Update that is received. Fields left out of api.json are flaws."""
    return list(_value(value, type, type))


def decoded(method: str, name: str, written: str) -> Json:
    """A parameter as it came in a form: text stays text, the rest is JSON. Undecodable stays as it came."""
    types = _types(method, name)
    if types == ["String"] or not types:
        return written
    try:
        value: Json = json.loads(written)
    except ValueError:
        return written
    return written if "String" in types and not isinstance(value, int) else value


def _types(method: str, name: str) -> list[str]:
    types: list[str] = METHODS.get(method, {"fields": {}})["fields"].get(name, {}).get("types", [])
    return types


def _fields(fields: Fields, given: Mapping[str, Json], path: str) -> Iterator[str]:
    yield from (f"{path}.{name} is unknown" for name in given if name not in fields)
    for name, field in fields.items():
        if name in given:
            yield from _field(field, given[name], f"{path}.{name}")
        elif field["required"]:
            yield f"{path}.{name} is missing"


def _field(field: Mapping[str, Any], value: Json, path: str) -> Iterator[str]:
    if all(list(_value(value, type, path)) for type in field["types"]):
        yield from _value(value, field["types"][0], path)
    if isinstance(value, str):
        sizes = {"characters": units(value.strip()), "bytes": len(value.encode())}
        for measure, size in sizes.items():
            least, most = field.get(measure, (0, size))
            if not least <= size <= most:
                yield f"{path} has {size} {measure}, not {least}-{most}"


def _value(value: Json, type: str, path: str) -> Iterator[str]:
    if type in PLAIN:
        if not _plain(value, type):
            yield f"{path} is no {type}"
    elif type.startswith(ARRAY):
        yield from _array(value, type.removeprefix(ARRAY), path)
    elif type == "InputFile":
        if not (isinstance(value, str) and value.startswith("attach://")):
            yield f"{path} is no file"
    else:
        yield from _object(value, type, path)


def _plain(value: Json, type: str) -> bool:
    """A boolean is no number, whatever Python thinks."""
    return isinstance(value, PLAIN[type]) and isinstance(value, bool) == (type == "Boolean")


def _array(value: Json, type: str, path: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{path} is no array"
        return
    for n, each in enumerate(value):
        yield from _value(each, type, f"{path}[{n}]")


def _object(value: Json, type: str, path: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path} is no {type}"
        return
    if "fields" in TYPES[type]:
        yield from _fields(TYPES[type]["fields"], value, path)
        return
    tried = [list(_value(value, each, path)) for each in TYPES[type]["subtypes"]]
    yield from min(tried, key=len)


def _keyboard(markup: Json) -> Iterator[str]:
    """What stands in the text of the API only: a button does one thing, a keyboard is no wall."""
    rows = markup.get("inline_keyboard") if isinstance(markup, dict) else None
    buttons = [each for row in rows for each in row] if isinstance(rows, list) else []  # type: ignore[union-attr]
    if len(buttons) > BUTTONS:
        yield f"{len(buttons)} buttons"
    for each in buttons:
        if not isinstance(each, dict) or len({*each} - {"text", "style"}) != 1:
            yield f"{each} does not do one thing"
        elif not str(each["text"]).strip():
            yield f"{each} is blank"
