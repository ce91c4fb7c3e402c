"""Options and fixtures for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from outlines.loader import load
from outlines.model import Outline

MINI = Path(__file__).parent / "outlines" / "fixtures" / "mini.yaml"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite",
        action="store_true",
        help="write tests/transcripts/*.txt anew from what is said now",
    )
    parser.addoption(
        "--steps", type=int, default=10_000, help="how far the random walkers go together"
    )


@pytest.fixture(scope="session")
def mini() -> Outline:
    """A small outline with one of everything."""
    return load(MINI)
