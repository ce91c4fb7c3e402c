"""The environment: read once, in one place, with a sentence for what is wrong in it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from re import MULTILINE, findall

import pytest

import bot.settings
from bot.settings import JOB_LEASE, Settings, SettingsError, load, problems

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


# --- serving ---------------------------------------------------------------------------------

TOKEN = "123456:AAbb-cc_dd"  # noqa: S105 - none
GOOD = {**HOME, "DATABASE_URL": "postgresql://x", "TELEGRAM_TOKEN": TOKEN}


def test_what_serving_needs_is_read() -> None:
    found = load({**GOOD, "PUBLIC_URL": "https://thuky.vn/bot/ ", "PORT": "5000"})

    assert found.telegram_token.reveal() == TOKEN
    assert (found.public_url, found.port) == ("https://thuky.vn/bot", 5000)
    assert problems(found) == []


def test_everything_that_is_missing_is_named_at_once() -> None:
    assert [each.split(":")[0] for each in problems(load(HOME))] == [
        "Thiếu DATABASE_URL",
        "Chưa có kênh nào",
    ]


def test_haste_is_a_number_or_told() -> None:
    assert load({**HOME, "THUKY_HASTE": "100"}).haste == 100
    with pytest.raises(SettingsError, match="THUKY_HASTE"):
        load({**HOME, "THUKY_HASTE": "nhanh"})


def test_everything_that_is_wrong_is_named_at_once_and_not_repeated() -> None:
    wrong = {
        "DATABASE_URL": "mysql://bí-mật",
        "TELEGRAM_TOKEN": "bí-mật",
        "TELEGRAM_BASE_URL": "bí-mật",
        "TELEGRAM_BASE_FILE_URL": "ftp://bí-mật",
        "PUBLIC_URL": "http://bí-mật",
        "PORT": "bí-mật",
    }
    found = problems(load({**HOME, **wrong}))

    assert [each.split(" sai: ")[0] for each in found] == list(wrong)
    assert "bí-mật" not in "".join(found)


@pytest.mark.parametrize(
    "url",
    [
        "https://thuky.vn",
        "https://thuky.vn:8443/bot",
        "http://localhost:8080",
        "http://127.0.0.1:1",
        "http://127.3.2.1",
        "http://[::1]:80",
    ],
)
def test_a_public_address_is_safe(url: str) -> None:
    assert problems(load({**GOOD, "PUBLIC_URL": url})) == []


@pytest.mark.parametrize(
    "url",
    [
        "thuky.vn",
        "http://thuky.vn",
        "http://127.0.0.1.thuky.vn",
        "http://localhost.thuky.vn",
        "https://",
        "https://thuky.vn:99999",
        "https://thuky.vn?a=b",
        "https://thuky.vn#a",
        "https://ai:do@thuky.vn",
        "https://thuky.vn/a b",
        "https://[::1",
        "ftp://thuky.vn",
    ],
)
def test_a_public_address_that_is_none_or_not_safe_is_refused(url: str) -> None:
    assert ["PUBLIC_URL" in each for each in problems(load({**GOOD, "PUBLIC_URL": url}))] == [True]


@pytest.mark.parametrize("port", ["0", "-1", "65536", "8080a", "80 80", "²", "9" * 5000])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    assert ["PORT" in each for each in problems(load({**GOOD, "PORT": port}))] == [True]


@pytest.mark.parametrize(
    "url", ["http://localhost:8081/bot", "https://x/{token}/test", "https://x/bot{bot_token}"]
)
def test_a_bot_api_server_of_ones_own_is_welcome(url: str) -> None:
    assert problems(load({**GOOD, "TELEGRAM_BASE_URL": url})) == []


@pytest.mark.parametrize(
    ("variable", "url", "end"),
    [
        ("TELEGRAM_BASE_URL", "http://localhost:8081", "/bot"),
        ("TELEGRAM_BASE_URL", "http://localhost:8081/bot/", "/bot"),
        ("TELEGRAM_BASE_FILE_URL", "http://localhost:8081/bot", "/file/bot"),
    ],
)
def test_an_address_that_the_token_cannot_be_put_after_is_told(
    variable: str, url: str, end: str
) -> None:
    [said] = problems(load({**GOOD, variable: url}))

    assert said.startswith(f"{variable} sai")
    assert f"tận cùng bằng {end}," in said


def test_a_port_that_telegram_does_not_call_is_told_where_it_would_call() -> None:
    hidden = {**GOOD, "PUBLIC_URL": "https://thuky.vn:5000"}
    own = {"TELEGRAM_BASE_URL": "http://localhost:8081/bot"}

    assert ["8443" in each for each in problems(load(hidden))] == [True]
    assert problems(load({**hidden, **own})) == []


@pytest.mark.parametrize("point", ["", "send.after", "send.after:3", "zalo-oa.renewed:2"])
def test_a_failpoint_is_taken_as_written(point: str) -> None:
    assert load({**HOME, "THUKY_FAILPOINT": point}).failpoint == point


@pytest.mark.parametrize("wrong", ["send.after:", "send.after:0", "send after", ":3", "a:b"])
def test_a_failpoint_that_is_none_is_told(wrong: str) -> None:
    with pytest.raises(SettingsError, match="THUKY_FAILPOINT"):
        load({**HOME, "THUKY_FAILPOINT": wrong})


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ZALO_BOT_TOKEN", "no number"),
        ("ZALO_BOT_SECRET", "short"),
        ("ZALO_BOT_BASE_URL", "ftp://x"),
        ("ZALO_BOT_MONTHLY", "many"),
    ],
)
def test_what_is_wrong_with_a_zalo_bot_is_said_without_its_value(variable: str, value: str) -> None:
    [said] = [each for each in problems(load({variable: value})) if variable in each]

    assert value not in said


ZALO_OA = {"ZALO_OA_APP_ID": "36084652494", "ZALO_OA_APP_SECRET": "bí mật"}


def test_an_official_account_is_a_channel_that_needs_a_public_address() -> None:
    here = {**HOME, "DATABASE_URL": "x.db", **ZALO_OA}
    found = load({**here, "PUBLIC_URL": "https://thuky.vn"})

    assert problems(found) == []
    assert [each.split(":")[0] for each in problems(load(here))] == ["Thiếu PUBLIC_URL"]
    assert found.zalo_oa_base_url == "https://openapi.zalo.me"
    assert found.zalo_oauth_base_url == "https://oauth.zaloapp.com"
    assert "bí mật" not in repr(found)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ZALO_OA_APP_ID", "no number"),
        ("ZALO_OA_APP_SECRET", ""),
        ("ZALO_OA_BASE_URL", "ftp://x"),
        ("ZALO_OAUTH_BASE_URL", "ftp://x"),
    ],
)
def test_what_is_wrong_with_an_official_account_is_said_without_its_value(
    variable: str, value: str
) -> None:
    [said] = [each for each in problems(load({**ZALO_OA, variable: value})) if variable in each]

    assert not value or value not in said
