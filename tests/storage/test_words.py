"""Every column that may hold a person's words is sealed, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import ColumnElement, LargeBinary, String
from sqlalchemy.types import TypeDecorator, TypeEngine

from outlines.reading import Json
from storage import tables
from storage.words import Sealed, dump, load

WORDS = {
    "person.name",
    "unit.profile",
    "draft.name",
    "revision.words",
    "revision.short",
    "revision.value",
    "piece.words",
    "prompt.choices",
    "remark.words",
    "inbox.payload",
    "message.body",
    "job.payload",
    "file.name",
    "file.data",
    "guest.data",
}
"""What people wrote, or what quotes it."""

PLAIN = {
    "access": "draft_id section right",
    "code": "digest",
    "chat": "channel bot chat user thread destiny phase draft_id question item token album",
    "credential": "channel key access refresh previous",
    "draft": "id outline_id status campaign based_on",
    "file": "id draft_id mime",
    "guest": "channel bot chat user thread destiny state",
    "inbox": "channel bot key chat user thread destiny state error",
    "job": "kind draft_id state error",
    "link": "digest file_id",
    "membership": "role",
    "message": "purpose token state platform_id",
    "outline_version": "id digest source",
    "piece": "key",
    "prompt": "token draft_id question item platform_id",
    "remark": "draft_id question item rule state",
    "revision": "draft_id question item state source",
    "timer": "key",
    "unit": "kind",
}
"""Ids, names of kinds, platform keys: text that no person wrote into an answer."""

json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


def texts(*, sealed: bool) -> set[str]:
    """All columns of text or bytes, by whether they are sealed."""
    every = [c for table in tables.metadata.tables.values() for c in table.columns]
    written = [c for c in every if isinstance(plain(c.type), String | LargeBinary)]
    return {str(c) for c in written if isinstance(c.type, Sealed) is sealed}


def plain(type: TypeEngine[Any]) -> TypeEngine[Any]:
    """What a database makes of a type."""
    return type.impl_instance if isinstance(type, TypeDecorator) else type


def test_what_may_hold_words_is_sealed_and_nothing_else() -> None:
    assert texts(sealed=True) == WORDS


def test_every_other_text_column_is_known_to_hold_none() -> None:
    known = {f"{table}.{name}" for table, names in PLAIN.items() for name in names.split()}

    assert texts(sealed=False) == known


LOOKS: list[Callable[[Any], object]] = [
    lambda column: column == "lời",
    lambda column: column != "lời",
    lambda column: column < "lời",
    lambda column: column.like("%lời%"),
    lambda column: column.contains("lời"),
    lambda column: column.startswith("lời"),
    lambda column: column.in_(["lời"]),
    lambda column: column.regexp_match("lời"),
    lambda column: column + "lời",
    lambda column: "lời" + column,
    lambda column: column.desc(),
    lambda column: column.collate("binary"),
    lambda column: column.distinct(),
]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", sorted(WORDS))
def test_no_query_can_look_inside_words(
    name: str, look: Callable[[ColumnElement[Any]], object]
) -> None:
    table, column = name.split(".")

    with pytest.raises(TypeError, match="no query looks inside words"):
        look(tables.metadata.tables[table].c[column])


def test_only_whether_words_are_there_may_be_asked() -> None:
    body = tables.message.c.body

    assert str(body.is_(None)) == "message.body IS NULL"
    assert str(body.is_not(None)) == "message.body IS NOT NULL"


@given(json)
def test_any_json_comes_back_from_text_that_every_database_takes(value: Json) -> None:
    text = dump(value)

    assert load(text) == value
    assert "\0" not in text
    text.encode()
