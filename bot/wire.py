"""Events as JSON and back, for the inbox. Not the platforms' formats: those are the channels' business."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any, get_args

from flows.dialogue.events import Event
from outlines.reading import Json

_BY_NAME: dict[str, Callable[..., Event]] = {each.__name__: each for each in get_args(Event)}


def to_json(event: Event) -> Json:
    """{"event": name, …fields}; a time in ISO 8601."""
    fields: dict[str, Any] = asdict(event)
    if fields.get("at") is not None:
        fields["at"] = fields["at"].isoformat()
    return {"event": type(event).__name__, **fields}


def from_json(payload: Json) -> Event:
    """The event that `to_json` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    if not isinstance(payload, dict):
        raise TypeError("not an event")
    fields: dict[str, Any] = {key: value for key, value in payload.items() if key != "event"}
    if fields.get("at") is not None:
        fields["at"] = datetime.fromisoformat(fields["at"])
    return _BY_NAME[str(payload["event"])](**fields)
