"""The platform in a whole serving process, against the fake API over HTTP: by poll, by webhook, and when it fails."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO

import pytest
from aiohttp import ClientSession
from docx import Document

from bot.platforms import Unwelcome
from bot.platforms.zalo_bot import HEADER, ZaloBot, zalo_bot
from bot.secret import Secret
from bot.serving import Service
from bot.settings import MONTHLY, Settings, load
from bot.verdicts import Malformed, Wait
from flows.dialogue import phrases
from flows.dialogue.messages import Message
from storage import tables
from storage.chats import Address
from tests.bot.platforms import QUICK, true
from tests.bot.scenes import Scene
from tests.flows.talks import FACTS
from tests.telegram.mischief import Drop, Refuse, Repeat
from tests.zalo_bot.fake_api import FakeApi
from tests.zalo_bot.hub import TOKEN, Hub

LAN = "6ede9afa66b88fe6d6a9"
PUBLIC = "https://thuky.vn"
HOOK = f"{PUBLIC}/hook/zalo-bot"
POLLED = Settings(port=0)
HOOKED = Settings(port=0, public_url=PUBLIC)


def platform(api: FakeApi, token: str = TOKEN) -> ZaloBot:
    return ZaloBot(Secret(token), Secret(), api.base_url, MONTHLY, haste=100)


@asynccontextmanager
async def serving(scene: Scene, api: FakeApi, settings: Settings = POLLED) -> AsyncIterator[str]:
    """The address of its web app."""
    stop, ports = asyncio.Event(), list[int]()
    service = Service(scene.house, [platform(api)], settings, QUICK, stop, ports.append)
    running = asyncio.create_task(service.run())
    try:
        await true(lambda: bool(ports) or running.done())
        base = f"http://127.0.0.1:{ports[0] if ports else 0}"
        api.forward = (PUBLIC, base)
        yield base
    finally:
        stop.set()
        async with asyncio.timeout(30):
            await running


async def ask(hub: Hub, *texts: str) -> str:
    """One after another, each answered; the last answer."""
    for text in texts:
        before = len(hub.heard(LAN))
        hub.say(LAN, text)
        await true(lambda n=before: len(hub.heard(LAN)) > n)  # type: ignore[misc]
    return hub.heard(LAN)[-1].text


async def get(url: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    async with ClientSession() as client, client.request(method, url) as answer:
        return answer.status, dict(answer.headers), await answer.read()


@pytest.mark.parametrize("settings", [POLLED, HOOKED])
async def test_a_whole_conversation_ends_with_a_link_that_is_the_report(
    settings: Settings, living: Scene, api: FakeApi, hub: Hub
) -> None:
    async with serving(living, api, settings) as base:
        await ask(hub, "Xin chào", "1", *FACTS, "1", "Thu nhập 62 triệu đồng.")
        hub.say(LAN, "/xuat")
        await true(lambda: "/tai/" in hub.heard(LAN)[-1].text)
        said = next(each.text for each in hub.heard(LAN) if "/tai/" in each.text)
        [url] = [line for line in said.splitlines() if "/tai/" in line]
        here = re.sub("^https?://[^/]+", base, url)
        first, second = await get(here), await get(here)
        head = await get(here, "HEAD")

    assert first[0] == second[0] == head[0] == 200
    assert first[2] == second[2]
    assert Document(BytesIO(first[2])).paragraphs
    assert "filename*=UTF-8''" in first[1]["Content-Disposition"]
    assert first[1]["Cache-Control"] == "no-store"
    assert "xin đừng chuyển cho người khác" in said
    assert hub.flaws == []


async def test_by_webhook_the_secret_is_asked_for_and_probes_are_welcome(
    living: Scene, api: FakeApi, hub: Hub
) -> None:
    async with serving(living, api, HOOKED) as base:
        await true(lambda: bool(hub.webhook))
        secret = {HEADER: hub.webhook["secret_token"]}
        async with ClientSession() as client:
            url = f"{base}/hook/zalo-bot"
            statuses = [
                (await client.post(url, data=data, headers=headers)).status
                for data, headers in [(b"", secret), (b"{}", {}), (b"{", secret), (b"{}", secret)]
            ]

    assert statuses == [200, 401, 400, 200]
    assert hub.webhook["url"] == HOOK
    assert living.column(tables.inbox, "key") == []


async def test_a_webhook_that_is_set_is_not_set_again(api: FakeApi, hub: Hub) -> None:
    for _ in range(2):
        one = platform(api)
        await one.open(HOOK)
        await one.close()

    assert [each.method for each in hub.called].count("setWebhook") == 1


async def test_who_cannot_poll_is_told_what_to_do(api: FakeApi, hub: Hub) -> None:
    hub.webhook = {"url": "https://other.vn", "secret_token": "s" * 8}
    one = platform(api)
    with pytest.raises(Unwelcome, match="deleteWebhook"):
        await one.open("")
    await one.close()

    assert "deleteWebhook" not in [each.method for each in hub.called]


async def test_a_wrong_token_ends_it_with_a_sentence(api: FakeApi) -> None:
    one = platform(api, "1:wrong")
    with pytest.raises(Unwelcome, match="ZALO_BOT_TOKEN"):
        await one.open("")
    await one.close()


@pytest.mark.parametrize("settings", [POLLED, HOOKED])
async def test_what_goes_wrong_on_the_way_is_made_up_for(
    settings: Settings,
    living: Scene,
    api: FakeApi,
    hub: Hub,
    caplog: pytest.LogCaptureFixture,
) -> None:
    api.script.add("getMe", Refuse(502), Drop())
    api.script.add("getUpdates", Refuse(502), Refuse(403), Refuse(429), None, Repeat())
    api.script.add("webhook", Refuse(502), Drop(), Repeat())
    api.script.add("sendMessage", Refuse(502), Refuse(408), Refuse(403))
    with caplog.at_level(logging.DEBUG):
        async with serving(living, api, settings):
            hub.say(LAN, "Xin chào")
            await true(lambda: bool(hub.heard(LAN)))

    assert [each.text for each in hub.heard(LAN)] == [hub.heard(LAN)[0].text]
    ours = "\n".join(each.getMessage() for each in caplog.records if each.name.startswith("bot"))
    assert TOKEN not in ours
    assert len(living.column(tables.inbox, "key")) == 1


async def test_an_update_that_was_cut_off_is_in_the_platforms_hands(
    living: Scene, api: FakeApi, hub: Hub
) -> None:
    hub.say(LAN, "một")
    api.script.add("getUpdates", Drop())
    async with serving(living, api):
        await true(lambda: bool(hub.handing.lost))
        await ask(hub, "hai")

    assert len(living.column(tables.inbox, "key")) == 1


async def test_what_the_platform_does_not_hand_on_is_told(
    living: Scene, api: FakeApi, hub: Hub
) -> None:
    async with serving(living, api):
        await ask(hub, "Xin chào")
        hub.send(LAN, "unsupported")
        await true(lambda: len(hub.heard(LAN)) > 1)

    assert phrases.UNSUPPORTED in hub.heard(LAN)[-1].text


async def test_a_group_is_told_once(living: Scene, api: FakeApi, hub: Hub) -> None:
    async with serving(living, api):
        for text in ("@bot chào", "@bot ơi"):
            hub.send("g99", "text", group=True, text=text)
        hub.send("g99", "unsupported", group=True)
        await true(lambda: not hub.pending and bool(hub.heard("g99")))
        await true(lambda: len(living.column(tables.inbox, "key")) == 3)

    assert [each.text for each in hub.heard("g99")] == [phrases.IN_GROUP]


async def test_an_empty_plan_holds_everybody_and_the_operator_is_told(
    api: FakeApi, hub: Hub, caplog: pytest.LogCaptureFixture
) -> None:
    hub.say(LAN, "chào")
    hub.plan = 0
    one = platform(api)
    lan = Address("zalo-bot", "123456789", LAN, LAN)
    held = await one.send(lan, Message("một"), None)
    nothing = await one.send(lan, Message(" "), None)
    await one.close()

    assert held == Wait(36.0, everybody=True)
    assert nothing == Malformed()
    assert "hạn mức" in caplog.text


async def test_settings_make_a_platform() -> None:
    one = zalo_bot(load({"ZALO_BOT_TOKEN": TOKEN, "ZALO_BOT_MONTHLY": "500"}))
    await one.close()

    assert (one.bot, one.channel, one.monthly) == ("123456789", "zalo-bot", 500)
