"""The real platform against the fake, a serving process's insides around it: as a person on a phone sees it."""

from __future__ import annotations

import io
import json
import logging
from datetime import timedelta

import docx
import pytest
from aiohttp import ClientSession
from sqlalchemy import Connection

from flows.dialogue import phrases
from flows.dialogue.messages import Message
from storage import outbox, tables
from storage.store import Store
from tests.bot.platforms import real_now, true
from tests.telegram.mischief import WEBHOOK, Drop, Refuse, Repeat
from tests.zalo_oa.fake_api import FakeApi, sign
from tests.zalo_oa.payloads import sample
from tests.zalo_oa.served import LAN, Phone, logged_in, serving

FIRST = "Từ sau đại hội"
"""How the first question of the first section begins."""


async def test_from_the_greeting_to_the_word_file(url: str, api: FakeApi) -> None:
    async with serving(url, api):
        phone = Phone(api)
        assert FIRST in (await phone.begin()).text
        asked = await phone.say("Hoàn thành 100% kế hoạch.")
        reasons = await phone.press(asked, "Bỏ qua")
        assert "vì sao" in reasons.text
        await phone.press(reasons, "Không phát sinh")
        assert phrases.BUILDING in (await phone.say("/xuat")).text
        said, report = await phone.next(), await phone.next()

    assert "Gửi đồng chí báo cáo" in said.text
    assert report.file
    name, content = report.file
    assert name.isascii()
    assert name.endswith(".docx")
    assert "Hoàn thành 100% kế hoạch." in [
        each.text for each in docx.Document(io.BytesIO(content)).paragraphs
    ]


async def test_a_call_that_is_not_signed_is_sent_away(url: str, api: FakeApi) -> None:
    async with serving(url, api) as house:
        body = json.dumps(sample("oa_webhook_user_send_text")).encode()
        good = {"X-ZEvent-Signature": sign(body, "154390853474")}
        forged = {"X-ZEvent-Signature": sign(body, "154390853474", "another")}
        calls = [(body, {}), (body, forged), (b"", {}), (body, good), (body, good)]
        async with ClientSession() as client:
            statuses = [await _status(client, api.hook, *each) for each in calls]
        keys = house.store.run(lambda tx: tx.execute(tables.inbox.select()).all())

    assert statuses == [401, 401, 200, 200, 200]
    assert len(keys) == 1


async def _status(client: ClientSession, url: str, body: bytes, headers: dict[str, str]) -> int:
    async with client.post(url, data=body, headers=headers) as answer:
        return answer.status


async def test_a_late_press_and_one_that_is_typed_get_a_sentence_and_no_answer(
    url: str, api: FakeApi
) -> None:
    async with serving(url, api):
        phone = Phone(api)
        asked = await phone.begin()
        await phone.say("Hoàn thành.")
        late = await phone.press(asked, "Bỏ qua")
        typed = await phone.say("/boqua k7Q2m9xA")
        chosen = await phone.say("/chon k7Q2m9xA 2")

    assert phrases.LATE in late.text
    assert phrases.LATE in typed.text
    assert phrases.LATE in chosen.text
    assert chosen.data


async def test_a_typed_payload_of_the_open_question_is_a_press(url: str, api: FakeApi) -> None:
    async with serving(url, api):
        phone = Phone(api)
        asked = await phone.begin()
        reasons = await phone.say(asked.data["Bỏ qua"])

    assert "vì sao" in reasons.text


async def test_deliveries_that_are_lost_repeated_or_late_are_heard_once(
    url: str, api: FakeApi
) -> None:
    api.script.add(WEBHOOK, Drop(), Repeat(), Refuse(502), Repeat(), Drop(), None, Drop())
    async with serving(url, api) as house:
        phone = Phone(api)
        assert FIRST in (await phone.begin()).text
        await true(lambda: not api.hub.pending)
        keys = house.store.run(lambda tx: tx.execute(tables.inbox.select()).all())

    assert len(keys) == len(api.hub.chats[LAN]) - len(api.hub.heard(LAN))
    assert {status for _, _, status in api.deliveries} == {200}
    assert any(retries for _, retries, _ in api.deliveries)


