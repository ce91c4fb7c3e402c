"""The Official Account's side of the experiment: the fake of tests/zalo_oa, with a clock a hundred times as fast.

Tokens live by the true clock, and long: a process that dies as it renews them takes them with it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Self

from storage.store import Store
from tests.faults.moods import HASTE, Moods
from tests.faults.side import Seen, Shown, Told
from tests.faults.zalo_bot import offered
from tests.telegram.mischief import Mishap, Refuse
from tests.telegram.served import free_port
from tests.zalo_oa.description import TEXT
from tests.zalo_oa.fake_api import FakeApi
from tests.zalo_oa.grants import Grants
from tests.zalo_oa.hub import APP, APP_SECRET, OA_SECRET, Body, Hub
from tests.zalo_oa.hub import Shown as InChat
from tests.zalo_oa.served import logged_in

REFUSALS: dict[Mishap, float] = {Refuse(429): 0.001, Refuse(-200): 0.003}
SEND, OAUTH = "send", "oauth"
PHOTO = {"url": "https://f6.photo.talk.zdn.vn/example.jpg"}


class Recording(Hub):
    """Remembers what was confirmed, in that order."""

    def __init__(self) -> None:
        began = time.time()
        super().__init__(clock=lambda: began + (time.time() - began) * HASTE)
        self.grants = Grants(time.time)
        self.log: list[Body] = []

    def done(self, event: Body) -> None:
        with self.lock:
            self.log.append(event)
            super().done(event)


class ZaloOaSide:
    """By webhook: there is nothing else."""

    channel = "zalo-oa"
    longest = TEXT

    def __init__(self, seed: int, *, webhook: bool = True) -> None:  # noqa: ARG002 - see above
        self.hub = Recording()
        self._moods = Moods(seed, REFUSALS, spared=[OAUTH])
        self._api = FakeApi(self.hub, self._moods)
        self._url = f"http://127.0.0.1:{free_port()}"

    def __enter__(self) -> Self:
        self._api.__enter__()
        self._api.deliver_to(f"{self._url}/hook/{self.channel}")
        return self

    def __exit__(self, *error: object) -> None:
        self._api.__exit__(*error)

    def heard(self, chat: int, since: int) -> list[Seen]:
        with self.hub.lock:
            return [_seen(each) for each in self.hub.chats[chat][since:]]

    def say(self, chat: int, words: str, *, forwarded: bool = False) -> int:  # noqa: ARG002 - not told here
        return self.hub.say(chat, words)

    def press(self, chat: int, seen: Seen, button: str, *, overtaking: bool = False) -> None:
        """A number or a command that only the text offers is typed."""
        sent = seen.buttons[button]
        if " " in sent:
            self.hub.press(chat, seen.id, sent, overtaking=overtaking)
        else:
            self.hub.say(chat, sent)

    def edit(self, chat: int, id: int, words: str) -> int:  # noqa: ARG002 - it cannot be done
        return 0

    def attach(self, chat: int, words: str) -> None:
        self.hub.send(chat, "image", PHOTO, words)

    def block(self, chat: int, *, blocked: bool) -> int:
        self.hub.block(chat, blocked=blocked)
        return 1

    def environment(self) -> Mapping[str, str]:
        return {
            "ZALO_OA_APP_ID": APP,
            "ZALO_OA_APP_SECRET": APP_SECRET,
            "ZALO_OA_SECRET_KEY": OA_SECRET,
            "ZALO_OA_BASE_URL": self._api.base_url,
            "ZALO_OAUTH_BASE_URL": self._api.base_url,
            "PUBLIC_URL": self._url,
            "PORT": self._url.rpartition(":")[2],
            "THUKY_HASTE": str(HASTE),
        }

    def prepare(self, store: Store) -> None:
        logged_in(store, self._api)

    def calm(self) -> None:
        self._moods.calm = True

    def waiting(self) -> int:
        """Also lets go of the calls that were recorded."""
        with self.hub.lock:
            self.hub.called.clear()
            self._api.deliveries.clear()
            return len(self.hub.pending)

    def told(self) -> list[Told]:
        with self.hub.lock:
            return [
                told for order, event in enumerate(self.hub.log) for told in _told(order, event)
            ]

    def shown(self) -> dict[str, list[Shown]]:
        with self.hub.lock:
            chats = self.hub.chats.items()
            return {
                str(chat): [Shown(e.id, e.text) for e in said if e.mine] for chat, said in chats
            }

    def number(self, platform_id: str) -> int:
        """The part of it that counts; the fake puts nine digits behind what is common to all."""
        return int(platform_id[-9:], 16)

    def dropped(self) -> int:
        return self._moods.dropped[SEND]

    def flaws(self) -> list[str]:
        return self.hub.flaws


def _seen(each: InChat) -> Seen:
    return Seen(
        each.id, each.text, offered(each.text) | each.data if each.mine else {}, not each.mine
    )


def _told(order: int, event: Body) -> Iterator[Told]:
    """A photo with a caption is two, and so is who follows: back, and begun. Echoes and receipts are none."""
    name = str(event["event_name"])
    if "follower" in event:
        chat = str(event["follower"]["id"])
        key = f"{name}.{event['timestamp']}.{chat}"
        yield from (Told(each, order, chat) for each in [key, f"{key}.1"][: 1 + (name == "follow")])
    elif name.startswith("user_send"):
        yield from _sent(order, str(event["sender"]["id"]), event["message"])


def _sent(order: int, chat: str, message: Body) -> Iterator[Told]:
    key, words = str(message["msg_id"]), message.get("text", "")
    said = key
    if "attachments" in message:
        yield Told(key, order, chat)
        said = f"{key}.1"
    if words:
        yield Told(said, order, chat, int(key[-9:], 16), words)
