"""A word that nobody sees by accident: not in a repr, a format, a log line, an exception. Not encryption."""

from __future__ import annotations

import hmac
from typing import final


@final
class Secret:
    """`reveal()` is the only way to the word; whoever calls it puts it nowhere but into a request."""

    __slots__ = ("_word",)

    def __init__(self, word: str = "") -> None:
        self._word = word

    def reveal(self) -> str:
        return self._word

    def derive(self, purpose: str) -> Secret:
        """Another secret, always the same for one purpose, that does not lead back: 64 hex digits."""
        return Secret(hmac.new(self._bytes(), purpose.encode(), "sha256").hexdigest())

    def matches(self, word: str) -> bool:
        """In constant time. An empty secret matches nothing."""
        said = word.encode("utf-8", "surrogateescape")
        return bool(self) and hmac.compare_digest(self._bytes(), said)

    def _bytes(self) -> bytes:
        return self._word.encode("utf-8", "surrogateescape")

    def __bool__(self) -> bool:
        return bool(self._word)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and hmac.compare_digest(self._bytes(), other._bytes())

    def __hash__(self) -> int:
        return hash((Secret, self._word))

    def __repr__(self) -> str:
        return "Secret(…)" if self else "Secret()"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return format(repr(self), spec)

    def __reduce__(self) -> str:
        raise TypeError("a secret is not written down")
