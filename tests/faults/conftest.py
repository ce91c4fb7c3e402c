"""The test PostgreSQL, for the short experiment."""

from tests.engines import postgres

__all__ = ["postgres"]
