"""Telegram's side of the experiment: the fake Bot API of tests/telegram, with a clock a hundred times as fast."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Self

from storage.store import Store
from tests.faults.moods import HASTE, Moods
from tests.faults.side import Seen, Shown, Told
from tests.telegram.fake_api import FakeApi
from tests.telegram.hub import TOKEN, Hub
from tests.telegram.mischief import Mishap, Refuse
from tests.telegram.pending import Body, Pending
from tests.telegram.served import free_port

REFUSALS: dict[Mishap, float] = {Refuse(429, 1): 0.001}
SENDS = ("sendMessage", "sendDocument")
PHOTO = [{"file_id": "AgACPhoto", "file_unique_id": "AQADPhoto", "width": 9, "height": 9}]


class Recording(Pending):
    """Remembers what was confirmed, with the numbers that it had then."""

    def __init__(self, first: int) -> None:
        super().__init__(first)
        self.log: dict[int, Body] = {}

    def _confirm(self, updates: list[Body]) -> None:
        self.log |= {each["update_id"]: each for each in updates}
        super()._confirm(updates)


class TelegramSide:
    channel = "telegram"
    longest = 4096

    def __init__(self, seed: int, *, webhook: bool) -> None:
        began = time.time()
        self.hub = Hub(clock=lambda: began + (time.time() - began) * HASTE)
        self._pending = self.hub.pending = Recording(910_200_300)
        self._moods = Moods(seed, REFUSALS)
        self._api = FakeApi(self.hub, self._moods)
        self._webhook = webhook
        self._port = free_port()

    def __enter__(self) -> Self:
        self._api.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._api.__exit__(*error)

    def heard(self, chat: int, since: int) -> list[Seen]:
        with self.hub.lock:
            new = self.hub.chats[chat][since:]
            return [Seen(e.id, e.text, e.data if e.mine else {}, not e.mine) for e in new]

    def say(self, chat: int, words: str, *, forwarded: bool = False) -> int:
        origin = {"type": "hidden_user", "sender_user_name": "Lan", "date": 1_700_000_000}
        return self.hub.say(chat, words, **({"forward_origin": origin} if forwarded else {}))

    def press(self, chat: int, seen: Seen, button: str, *, overtaking: bool = False) -> None:
        self.hub.press(chat, seen.id, seen.buttons[button], overtaking=overtaking)

    def edit(self, chat: int, id: int, words: str) -> int:
        self.hub.edit(chat, id, words)
        return 1

    def attach(self, chat: int, words: str) -> None:
        self.hub.send(chat, photo=PHOTO, **({"caption": words} if words else {}))

    def block(self, chat: int, *, blocked: bool) -> int:
        self.hub.block(chat, blocked=blocked)
        return 1

    def prepare(self, store: Store) -> None:
        """It needs nothing but its token."""

    def number(self, platform_id: str) -> int:
        return int(platform_id)

    def environment(self) -> Mapping[str, str]:
        base = self._api.base_url
        return {
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_BASE_URL": base,
            "TELEGRAM_BASE_FILE_URL": base.replace("/bot", "/file/bot"),
            "PORT": str(self._port),
            "THUKY_HASTE": str(HASTE),
            **({"PUBLIC_URL": f"http://127.0.0.1:{self._port}"} if self._webhook else {}),
        }

    def calm(self) -> None:
        self._moods.calm = True

    def waiting(self) -> int:
        """Also lets go of the calls that were recorded: they hold files."""
        with self.hub.lock:
            self.hub.called.clear()
            self._api.deliveries.clear()
            return len(self.hub.pending)

    def told(self) -> list[Told]:
        with self.hub.lock:
            return [
                told for id in sorted(self._pending.log) for told in _told(self._pending.log[id])
            ]

    def shown(self) -> dict[str, list[Shown]]:
        with self.hub.lock:
            chats = self.hub.chats.items()
            return {
                str(chat): [Shown(e.id, e.text) for e in said if e.mine] for chat, said in chats
            }

    def dropped(self) -> int:
        return sum(self._moods.dropped[each] for each in SENDS)

    def flaws(self) -> list[str]:
        return self.hub.flaws


def _told(update: Body) -> Iterator[Told]:
    """A photo with a caption is two."""
    id = update["update_id"]
    body = next(each for name, each in update.items() if name != "update_id")
    chat = str(body["from"]["id"])
    words = body.get("text", body.get("caption", "")) if "data" not in body else ""
    place = body.get("message_id", 0)
    if "photo" in body:
        yield Told(str(id), id, chat)
        if words:
            yield Told(f"{id}.1", id, chat, place, words)
    else:
        yield Told(str(id), id, chat, place, words)
