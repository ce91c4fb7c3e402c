"""The page behind a report's link: the file for who holds the token, as often as they ask. Decides no lifetimes.

A preview may fetch it before the person does, so it is not spent. The token is never logged.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from unicodedata import normalize
from urllib.parse import quote

from aiohttp import web

from storage import links
from storage.files import File
from storage.links import Expired
from storage.store import Store

TOKEN = re.compile("[A-Za-z0-9_-]{43}")
GUESSES = 100
"""Wrong ones that an address may try in a minute."""
MINUTE = 60.0
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Content-Type-Options": "nosniff",
}
PAGE = '<!doctype html><html lang="vi"><meta charset="utf-8"><title>{0}</title><p>{0}'
EXPIRED = (
    "Liên kết này đã hết hạn. Báo cáo vẫn còn: đồng chí nhắn /xuat cho Thư ký để nhận liên kết mới."
)
UNKNOWN = "Không có gì ở địa chỉ này. Đồng chí nhắn /xuat cho Thư ký để nhận liên kết mới."
TOO_MANY = "Địa chỉ này hỏi quá nhiều. Đồng chí thử lại sau ít phút."


class Downloads:
    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        self._wrong: Counter[str] = Counter()
        self._since = float("-inf")

    async def answer(self, request: web.Request) -> web.Response:
        """200 the file, 410 it was one of ours, 404 anything else, 429 too many of those."""
        who = request.remote or ""
        if self._guesses(who) >= GUESSES:
            return _page(429, TOO_MANY)
        token = request.match_info["token"]
        found = await self._find(token) if TOKEN.fullmatch(token) else None
        match found:
            case File():
                return _file(found)
            case Expired():
                return _page(410, EXPIRED)
        self._wrong[who] += 1
        return _page(404, UNKNOWN)

    async def _find(self, token: str) -> File | Expired | None:
        now = self._now()
        return await asyncio.wrap_future(self._store.submit(lambda tx: links.find(tx, token, now)))

    def _guesses(self, who: str) -> int:
        if time.monotonic() - self._since > MINUTE:
            self._wrong.clear()
            self._since = time.monotonic()
        return self._wrong[who]


def _file(file: File) -> web.Response:
    headers = {**HEADERS, "Content-Disposition": disposition(file.name)}
    return web.Response(body=file.data, headers=headers, content_type=file.mime)


def _page(status: int, sentence: str) -> web.Response:
    text = PAGE.format(sentence)
    return web.Response(status=status, text=text, headers=HEADERS, content_type="text/html")


def disposition(name: str) -> str:
    """The name in UTF-8, and in bare letters for what cannot read that."""
    bare = normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", bare.encode("ascii", "ignore").decode()).strip("-")
    return f"attachment; filename=\"{plain or 'bao-cao.docx'}\"; filename*=UTF-8''{quote(name, safe='')}"
