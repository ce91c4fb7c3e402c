"""The environment, read once into a frozen value. No other file looks at it; nothing here acts on it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from re import fullmatch

JOB_LEASE = timedelta(seconds=30)
A_DAY = 86_400
"""In seconds: no lease is longer."""


class SettingsError(Exception):
    """One sentence: which variable is wrong, and what to write instead."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a host or a person sets; the command line may override."""

    database_url: str = ""
    """DATABASE_URL: SQLite path or URL, or postgresql://…; empty: a file of the person's own."""
    data_dir: Path = Path()
    """Where that file and the line history live (XDG_DATA_HOME, else ~/.local/share)."""
    job_lease: timedelta = JOB_LEASE
    """THUKY_JOB_LEASE, in seconds: how long a report may take to build before another process builds it again.
    Longer where a host is slow; a report that a killed process had begun waits as long."""
    failpoint: str = ""
    """THUKY_FAILPOINT, "name" or "name:n": exit at the n-th passing of that point. For tests of recovery."""


def load(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the environment once. Raises SettingsError."""
    home = Path(environ.get("HOME") or Path.home())
    data = Path(environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return Settings(
        database_url=environ.get("DATABASE_URL", "").strip(),
        data_dir=data / "thuky",
        job_lease=_seconds("THUKY_JOB_LEASE", environ.get("THUKY_JOB_LEASE", "").strip()),
        failpoint=environ.get("THUKY_FAILPOINT", "").strip(),
    )


def _seconds(name: str, written: str) -> timedelta:
    if not written:
        return JOB_LEASE
    if not (fullmatch("[1-9][0-9]{0,4}", written) and int(written) <= A_DAY):
        raise SettingsError(
            f"{name} phải là số giây, từ 1 đến {A_DAY}; xin sửa hoặc bỏ biến này đi."
        )
    return timedelta(seconds=int(written))
