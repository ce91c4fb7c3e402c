"""Every test here runs on both databases."""

from __future__ import annotations

from tests.engines import empty_url, postgres, sqlite_file, store, url

__all__ = ["empty_url", "postgres", "sqlite_file", "store", "url"]
