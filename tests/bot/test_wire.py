"""Events as JSON and back: whatever waits in the inbox is the same event when its turn comes."""

from __future__ import annotations

import json
from datetime import UTC, timedelta, timezone
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wire import from_json, to_json
from flows.dialogue.events import (
    Corrected,
    Event,
    Finished,
    Joined,
    Parted,
    Pressed,
    Resumed,
    Said,
    SentFile,
    Started,
    Woke,
)
from outlines.reading import Json

TEXT = st.text(st.characters(exclude_categories=()))
"""Lone surrogates and NUL too: a platform may send anything."""
TIMES = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=7))]))
VALUES: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)
EVENTS: dict[type, st.SearchStrategy[Event]] = {
    Started: st.builds(Started, TEXT),
    Said: st.builds(Said, TEXT, TEXT, st.none() | TIMES),
    Pressed: st.builds(Pressed, TEXT, st.integers()),
    Corrected: st.builds(Corrected, TEXT, TEXT, st.booleans()),
    SentFile: st.builds(SentFile, TEXT, TEXT, TEXT, st.integers(0), TEXT),
    Woke: st.builds(Woke, TEXT),
    Finished: st.builds(Finished, TEXT, TEXT, VALUES),
    Joined: st.builds(Joined, TEXT),
    Parted: st.builds(Parted),
    Resumed: st.builds(Resumed),
}


def test_every_event_is_tried_here() -> None:
    assert set(EVENTS) == set(get_args(Event))


@given(st.one_of(*EVENTS.values()))
def test_every_event_comes_back_as_it_was(event: Event) -> None:
    assert from_json(json.loads(json.dumps(to_json(event)))) == event


@pytest.mark.parametrize(
    "payload",
    [None, [], "Said", {}, {"event": "Unheard"}, {"event": "Said"}, {"event": "Said", "word": "x"},
     {"event": "Said", "words": "x", "at": "hôm qua"}],
)  # fmt: skip
def test_anything_else_is_refused(payload: Json) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        from_json(payload)
