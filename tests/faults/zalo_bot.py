"""The Zalo Bot Platform's side of the experiment: the fake of tests/zalo_bot, with a clock a hundred times as fast."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from typing import Any, Self

from storage.store import Store
from tests.faults.moods import HASTE, Moods
from tests.faults.side import Seen, Shown, Told
from tests.telegram.mischief import Mishap, Refuse
from tests.telegram.served import free_port
from tests.zalo_bot.fake_api import FakeApi
from tests.zalo_bot.handing import Body
from tests.zalo_bot.hub import LONGEST, TOKEN, Hub
from tests.zalo_bot.hub import Shown as InChat

REFUSALS: dict[Mishap, float] = {Refuse(403): 0.003, Refuse(408): 0.003, Refuse(429): 0.0001}
"""A 429 is rare: the bot is silent for an hour after it."""
SEND = "sendMessage"
PUBLIC = "https://thuky.vn"
PHOTO = "https://photo-stal-1.zdn.vn/example.jpg"
NUMBERED = re.compile(r"^(\d+)\. (.+)$", re.MULTILINE)
COMMAND = re.compile(r"(/[a-z]+) ([^·\n]+)")


class ZaloBotSide:
    channel = "zalo-bot"
    longest = LONGEST

    def __init__(self, seed: int, *, webhook: bool) -> None:
        began = time.time()
        self.hub = Hub(clock=lambda: began + (time.time() - began) * HASTE)
        self._moods = Moods(seed, REFUSALS)
        self._api = FakeApi(self.hub, self._moods)
        self._webhook = webhook
        self._port = free_port()
        self._api.forward = (PUBLIC, f"http://127.0.0.1:{self._port}")

    def __enter__(self) -> Self:
        self._api.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._api.__exit__(*error)

    def heard(self, chat: int, since: int) -> list[Seen]:
        with self.hub.lock:
            return [_seen(each) for each in self.hub.chats[str(chat)][since:]]

    def say(self, chat: int, words: str, *, forwarded: bool = False) -> int:  # noqa: ARG002 - not told here
        return self.number(self.hub.say(str(chat), words))

    def press(self, chat: int, seen: Seen, button: str, *, overtaking: bool = False) -> None:  # noqa: ARG002 - see below
        """There are no buttons: what is typed comes in order."""
        self.hub.say(str(chat), seen.buttons[button])

    def edit(self, chat: int, id: int, words: str) -> int:  # noqa: ARG002 - it cannot be done
        return 0

    def attach(self, chat: int, words: str) -> None:
        content: Body = {"photo_url": PHOTO, **({"caption": words} if words else {})}
        self.hub.send(str(chat), "image", **content)

    def block(self, chat: int, *, blocked: bool) -> int:  # noqa: ARG002 - the platform tells of none
        return 0

    def environment(self) -> Mapping[str, str]:
        return {
            "ZALO_BOT_TOKEN": TOKEN,
            "ZALO_BOT_BASE_URL": self._api.base_url,
            "ZALO_BOT_MONTHLY": "999999999",
            "PORT": str(self._port),
            "THUKY_HASTE": str(HASTE),
            **({"PUBLIC_URL": PUBLIC} if self._webhook else {}),
        }

    def prepare(self, store: Store) -> None:
        """It needs nothing but its token."""

    def calm(self) -> None:
        self._moods.calm = True

    def waiting(self) -> int:
        """Also lets go of the calls that were recorded."""
        with self.hub.lock:
            self.hub.called.clear()
            self._api.deliveries.clear()
            return len(self.hub.pending) + self.hub.handing.open

    def told(self) -> list[Told]:
        with self.hub.lock:
            given = enumerate(self.hub.handing.given.items())
            return [
                told
                for order, (id, update) in given
                for told in _told(order, update["message"], sure=self.hub.handing.is_sure(id))
            ]

    def shown(self) -> dict[str, list[Shown]]:
        with self.hub.lock:
            return {
                chat: [Shown(self.number(each.id), each.text) for each in said if each.mine]
                for chat, said in self.hub.chats.items()
            }

    def number(self, platform_id: str) -> int:
        return int(platform_id, 16)

    def dropped(self) -> int:
        return self._moods.dropped[SEND]

    def flaws(self) -> list[str]:
        return self.hub.flaws


def offered(text: str) -> dict[str, str]:
    """What the text says that one may type: numbers with a label, commands with one."""
    numbers = {label: number for number, label in NUMBERED.findall(text)}
    return numbers | {label: command for command, label in COMMAND.findall(text)}


def _seen(each: InChat) -> Seen:
    return Seen(int(each.id, 16), each.text, offered(each.text) if each.mine else {}, not each.mine)


def _told(order: int, message: Body, *, sure: bool) -> Iterator[Told]:
    """A photo with a caption is two."""
    id, chat = str(message["message_id"]), str(message["chat"]["id"])
    words: Any = message.get("text", message.get("caption", ""))
    said = id
    if "photo_url" in message:
        yield Told(id, order, chat, sure=sure)
        said = f"{id}.1"
    if words:
        yield Told(said, order, chat, int(id, 16), words, sure)
