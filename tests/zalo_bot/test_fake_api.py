"""The fake behaves like the Zalo Bot Platform: as its documentation and error table say, seen over real HTTP."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.telegram.mischief import Drop, Refuse, Repeat
from tests.zalo_bot.fake_api import FakeApi
from tests.zalo_bot.hub import Hub

LAN = "6ede9afa66b88fe6d6a9"
SECRET = "mot-hai-ba-bon"  # noqa: S105 - opens nothing


def called(api: FakeApi, method: str, **params: Any) -> tuple[int, dict[str, Any]]:
    answer = httpx.post(api.url(method), json=params)
    body: dict[str, Any] = answer.json()
    assert body["ok"] == (answer.status_code == 200)
    return answer.status_code, body


def polled(api: FakeApi) -> str:
    return str(called(api, "getUpdates", timeout=1)[1]["result"]["message"]["text"])


def test_an_update_is_handed_over_once_and_an_empty_poll_is_an_error(
    api: FakeApi, hub: Hub
) -> None:
    hub.say(LAN, "một")
    hub.say(LAN, "hai")

    assert [polled(api), polled(api)] == ["một", "hai"]
    status, body = called(api, "getUpdates", timeout=1)
    assert (status, body["error_code"]) == (408, 408)
    assert hub.flaws == []


def test_what_was_cut_off_on_the_way_is_gone(api: FakeApi, hub: Hub) -> None:
    hub.say(LAN, "một")
    hub.say(LAN, "hai")
    api.script.add("getUpdates", Drop())
    with pytest.raises(httpx.TransportError):
        called(api, "getUpdates", timeout=1)

    assert polled(api) == "hai"
    assert [each["message"]["text"] for each in hub.handing.lost] == ["một"]


def test_an_update_can_come_again(api: FakeApi, hub: Hub) -> None:
    hub.say(LAN, "một")
    api.script.add("getUpdates", None, Repeat())

    assert [polled(api), polled(api)] == ["một", "một"]


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("sendMessage", {"chat_id": LAN, "text": ""}),
        ("sendMessage", {"chat_id": LAN, "text": " "}),
        ("sendMessage", {"chat_id": LAN, "text": "ắ" * 2001}),
        ("sendMessage", {"chat_id": "nobody", "text": "Chào."}),
        ("sendMessage", {"chat_id": LAN, "text": "Chào.", "reply_markup": {}}),
        ("sendDocument", {"chat_id": LAN, "document": "x"}),
        ("sendChatAction", {"chat_id": LAN, "action": "upload_document"}),
        ("getUpdates", {"offset": 1}),
        ("setWebhook", {"url": "http://127.0.0.1:8080", "secret_token": SECRET}),
        ("setWebhook", {"url": "https://thuky.vn", "secret_token": "short"}),
    ],
)
def test_a_call_that_is_wrong_is_refused_and_remembered(
    api: FakeApi, hub: Hub, method: str, params: dict[str, Any]
) -> None:
    hub.say(LAN, "một")

    assert called(api, method, **params)[0] == 400
    assert len(hub.flaws) == 1


def test_two_thousand_characters_are_one_message(api: FakeApi, hub: Hub) -> None:
    hub.say(LAN, "một")

    assert called(api, "sendMessage", chat_id=LAN, text="ắ" * 2000)[0] == 200
    assert [len(each.text) for each in hub.heard(LAN)] == [2000]


def test_a_wrong_token_opens_nothing(api: FakeApi) -> None:
    answer = httpx.post(f"{api.base_url}/bot1:wrong/getMe")

    assert (answer.status_code, answer.json()["error_code"]) == (401, 401)


def test_who_has_a_webhook_cannot_poll(api: FakeApi, hub: Hub) -> None:
    called(api, "setWebhook", url="https://thuky.vn/hook", secret_token=SECRET)
    assert called(api, "getUpdates", timeout=1)[0] == 400
    assert called(api, "getWebhookInfo")[1]["result"]["url"] == "https://thuky.vn/hook"

    called(api, "deleteWebhook")
    assert called(api, "getWebhookInfo")[0] == 404
    assert hub.flaws == ["webhook is set"]


def test_a_plan_ends(api: FakeApi, hub: Hub) -> None:
    hub.say(LAN, "một")
    hub.plan = 1

    assert [called(api, "sendMessage", chat_id=LAN, text="Chào.")[0] for _ in "12"] == [200, 429]


def test_a_proxy_answers_with_a_page(api: FakeApi) -> None:
    api.script.add("getMe", Refuse(502))
    answer = httpx.post(api.url("getMe"))

    assert (answer.status_code, answer.headers["content-type"][:9]) == (502, "text/html")
