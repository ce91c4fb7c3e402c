"""A small Zalo around one Official Account, without a network: people, windows and events on one side, the API's
methods on the other. Not a simulation of its pace: what is too fast, lost or late is mischief.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from tests.zalo_oa.description import flaws_of_send, flaws_of_upload
from tests.zalo_oa.grants import Grants

Body: TypeAlias = dict[str, Any]

APP, APP_SECRET, OA_SECRET = "360846524940903967", "app-secret", "oa-secret-key"
OA = "388613280878808645"
FREE, OPEN = 48 * 3600.0, 7 * 86_400.0


class RefusedError(Exception):
    """Number and sentence of an error, which comes with status 200."""

    def __init__(self, error: int, message: str) -> None:
        super().__init__(message)
        self.error = error


@dataclass(slots=True)
class Shown:
    """A message as it stands in a chat. `data`: title of each button -> its payload."""

    chat: int
    id: int
    text: str
    mine: bool = False
    """Said by the account."""
    data: dict[str, str] = field(default_factory=dict)
    file: tuple[str, bytes] | None = None


class Hub:
    """Every public method may be called from any thread."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.lock = threading.RLock()
        self.clock = clock
        self.grants = Grants(clock)
        self.pending: list[Body] = []
        """Events that the account has not confirmed, oldest first."""
        self.chats: defaultdict[int, list[Shown]] = defaultdict(list)
        self.called: list[tuple[str, Any]] = []
        self.flaws: list[str] = []
        """What the documentation had against calls: empty in a bot that is right."""
        self.remain: dict[int, int] = {}
        """Free answers left, for those who have a limit."""
        self.paid = 0
        """Messages sent outside the free window."""
        self.changed: Callable[[], None] = lambda: None
        self._spoke: dict[int, float] = {}
        self._away: set[int] = set()
        self._uploads: dict[str, tuple[str, bytes]] = {}
        self._ids = 0
        self._last = 0

    # --- what people do ---

    def say(self, chat: int, text: str) -> int:
        """A text arrives from the person; its number."""
        return self.send(chat, "text", text=text)

    def send(self, chat: int, kind: str, attachment: Body | None = None, text: str = "") -> int:
        """Anything a message can carry: image, file, sticker and the like."""
        with self.lock:
            shown = self._show(chat, text)
            message: Body = {"msg_id": _hex(shown.id)} | ({"text": text} if text else {})
            if attachment is not None:
                message["attachments"] = [{"type": kind, "payload": attachment}]
            self._speak(chat, f"user_send_{kind}", message)
            return shown.id

    def press(self, chat: int, id: int, data: str, *, overtaking: bool = False) -> int:  # noqa: ARG002 - as of other hubs
        """The payload arrives as a text; nothing of it is seen in the chat. Overtaking: before their last event."""
        with self.lock:
            self._ids += 1
            self._speak(chat, "user_send_text", {"msg_id": _hex(self._ids), "text": data})
            if overtaking:
                self._overtake(str(chat))
            return self._ids

    def follow(self, chat: int, *, follows: bool = True) -> None:
        with self.lock:
            (self._away.discard if follows else self._away.add)(chat)
            if follows:
                self._spoke[chat] = self.clock()
            name = "follow" if follows else "unfollow"
            self._put({"oa_id": OA, "follower": {"id": str(chat)}, "event_name": name,
                       "source": "oa_profile"})  # fmt: skip

    def block(self, chat: int, *, blocked: bool = True) -> None:
        self.follow(chat, follows=not blocked)

    def rest(self, chat: int, seconds: float) -> None:
        """It is so long ago that this person spoke."""
        self._spoke[chat] = self.clock() - seconds

    def heard(self, chat: int) -> list[Shown]:
        """What the account said in this chat, in order."""
        with self.lock:
            return [each for each in self.chats[chat] if each.mine]

    def done(self, event: Body) -> None:
        with self.lock:
            self.pending = [each for each in self.pending if each is not event]

    # --- what the bot calls: the answer's data. Each raises RefusedError ---

    def message(self, access: str, body: Any) -> Body:
        with self.lock:
            self.called.append(("send", body))
            self._admit(access)
            self._refuse(flaws_of_send(body))
            chat = int(body["recipient"]["user_id"])
            self._reach(chat)
            shown = self._said(chat, body["message"])
            self._echo(shown)
            return {"message_id": _hex(shown.id), "user_id": str(chat),
                    "sent_time": str(self._ms())}  # fmt: skip

    def upload(self, access: str, field: str, name: str, data: bytes) -> Body:
        with self.lock:
            self.called.append(("upload", name))
            self._admit(access)
            self._refuse(flaws_of_upload(field, name, data))
            self._ids += 1
            self._uploads[f"T{self._ids}"] = (name, data)
            return {"token": f"T{self._ids}"}

    def quota(self, access: str, user: str) -> Body:
        with self.lock:
            self.called.append(("quota", user))
            self._admit(access)
            spoke = self._spoke.get(int(user))
            if spoke is None:
                raise RefusedError(-232, "User has not interacted with the OA")
            remain = self.remain.get(int(user), 8)
            return {"last_interaction": str(int(spoke * 1000)),
                    "cs_reply": {"remain": remain, "total": 8}}  # fmt: skip

    def account(self, access: str) -> Body:
        self._admit(access)
        return {"oa_id": OA, "name": "Đảng bộ phường", "is_verified": True}

    # --- in common ---

    def _overtake(self, user: str) -> None:
        *before, newest = self.pending
        theirs = [n for n, each in enumerate(before) if each.get("sender", {}).get("id") == user]
        if theirs:
            before.insert(theirs[-1], newest)
            self.pending = before

    def _admit(self, access: str) -> None:
        if error := self.grants.wrong(access):
            raise RefusedError(error, "Access token is invalid")

    def _refuse(self, flaws: list[tuple[int, str]]) -> None:
        self.flaws += [said for _, said in flaws]
        if flaws:
            raise RefusedError(*flaws[0])

    def _reach(self, chat: int) -> None:
        if chat in self._away:
            raise RefusedError(-213, "User has not followed OA")
        age = self.clock() - self._spoke.get(chat, 0.0)
        if age > OPEN:
            raise RefusedError(-230, "User has not interacted with the OA in the past 7 days")
        if age > FREE:
            self.paid += 1
        elif self.remain.get(chat) == 0:
            raise RefusedError(-218, "Out of quota")
        elif chat in self.remain:
            self.remain[chat] -= 1

    def _said(self, chat: int, message: Body) -> Shown:
        payload = message.get("attachment", {}).get("payload", {})
        if "token" in payload and payload["token"] not in self._uploads:
            raise RefusedError(-100, "attachment_id was expired")
        shown = self._show(chat, message.get("text", ""))
        shown.mine = True
        shown.data = {each["title"]: each["payload"] for each in payload.get("buttons", ())}
        shown.file = self._uploads.pop(payload.get("token", ""), None)
        return shown

    def _echo(self, shown: Shown) -> None:
        """As the platform tells the account of its own messages, and that they arrived."""
        kind = "file" if shown.file else "text"
        message = {"msg_id": _hex(shown.id), "text": shown.text}
        ends = {"sender": {"id": OA}, "recipient": {"id": str(shown.chat)}}
        for name in (f"oa_send_{kind}", "user_received_message"):
            self._put({**ends, "event_name": name, "message": message})

    def _speak(self, chat: int, name: str, message: Body) -> None:
        self._spoke[chat] = self.clock()
        self._put({"sender": {"id": str(chat)}, "recipient": {"id": OA}, "event_name": name,
                   "message": message, "user_id_by_app": f"55{chat}"})  # fmt: skip

    def _put(self, body: Body) -> None:
        self.pending.append({"app_id": APP, **body, "timestamp": str(self._ms())})
        self.changed()

    def _show(self, chat: int, text: str) -> Shown:
        self._ids += 1
        self.chats[chat].append(Shown(chat, self._ids, text))
        return self.chats[chat][-1]

    def _ms(self) -> int:
        """Never twice the same: what was said in the millisecond in which a question came was said before it."""
        self._last = max(int(self.clock() * 1000), self._last + 1)
        return self._last


def _hex(id: int) -> str:
    return f"96d3cdf3af{id:09x}"
