"""The page behind a link: who holds the token has the file, nobody else has anything."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from aiohttp import ClientSession

from bot import downloads
from bot.downloads import GUESSES, disposition
from bot.intake import Intake
from bot.web import Web, listening
from storage import chats, files, housekeeping, links, tables
from tests.bot.scenes import LAN, Scene


def made(scene: Scene, draft: str = "") -> str:
    now = scene.fates.now
    chat = scene.house.store.run(lambda tx: chats.take(tx, LAN, now)).id
    file = scene.house.store.run(
        lambda tx: files.save(tx, "Báo cáo.docx", "application/x", b"PK", draft, now)
    )
    return scene.house.store.run(lambda tx: links.make(tx, file, chat, now))[0]


@asynccontextmanager
async def page(scene: Scene) -> AsyncIterator[str]:
    intake = Intake(scene.house, None, lambda: None)  # type: ignore[arg-type]  # nothing comes in
    web = Web(intake, scene.house, [], 1.0, ())
    async with listening(web.app(), 0, 1.0) as port:
        yield f"http://127.0.0.1:{port}/tai/"


async def get(url: str) -> tuple[int, str]:
    async with ClientSession() as client, client.get(url) as answer:
        return answer.status, await answer.text()


async def test_the_file_is_had_until_it_expires_and_then_a_kind_page(on_both: Scene) -> None:
    token = made(on_both)
    async with page(on_both) as url:
        assert await get(url + token) == (200, "PK")
        on_both.fates.now += links.LIFETIME - timedelta(seconds=1)
        assert await get(url + token) == (200, "PK")
        on_both.fates.now += timedelta(seconds=1)
        status, text = await get(url + token)

    assert (status, "/xuat" in text) == (410, True)


async def test_guessed_truncated_and_foreign_tokens_open_nothing(on_sqlite: Scene) -> None:
    token = made(on_sqlite)
    file = on_sqlite.column(tables.file, "id")[0]
    digest = on_sqlite.column(links.link, "digest")[0]
    wrong = [secrets.token_urlsafe(32), token[:-1], token + "A", token.swapcase(), file, digest]
    async with page(on_sqlite) as url:
        statuses = {(await get(url + each))[0] for each in [*wrong, "%00", "x" * 5000]}

    assert statuses == {404}
    assert token not in str(on_sqlite.column(links.link, "digest"))


async def test_who_guesses_on_and_on_is_not_answered(on_sqlite: Scene) -> None:
    async with page(on_sqlite) as url:
        statuses = [(await get(url + "x"))[0] for _ in range(GUESSES + 1)]

    assert statuses == [404] * GUESSES + [429]


def test_links_are_forgotten_with_their_draft_and_long_after_their_end(on_both: Scene) -> None:
    on_both.begin()
    draft = on_both.session().draft
    made(on_both, draft)
    made(on_both)
    now = on_both.fates.now
    on_both.house.store.run(lambda tx: housekeeping.purge(tx, draft, now))
    assert len(on_both.column(links.link, "digest")) == 1

    on_both.fates.now += links.LIFETIME + links.REMEMBERED
    on_both.house.runner.tidy()
    assert on_both.column(links.link, "digest") == []


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Báo cáo Đảng bộ.docx", "Bao-cao-Dang-bo.docx"),
        ('a"b\r\n.docx', "a-b-.docx"),
        ("…", "bao-cao.docx"),
    ],
)
def test_a_name_is_said_in_two_ways_and_breaks_no_header(name: str, plain: str) -> None:
    said = disposition(name)

    assert f'filename="{plain}"' in said
    assert "\n" not in said
    assert downloads.EXPIRED.endswith(".")
