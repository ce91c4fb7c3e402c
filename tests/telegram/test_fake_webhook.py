"""The fake delivers to a webhook as Telegram does: in order, with the secret, until it is taken."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.telegram.calling import called, soon
from tests.telegram.fake_api import SECRET, FakeApi
from tests.telegram.mischief import WEBHOOK, Delay, Drop, Repeat

LAN = 5550101
WORD = "of-nobody"


class Ear:
    """A bot's end of the webhook: notes what comes and answers the given statuses, then 200."""

    def __init__(self, *statuses: int) -> None:
        self.heard: list[tuple[int, str | None]] = []
        left = [*statuses]
        ear = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                ear.heard.append((body["update_id"], self.headers[SECRET]))
                self.send_response(left.pop(0) if left else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                """Quiet."""

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def ear() -> Iterator[Ear]:
    listening = Ear(500, 503)
    yield listening
    listening.close()


def test_a_webhook_has_every_update_in_order_until_it_takes_it(api: FakeApi, ear: Ear) -> None:
    called(api, "setWebhook", url=ear.url, secret_token=WORD)
    for words in ("một", "hai"):
        api.hub.say(LAN, words)
    soon(lambda: not len(api.hub.pending))

    numbers = [id for id, _ in ear.heard]
    assert numbers == [numbers[0]] * 3 + [numbers[0] + 1]
    assert {secret for _, secret in ear.heard} == {WORD}
    assert [status for _, status in api.deliveries] == [500, 503, 200, 200]


@pytest.mark.parametrize("mishap", [Drop(), Repeat()])
def test_a_delivery_can_come_twice(api: FakeApi, ear: Ear, mishap: Drop | Repeat) -> None:
    api.script.add(WEBHOOK, None, None, mishap)
    called(api, "setWebhook", url=ear.url)
    api.hub.say(LAN, "một")
    soon(lambda: not len(api.hub.pending))

    assert [status for _, status in api.deliveries] == [500, 503, 200, 200]


def test_chats_do_not_wait_for_each_other(api: FakeApi, ear: Ear) -> None:
    api.script.add(WEBHOOK, Delay(1.0))
    called(api, "setWebhook", url=ear.url)
    api.hub.say(LAN, "một")
    api.hub.say(LAN + 1, "hai")
    soon(lambda: not len(api.hub.pending))

    assert ear.heard[0][0] > ear.heard[-1][0]
