"""The databases, as storage's own tests have them."""

from __future__ import annotations

from tests.engines import postgres, sqlite_file, store, url

__all__ = ["postgres", "sqlite_file", "store", "url"]
