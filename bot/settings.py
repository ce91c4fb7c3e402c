"""The environment, read once into a frozen value. No other file looks at it; nothing here acts on it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """What a host or a person sets; the command line may override."""

    database_url: str = ""
    """DATABASE_URL: SQLite path or URL, or postgresql://…; empty: a file of the person's own."""
    data_dir: Path = Path()
    """Where that file and the line history live (XDG_DATA_HOME, else ~/.local/share)."""
    failpoint: str = ""
    """THUKY_FAILPOINT, "name" or "name:n": exit at the n-th passing of that point. For tests of recovery."""


def load(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the environment once."""
    home = Path(environ.get("HOME") or Path.home())
    data = Path(environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return Settings(
        database_url=environ.get("DATABASE_URL", "").strip(),
        data_dir=data / "thuky",
        failpoint=environ.get("THUKY_FAILPOINT", "").strip(),
    )
