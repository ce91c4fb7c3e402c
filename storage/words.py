"""The one column type for what people wrote: their words, payloads that hold them, and files made of them.

Not the cleaning of text (outlines.text): words arrive clean and are stored as they are.
No query looks inside a column of this type, and the type itself refuses to be compared, so that
encryption by a unit's key is later a change in this file alone.
"""

from __future__ import annotations

import json
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, LargeBinary, Text
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.sql import operators
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeDecorator

from outlines.reading import Json

T = TypeVar("T")

ALLOWED = frozenset({operators.is_, operators.is_not})
"""Only whether the words are there at all may be asked."""


class Closed(TypeDecorator.Comparator[T]):
    """Refuses every operator that would look at the words."""

    def operate(self, op: OperatorType, *other: Any, **kwargs: Any) -> ColumnElement[Any]:
        if op in ALLOWED:
            return super().operate(op, *other, **kwargs)
        raise TypeError("no query looks inside words")

    def reverse_operate(self, *_: Any, **__: Any) -> ColumnElement[Any]:
        raise TypeError("no query looks inside words")


class Sealed(TypeDecorator[T], Generic[T]):
    """Base of the type and its variants."""

    impl: type[Text | LargeBinary] = Text
    cache_ok = True
    comparator_factory = Closed


class Words(Sealed[str]):
    """Plain text."""

    cache_ok = True


class JsonWords(Sealed[Json]):
    """Any JSON value that holds words; written as text, so that it is sealed like the rest."""

    cache_ok = True

    def process_bind_param(self, value: Json, dialect: Dialect) -> str:  # noqa: ARG002
        return dump(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Json:  # noqa: ARG002
        return None if value is None else load(value)


class ByteWords(Sealed[bytes]):
    """A file's bytes."""

    impl = LargeBinary
    cache_ok = True


def dump(value: Json) -> str:
    """JSON text that every database takes: readable letters, but lone surrogates and NUL escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"))
    return text


def load(text: str) -> Json:
    value: Json = json.loads(text)
    return value
