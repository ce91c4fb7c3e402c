"""`thuky zalo-oa login`: takes an Official Account's first tokens from a person, tries them, stores them.

Explains where they are to be had. Nothing secret is shown, nor put on a command line, where others could read it.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from getpass import getpass
from urllib.parse import urlencode

from bot.channels.zalo_oa import CHANNEL
from bot.secret import Secret
from bot.settings import Settings, problems_of_zalo_oa
from bot.zalo_oa_client import Api, NoTokens, OAuth, Silent
from outlines.reading import Json
from storage import credentials
from storage.credentials import Tokens
from storage.store import Store

HELP = """Thư ký cần hai mã của Zalo OA: mã truy cập (access token) và mã làm mới (refresh token).

Cách thứ nhất, không cần trang web riêng:
  1. Mở developers.zalo.me, vào Công cụ > API Explorer.
  2. Chọn ứng dụng {app}, chọn loại OA Access Token, bấm lấy mã và đồng ý.
  3. Dán mã truy cập, rồi mã làm mới vào đây.

Cách thứ hai: chạy lại với --code --redirect ĐỊA_CHỈ (địa chỉ callback đã khai trong ứng dụng).

Mã làm mới chỉ dùng được một lần và đổi liên tục: dán vào đây rồi thì đừng dùng ở nơi khác."""
CONSENT = """Xin mở địa chỉ này bằng tài khoản quản trị OA và đồng ý:
  {url}
Zalo sẽ chuyển sang địa chỉ callback có ?code=…; mã ấy dùng được một lần, trong 10 phút."""
ACCESS, REFRESH, CODE = "Mã truy cập: ", "Mã làm mới: ", "Code: "
VERIFIER = "Code verifier (bỏ trống nếu không dùng Code Challenge): "
LIFE = timedelta(hours=1)
"""A pasted access token has lived for a while, nobody knows how long: it is soon renewed."""
DONE = "Đã cất mã của Zalo OA{name}. Từ nay Thư ký tự làm mới; chạy lại lệnh này khi Thư ký báo mã không dùng được nữa."


class LoginError(Exception):
    """One sentence: what went wrong, and what to do."""


def add(
    parser: argparse.ArgumentParser, url: Callable[[argparse.Namespace, Settings], str]
) -> None:
    """Its one command. *url*: of the database, from the words of the command."""
    commands = parser.add_subparsers(required=True, metavar="LỆNH")
    login = commands.add_parser("login", help="nhận mã truy cập đầu tiên của OA")
    login.add_argument("--db", help="tệp SQLite hoặc địa chỉ postgresql://…")
    login.add_argument("--code", action="store_true", help="xin quyền bằng đường dẫn rồi nhập code")
    login.add_argument("--redirect", default="", help="địa chỉ callback đã khai trong ứng dụng")
    login.set_defaults(command=lambda args, settings: run(args, settings, url(args, settings)))


def run(args: argparse.Namespace, settings: Settings, url: str) -> int:
    """Raises LoginError."""
    wrong = problems_of_zalo_oa(settings)
    if not settings.zalo_oa_app_id:
        wrong.insert(0, "Thiếu ZALO_OA_APP_ID: mã ứng dụng ở developers.zalo.me.")
    if args.code and not args.redirect:
        wrong.append("Thiếu --redirect: địa chỉ callback đã khai trong ứng dụng.")
    if wrong:
        raise LoginError("\n".join(wrong))
    with Store(url) as store:
        store.migrate()
        return asyncio.run(_login(store, settings, args.redirect if args.code else ""))


async def _login(store: Store, settings: Settings, redirect: str) -> int:
    """What was had for a code is stored before it is tried: it cannot be had twice."""
    app = settings.zalo_oa_app_id
    api = Api(settings.zalo_oa_base_url, settings.zalo_oa_app_secret)
    try:
        tokens = await _exchanged(settings, redirect) if redirect else _pasted(app)
        if redirect:
            _store(store, app, tokens)
        name = await _name(api, Secret(tokens.access))
    finally:
        await api.close()
    if not redirect:
        _store(store, app, tokens)
    print(DONE.format(name=f" “{name}”" if name else ""))
    return 0


def _store(store: Store, app: str, tokens: Tokens) -> None:
    store.run(lambda tx: credentials.put(tx, CHANNEL, app, tokens))


def _pasted(app: str) -> Tokens:
    print(HELP.format(app=app))
    access, refresh = _ask(ACCESS), _ask(REFRESH)
    if not (access and refresh):
        raise LoginError("Thiếu mã: cần cả mã truy cập và mã làm mới. Chưa cất gì cả.")
    now = datetime.now(UTC)
    return Tokens(access, refresh, now, now + LIFE)


async def _exchanged(settings: Settings, redirect: str) -> Tokens:
    app = settings.zalo_oa_app_id
    asked = urlencode({"app_id": app, "redirect_uri": redirect})
    print(CONSENT.format(url=f"{settings.zalo_oauth_base_url}/v4/oa/permission?{asked}"))
    oauth = OAuth(settings.zalo_oauth_base_url, app, settings.zalo_oa_app_secret)
    written, verifier = Secret(_ask(CODE)), _ask(VERIFIER)
    try:
        return await oauth.exchange(written, verifier, datetime.now(UTC))
    except NoTokens as error:
        raise LoginError(
            f"Zalo không nhận code này (mã lỗi {error.code}). Xin lấy code mới."
        ) from None
    except Silent:
        raise LoginError("Không gọi được Zalo. Xin kiểm tra mạng rồi lấy code mới.") from None


async def _name(api: Api, access: Secret) -> str:
    """The account's, which proves that the access token is good."""
    try:
        code, body = await api.account(access)
    except Silent:
        raise LoginError("Không gọi được Zalo. Xin kiểm tra mạng rồi chạy lại.") from None
    if code:
        raise LoginError(f"Zalo không nhận mã truy cập này (mã lỗi {code}). Xin lấy mã mới.")
    data = body.get("data") if isinstance(body, dict) else None
    return _text(data, "name")


def _text(found: Json, name: str) -> str:
    return str(found.get(name, "")) if isinstance(found, dict) else ""


def _ask(prompt: str) -> str:
    """Without echo at a terminal; a line of what is piped in."""
    if sys.stdin.isatty():
        return getpass(prompt).strip()
    return sys.stdin.readline().strip()
