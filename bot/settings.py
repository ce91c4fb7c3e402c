"""The environment, read once into a frozen value. No other file looks at it; nothing here acts on it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from re import fullmatch
from urllib.parse import SplitResult, urlsplit

from bot.secret import Secret
from storage.engine import read_url
from storage.errors import CannotOpen

JOB_LEASE = timedelta(seconds=30)
A_DAY = 86_400
"""In seconds: no lease is longer."""
PORT = 8080
UNREADABLE = -1
"""A port, or a number of messages, that is none."""
ZALO_BOT = "https://bot-api.zaloplatforms.com"
ZALO_OA = "https://openapi.zalo.me"
ZALO_OAUTH = "https://oauth.zaloapp.com"
MONTHLY = 3000
"""Messages of the Zalo Bot Platform's Basic plan."""
SECRET_LENGTHS = range(8, 257)
NO_CHANNEL = (
    "Chưa có kênh nào: xin đặt TELEGRAM_TOKEN (mã mà @BotFather cấp), "
    "ZALO_BOT_TOKEN (mã mà Zalo Bot Creator cấp) hoặc ZALO_OA_APP_ID (ứng dụng ở developers.zalo.me)."
)
BAD_PUBLIC_URL = (
    "PUBLIC_URL sai: phải là địa chỉ https://, không có dấu hỏi, dấu thăng hay tên người dùng; "
    "http:// chỉ dùng được ngay trên máy này."
)


HOOK_PORTS = (None, 80, 88, 443, 8443)
BAD_HOOK_PORT = "PUBLIC_URL sai: Telegram chỉ gọi được cổng 443, 80, 88 hoặc 8443."


class SettingsError(Exception):
    """One sentence: which variable is wrong, and what to write instead."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a host or a person sets; the command line may override."""

    database_url: str = field(default="", repr=False)
    """DATABASE_URL: SQLite path or URL, or postgresql://…; empty: a file of the person's own."""
    data_dir: Path = Path()
    """Where that file and the line history live (XDG_DATA_HOME, else ~/.local/share)."""
    job_lease: timedelta = JOB_LEASE
    """THUKY_JOB_LEASE, in seconds: how long a report may take to build before another process builds it again.
    Longer where a host is slow; a report that a killed process had begun waits as long."""
    failpoint: str = ""
    """THUKY_FAILPOINT, "name" or "name:n": exit at the n-th passing of that point. For tests of recovery."""
    haste: float = 1.0
    """THUKY_HASTE: by how much every pace and wait is shortened. For tests that have no time."""
    telegram_token: Secret = Secret()  # noqa: RUF009 - it never changes
    """TELEGRAM_TOKEN, as @BotFather gave it."""
    telegram_base_url: str = field(default="", repr=False)
    """TELEGRAM_BASE_URL and TELEGRAM_BASE_FILE_URL: a Bot API server of one's own, as python-telegram-bot
    understands them; empty: Telegram's."""
    telegram_base_file_url: str = field(default="", repr=False)
    zalo_bot_token: Secret = Secret()  # noqa: RUF009 - it never changes
    """ZALO_BOT_TOKEN, as Zalo Bot Creator gave it."""
    zalo_bot_secret: Secret = Secret()  # noqa: RUF009 - it never changes
    """ZALO_BOT_SECRET of its webhook; empty: one that is derived from the token."""
    zalo_bot_base_url: str = field(default=ZALO_BOT, repr=False)
    """ZALO_BOT_BASE_URL: scheme, host and port."""
    zalo_bot_monthly: int = MONTHLY
    """ZALO_BOT_MONTHLY: how many messages a month the plan has; negative: what was written is no number."""
    zalo_oa_app_id: str = ""
    """ZALO_OA_APP_ID of the app at developers.zalo.me that the Official Account has granted."""
    zalo_oa_app_secret: Secret = Secret()  # noqa: RUF009 - it never changes
    """ZALO_OA_APP_SECRET of that app."""
    zalo_oa_secret_key: Secret = Secret()  # noqa: RUF009 - it never changes
    """ZALO_OA_SECRET_KEY, shown beside the app's webhook; empty: the app's secret."""
    zalo_oa_base_url: str = field(default=ZALO_OA, repr=False)
    """ZALO_OA_BASE_URL and ZALO_OAUTH_BASE_URL: scheme, host and port each."""
    zalo_oauth_base_url: str = field(default=ZALO_OAUTH, repr=False)
    public_url: str = field(default="", repr=False)
    """PUBLIC_URL: where platforms reach our web app, without a slash at the end; empty: long polling."""
    port: int = PORT
    """PORT of the web app; 0: any that is free, on this machine only; negative: what was written is none."""


