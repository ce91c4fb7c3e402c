"""The environment: read once, in one place, with a sentence for what is wrong in it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from re import MULTILINE, findall

import pytest

import bot.settings
from bot.settings import JOB_LEASE, Settings, SettingsError, load

HOME = {"HOME": "/home/lan"}


def test_nothing_needs_to_be_set() -> None:
    assert load(HOME) == Settings("", Path("/home/lan/.local/share/thuky"), JOB_LEASE, "")


def test_everything_can_be_set() -> None:
    found = load(
        {
            "DATABASE_URL": " postgresql://x ",
            "XDG_DATA_HOME": "/srv/data",
            "THUKY_JOB_LEASE": "90",
            "THUKY_FAILPOINT": "send.after:2",
        }
    )

    lease = timedelta(seconds=90)
    assert found == Settings("postgresql://x", Path("/srv/data/thuky"), lease, "send.after:2")


@pytest.mark.parametrize(
    "empty", ["DATABASE_URL", "XDG_DATA_HOME", "THUKY_JOB_LEASE", "THUKY_FAILPOINT"]
)
def test_an_empty_variable_is_as_good_as_none(empty: str) -> None:
    assert load({**HOME, empty: ""}) == load(HOME)


@pytest.mark.parametrize("wrong", ["0", "-1", "1.5", "nửa phút", "²", "86401", "9" * 5000])
def test_a_lease_that_is_no_number_of_seconds_is_refused(wrong: str) -> None:
    with pytest.raises(SettingsError, match="THUKY_JOB_LEASE") as raised:
        load({**HOME, "THUKY_JOB_LEASE": wrong})

    assert wrong not in str(raised.value).replace("từ 1 đến 86400", "")


def test_the_readme_names_every_variable_and_no_other() -> None:
    root = Path(bot.settings.__file__).parent.parent
    read = findall(
        r'environ\.get\("(\w+)"', Path(bot.settings.__file__).read_text(encoding="utf-8")
    )
    named = findall(
        r"^\| `([A-Z_]+)` \|", (root / "README.md").read_text(encoding="utf-8"), MULTILINE
    )

    assert sorted(named) == sorted(set(read) - {"HOME"})