async def test_whoever_follows_is_greeted_and_whoever_leaves_is_left_alone(
    url: str, api: FakeApi
) -> None:
    async with serving(url, api) as house:
        phone = Phone(api)
        api.hub.follow(LAN)
        assert phrases.GREETING in (await phone.next()).text
        api.hub.follow(LAN, follows=False)
        await true(
            lambda: house.store.run(lambda tx: tx.execute(tables.chat.select()).one().parked)
        )
        api.hub.follow(LAN)
        await phone.next()

        assert not house.store.run(lambda tx: tx.execute(tables.chat.select()).one().parked)


async def test_an_access_token_that_ended_is_renewed_once_and_nothing_is_lost(
    url: str, api: FakeApi
) -> None:
    async with serving(url, api):
        phone = Phone(api)
        await phone.say("Xin chào")
        api.hub.grants.expire()
        assert (await phone.say("1")).text
        assert (await phone.say("/trogiup")).text

    assert api.hub.grants.asked == ["RT-1"]
    assert api.hub.grants.refused == []


async def test_a_dead_refresh_token_is_told_with_the_remedy_and_a_login_mends_it(
    url: str, api: FakeApi, caplog: pytest.LogCaptureFixture
) -> None:
    async with serving(url, api) as house:
        phone = Phone(api)
        await phone.say("Xin chào")
        api.hub.grants.refresh = "RT-spent-elsewhere"
        api.hub.grants.expire()
        api.hub.say(LAN, "1")
        await true(lambda: "thuky zalo-oa login" in caplog.text)
        api.hub.grants.ends += 90_000
        logged_in(house.store, api)

    assert [each.levelno for each in caplog.records if "login" in each.message] == [logging.ERROR]
    assert not any(word in caplog.text for word in ("RT-", "AT-", "Xin chào"))


async def test_what_the_platform_refuses_for_a_while_comes_later(url: str, api: FakeApi) -> None:
    async with serving(url, api):
        phone = Phone(api)
        api.script.add("send", Refuse(-200), Refuse(502), Drop())
        assert phrases.GREETING in (await phone.say("Xin chào")).text
        again = await phone.next()

    assert phrases.GREETING in again.text  # after a cut nobody knows whether it arrived


async def test_what_crossed_with_a_farewell_comes_when_they_follow_again(
    url: str, api: FakeApi
) -> None:
    async with serving(url, api) as house:
        phone = Phone(api)
        await phone.say("Xin chào")
        api.script.add("send", Refuse(-213))
        api.hub.say(LAN, "1")
        await true(lambda: _parked(house.store))
        assert len(api.hub.heard(LAN)) == 1
        api.hub.follow(LAN)
        await phone.next()
        assert "undeliverable" not in _states(house.store)


async def test_outside_the_window_nothing_is_sent(url: str, api: FakeApi) -> None:
    async with serving(url, api) as house:
        phone = Phone(api)
        await phone.say("Xin chào")
        api.hub.rest(LAN, timedelta(days=8).total_seconds())
    before = len(api.hub.heard(LAN))
    async with serving(url, api) as house:
        _order(house.store, "Nhắc đồng chí: báo cáo sắp đến hạn.")
        await true(lambda: _states(house.store)[-1] == "undeliverable")

    assert len(api.hub.heard(LAN)) == before


async def test_within_seven_days_it_is_sent(url: str, api: FakeApi) -> None:
    async with serving(url, api):
        await Phone(api).say("Xin chào")
        api.hub.rest(LAN, timedelta(days=3).total_seconds())
    async with serving(url, api) as house:
        _order(house.store, "Nhắc đồng chí: báo cáo sắp đến hạn.")
        await true(lambda: _states(house.store)[-1] == "sent")

    assert api.hub.paid == 1


def _order(store: Store, text: str) -> None:
    def work(tx: Connection) -> None:
        chat = tx.execute(tables.chat.select()).one().id
        outbox.post(tx, chat, Message(text), real_now(), purpose="notice")

    store.run(work)


def _parked(store: Store) -> bool:
    return bool(store.run(lambda tx: tx.execute(tables.chat.select()).one().parked))


def _states(store: Store) -> list[str]:
    c = tables.message.c
    rows = store.run(lambda tx: tx.execute(tables.message.select().order_by(c.id)).all())
    return [each.state for each in rows]