def load(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the environment once. Raises SettingsError."""
    home = Path(environ.get("HOME") or Path.home())
    data = Path(environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return Settings(
        database_url=environ.get("DATABASE_URL", "").strip(),
        data_dir=data / "thuky",
        job_lease=_seconds("THUKY_JOB_LEASE", environ.get("THUKY_JOB_LEASE", "").strip()),
        failpoint=_failpoint(environ.get("THUKY_FAILPOINT", "").strip()),
        haste=_haste(environ.get("THUKY_HASTE", "").strip()),
        telegram_token=Secret(environ.get("TELEGRAM_TOKEN", "").strip()),
        telegram_base_url=environ.get("TELEGRAM_BASE_URL", "").strip(),
        telegram_base_file_url=environ.get("TELEGRAM_BASE_FILE_URL", "").strip(),
        zalo_bot_token=Secret(environ.get("ZALO_BOT_TOKEN", "").strip()),
        zalo_bot_secret=Secret(environ.get("ZALO_BOT_SECRET", "").strip()),
        zalo_bot_base_url=environ.get("ZALO_BOT_BASE_URL", "").strip().rstrip("/") or ZALO_BOT,
        zalo_bot_monthly=_monthly(environ.get("ZALO_BOT_MONTHLY", "").strip()),
        zalo_oa_app_id=environ.get("ZALO_OA_APP_ID", "").strip(),
        zalo_oa_app_secret=Secret(environ.get("ZALO_OA_APP_SECRET", "").strip()),
        zalo_oa_secret_key=Secret(environ.get("ZALO_OA_SECRET_KEY", "").strip()),
        zalo_oa_base_url=environ.get("ZALO_OA_BASE_URL", "").strip().rstrip("/") or ZALO_OA,
        zalo_oauth_base_url=environ.get("ZALO_OAUTH_BASE_URL", "").strip().rstrip("/")
        or ZALO_OAUTH,
        public_url=environ.get("PUBLIC_URL", "").strip().rstrip("/"),
        port=_port(environ.get("PORT", "").strip()),
    )


def problems(settings: Settings) -> list[str]:
    """Everything that keeps `thuky serve` from starting, a sentence each; no value is repeated."""
    return [
        *_of_database(settings.database_url),
        *_of_channels(settings),
        *_of_token(settings.telegram_token),
        *_of_telegram("TELEGRAM_BASE_URL", settings.telegram_base_url, "/bot"),
        *_of_telegram("TELEGRAM_BASE_FILE_URL", settings.telegram_base_file_url, "/file/bot"),
        *_of_zalo_bot(settings),
        *_of_zalo_oa(settings),
        *_of_public(settings.public_url),
        *_of_hook(settings),
        *_of_port(settings.port),
    ]


def _of_database(url: str) -> list[str]:
    if not url:
        return [
            "Thiếu DATABASE_URL: xin đặt nơi cất bản nháp (postgresql://… hoặc một tệp), hay thêm --db TỆP."
        ]
    try:
        read_url(url)
    except CannotOpen as error:
        return [f"DATABASE_URL sai: {error}"]
    return []


def _of_channels(settings: Settings) -> list[str]:
    if settings.telegram_token or settings.zalo_bot_token or settings.zalo_oa_app_id:
        return []
    return [NO_CHANNEL]


def _of_token(token: Secret) -> list[str]:
    if token and not fullmatch("[0-9]+:[A-Za-z0-9_-]+", token.reveal()):
        return [
            "TELEGRAM_TOKEN sai: mã của @BotFather gồm một dãy số, dấu hai chấm, rồi chữ và số."
        ]
    return []


def _of_zalo_bot(settings: Settings) -> list[str]:
    """Only where there is such a bot."""
    token, secret = settings.zalo_bot_token.reveal(), settings.zalo_bot_secret.reveal()
    found = _of_base("ZALO_BOT_BASE_URL", settings.zalo_bot_base_url)
    if token and not fullmatch(r"[0-9]+:[^\s/?#]+", token):
        found.append("ZALO_BOT_TOKEN sai: mã của Zalo gồm một dãy số, dấu hai chấm, rồi chữ và số.")
    if secret and len(secret) not in SECRET_LENGTHS:
        found.append("ZALO_BOT_SECRET sai: phải dài từ 8 đến 256 ký tự.")
    if settings.zalo_bot_monthly < 0:
        found.append("ZALO_BOT_MONTHLY sai: phải là số tin mỗi tháng của gói, ví dụ 3000.")
    return found


def problems_of_zalo_oa(settings: Settings) -> list[str]:
    """What keeps its app from being spoken to, where there is one."""
    app = settings.zalo_oa_app_id
    found = _of_base("ZALO_OA_BASE_URL", settings.zalo_oa_base_url)
    found += _of_base("ZALO_OAUTH_BASE_URL", settings.zalo_oauth_base_url)
    if app and not fullmatch("[0-9]+", app):
        found.append("ZALO_OA_APP_ID sai: mã ứng dụng ở developers.zalo.me là một dãy số.")
    if app and not settings.zalo_oa_app_secret:
        found.append("Thiếu ZALO_OA_APP_SECRET: khóa bí mật của ứng dụng ở developers.zalo.me.")
    return found


def _of_zalo_oa(settings: Settings) -> list[str]:
    found = problems_of_zalo_oa(settings)
    if settings.zalo_oa_app_id and not settings.public_url:
        found.append("Thiếu PUBLIC_URL: Zalo OA chỉ nhận tin qua webhook.")
    return found


def _of_telegram(name: str, url: str, end: str) -> list[str]:
    """The token is put after it, or where it says {token}."""
    wrong = _of_base(name, url)
    if url and not wrong and "{" not in url and not url.endswith(end):
        wrong.append(f"{name} sai: phải tận cùng bằng {end}, ví dụ http://127.0.0.1:8081{end}.")
    return wrong


def _of_base(name: str, url: str) -> list[str]:
    if url and not _is_address(url, {"http", "https"}):
        return [f"{name} sai: phải là địa chỉ bắt đầu bằng https:// hoặc http://."]
    return []


def _of_public(url: str) -> list[str]:
    parts = _split(url)
    plain = parts and parts.scheme == "http" and _is_here(parts.hostname or "")
    if not url or _is_address(url, {"http", "https"} if plain else {"https"}):
        return []
    return [BAD_PUBLIC_URL]


def _of_hook(settings: Settings) -> list[str]:
    """Telegram's own servers call no other port (Bot API, setWebhook)."""
    parts = _split(settings.public_url)
    if not (settings.telegram_token and parts and parts.hostname):
        return []
    if settings.telegram_base_url or _is_here(parts.hostname):
        return []
    return [] if parts.port in HOOK_PORTS else [BAD_HOOK_PORT]


def _of_port(port: int) -> list[str]:
    return ["PORT sai: phải là một số từ 1 đến 65535."] if port < 0 else []


def _is_address(url: str, schemes: set[str]) -> bool:
    parts = _split(url)
    if parts is None or not parts.hostname or parts.scheme not in schemes:
        return False
    return not (parts.query or parts.fragment or parts.username or fullmatch(r".*\s.*", url))


def _split(url: str) -> SplitResult | None:
    """None if it cannot be read."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - read, to see that it can be
    except ValueError:
        return None
    return parts


def _is_here(host: str) -> bool:
    """Whether it is this machine: then nobody listens in between."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _port(written: str) -> int:
    if not written:
        return PORT
    good = fullmatch("[1-9][0-9]{0,4}", written) and int(written) <= 65_535  # noqa: PLR2004 - TCP's
    return int(written) if good else UNREADABLE


def _monthly(written: str) -> int:
    if not written:
        return MONTHLY
    return int(written) if fullmatch("[1-9][0-9]{0,8}", written) else UNREADABLE


def _seconds(name: str, written: str) -> timedelta:
    if not written:
        return JOB_LEASE
    if not (fullmatch("[1-9][0-9]{0,4}", written) and int(written) <= A_DAY):
        raise SettingsError(
            f"{name} phải là số giây, từ 1 đến {A_DAY}; xin sửa hoặc bỏ biến này đi."
        )
    return timedelta(seconds=int(written))


def _failpoint(written: str) -> str:
    if written and not fullmatch("[a-z.-]+(:[1-9][0-9]{0,8})?", written):
        raise SettingsError(
            "THUKY_FAILPOINT phải có dạng send.after hoặc send.after:3; xin sửa hoặc bỏ biến này đi."
        )
    return written


def _haste(written: str) -> float:
    if not written:
        return 1.0
    if not fullmatch("[1-9][0-9]{0,3}", written):
        raise SettingsError(
            "THUKY_HASTE phải là một số từ 1 đến 9999; xin sửa hoặc bỏ biến này đi."
        )
    return float(written)
