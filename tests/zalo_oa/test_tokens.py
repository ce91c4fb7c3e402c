"""The tokens: renewed early, once, by one process; stored before they are used; and what happens when they are dead."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.secret import Secret
from bot.zalo_oa_client import OAuth, Silent
from bot.zalo_oa_tokens import Keeper, NoAccess
from storage import credentials, tables
from storage.credentials import Tokens
from storage.store import Store
from tests.telegram.mischief import Delay, Drop, Refuse
from tests.zalo_oa.fake_api import FakeApi
from tests.zalo_oa.hub import APP, APP_SECRET
from tests.zalo_oa.served import logged_in

CHANNEL = "zalo-oa"
SOON, GONE = timedelta(hours=4), timedelta(seconds=-1)


def now() -> datetime:
    return datetime.now(UTC)


def keeper(store: Store, api: FakeApi, fault: Callable[[str], None] = lambda _: None) -> Keeper:
    return Keeper(store, OAuth(api.base_url, APP, Secret(APP_SECRET)), now, fault)


def stored(store: Store) -> Tokens:
    found = store.run(lambda tx: credentials.load(tx, CHANNEL, APP))
    assert found is not None
    return found


async def test_what_is_good_for_long_is_used_as_it_is(store: Store, api: FakeApi) -> None:
    logged_in(store, api)

    assert await keeper(store, api).access() == Secret("AT-1")
    assert api.hub.grants.asked == []


async def test_it_is_renewed_in_the_last_fifth_of_its_life(store: Store, api: FakeApi) -> None:
    logged_in(store, api, SOON)
    mine = keeper(store, api)

    assert await mine.access() == Secret("AT-2")
    assert await mine.access() == Secret("AT-2")
    assert api.hub.grants.asked == ["RT-1"]
    assert stored(store).refresh == "RT-2"
    row = store.run(lambda tx: tx.execute(credentials.credential.select()).one())
    assert (row.previous, row.held_until) == ("RT-1", None)
    assert row.expires_at - row.updated_at == timedelta(hours=25)


async def test_the_new_pair_is_stored_before_anybody_has_it(store: Store, api: FakeApi) -> None:
    logged_in(store, api, SOON)
    seen: list[str] = []
    mine = keeper(store, api, seen.append)
    access = await mine.access()

    assert seen == ["zalo-oa.claimed", "zalo-oa.renewed"]
    assert access == Secret(stored(store).access)


async def test_what_the_platform_refused_is_renewed_however_fresh_it_seems(
    store: Store, api: FakeApi
) -> None:
    logged_in(store, api)
    mine = keeper(store, api)
    stale = await mine.access()

    assert await mine.access(stale) == Secret("AT-2")
    assert await mine.access(stale) == Secret("AT-2")
    assert api.hub.grants.asked == ["RT-1"]


async def test_what_another_process_renewed_is_read(store: Store, api: FakeApi) -> None:
    logged_in(store, api)
    mine, other = keeper(store, api), keeper(store, api)
    stale = await mine.access()
    await other.access(stale)

    assert await mine.access(stale) == Secret("AT-2")
    assert api.hub.grants.asked == ["RT-1"]


def test_two_that_renew_at_once_show_the_refresh_token_once(
    store: Store, url: str, api: FakeApi
) -> None:
    logged_in(store, api, GONE)
    api.script.add("oauth", Delay(0.3))
    got: list[Secret] = []
    barrier = threading.Barrier(4)

    def work() -> None:
        with Store(url) as own:
            barrier.wait(10)
            got.append(asyncio.run(keeper(own, api).access()))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)

    assert got == [Secret("AT-2")] * 4
    assert api.hub.grants.asked == ["RT-1"]


def test_two_processes_that_renew_at_once_show_it_once(
    store: Store, url: str, api: FakeApi
) -> None:
    logged_in(store, api, GONE)
    api.script.add("oauth", Delay(0.5))
    command = [sys.executable, "-m", "tests.zalo_oa.renewing", url, api.base_url]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [each.communicate(timeout=60)[0].strip() for each in both]

    assert said == ["AT-2", "AT-2"]
    assert api.hub.grants.asked == ["RT-1"]


async def test_while_another_renews_what_is_still_good_is_used(store: Store, api: FakeApi) -> None:
    logged_in(store, api, SOON)
    assert store.run(
        lambda tx: credentials.claim(tx, CHANNEL, APP, "RT-1", now(), timedelta(minutes=1))
    )

    assert await keeper(store, api).access() == Secret("AT-1")
    assert api.hub.grants.asked == []


async def test_one_that_died_at_it_holds_nobody_up_for_long(store: Store, api: FakeApi) -> None:
    logged_in(store, api, GONE)
    past = now() - timedelta(minutes=2)
    store.run(lambda tx: credentials.claim(tx, CHANNEL, APP, "RT-1", past, timedelta(minutes=1)))

    assert await keeper(store, api).access() == Secret("AT-2")


async def test_a_dead_one_is_told_once_and_used_as_long_as_it_lasts(
    store: Store, api: FakeApi, caplog: pytest.LogCaptureFixture
) -> None:
    logged_in(store, api, SOON)
    api.hub.grants.refresh = "RT-spent-elsewhere"
    mine = keeper(store, api)
    for _ in range(3):
        assert await mine.access() == Secret("AT-1")
    with pytest.raises(NoAccess):
        await mine.access(Secret("AT-1"))

    assert len([each for each in caplog.records if each.levelno == logging.ERROR]) == 1
    assert "thuky zalo-oa login" in caplog.text
    assert "RT-" not in caplog.text
    assert api.hub.grants.asked == ["RT-1"]


async def test_after_a_login_all_is_well(store: Store, api: FakeApi) -> None:
    logged_in(store, api, GONE)
    api.hub.grants.refresh = "RT-spent-elsewhere"
    mine = keeper(store, api)
    with pytest.raises(NoAccess):
        await mine.access()
    logged_in(store, api)

    assert await mine.access() == Secret("AT-1")


async def test_without_a_login_it_is_told(
    store: Store, api: FakeApi, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(NoAccess):
        await keeper(store, api).access()

    assert "thuky zalo-oa login" in caplog.text


async def test_a_network_that_fails_is_tried_again(store: Store, api: FakeApi) -> None:
    logged_in(store, api, GONE)
    api.script.add("oauth", Refuse(502), None)
    mine = keeper(store, api)
    with pytest.raises((Silent, NoAccess)):
        await mine.access()

    assert await mine.access() == Secret("AT-2")


async def test_an_answer_that_was_lost_ends_in_the_remedy(
    store: Store, api: FakeApi, caplog: pytest.LogCaptureFixture
) -> None:
    logged_in(store, api, GONE)
    api.script.add("oauth", Drop())
    mine = keeper(store, api)
    with pytest.raises(Silent):
        await mine.access()
    with pytest.raises(NoAccess):
        await mine.access()

    assert "thuky zalo-oa login" in caplog.text


async def test_whoever_is_interrupted_finishes_what_was_begun(store: Store, api: FakeApi) -> None:
    logged_in(store, api, GONE)
    api.script.add("oauth", Delay(0.3))
    mine = keeper(store, api)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(mine.access(), 0.1)
    await mine.close()

    assert stored(store).refresh == "RT-2"


async def test_a_pair_that_a_person_gave_meanwhile_holds(store: Store, api: FakeApi) -> None:
    logged_in(store, api, GONE)
    given = Tokens("AT-given", "RT-given", now(), now() + timedelta(hours=1))

    def login(point: str) -> None:
        if point == "zalo-oa.claimed":
            threading.Thread(
                target=lambda: store.run(lambda tx: credentials.put(tx, CHANNEL, APP, given))
            ).start()

    api.script.add("oauth", Delay(0.2))

    assert await keeper(store, api, login).access() == Secret("AT-given")


def test_tokens_show_nothing_of_themselves() -> None:
    assert "secret" not in repr(Tokens("secret", "secret", now(), now()))
    assert "credential" in tables.metadata.tables
