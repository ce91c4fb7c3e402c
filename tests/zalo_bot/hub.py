"""A small Zalo Bot Platform without a network: chats on one side, the API's methods on the other.

Not a simulation of its pace: what is too fast, lost or late is mischief, and comes from the server.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tests.zalo_bot.handing import Body, Handing

TOKEN = "123456789:abc-FakeTokenOfAFakeBot"  # noqa: S105 - opens nothing
LONGEST = 2000
HERE = ("localhost", "127.", "192.168.", "10.")


class RefusedError(Exception):
    """Code and sentence of an error answer."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.code = code


@dataclass(slots=True)
class Shown:
    """A message as it stands in a chat."""

    chat: str
    id: str
    text: str
    mine: bool = False
    """Said by the bot."""


@dataclass(frozen=True, slots=True)
class Called:
    method: str
    params: Mapping[str, Any]


class Pending(deque[Body]):
    """Updates that wait. There is no cursor: what is taken is forgotten."""


class Hub:
    """Every public method may be called from any thread."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.lock = threading.RLock()
        self.pending = Pending()
        self.handing = Handing()
        self.chats: defaultdict[str, list[Shown]] = defaultdict(list)
        self.called: list[Called] = []
        self.flaws: list[str] = []
        """What was wrong with calls: empty in a bot that is right."""
        self.webhook: Body = {}
        self.changed: Callable[[], None] = lambda: None
        """Called after an update was put or the webhook set."""
        self.plan: int | None = None
        """Messages left in the plan; None: enough."""
        self._clock = clock
        self._ids = 0

    # --- what people do ---

    def say(self, chat: str, text: str, **more: Any) -> str:
        """A text arrives from the person; its message id."""
        return self.send(chat, "text", text=text, **more)

    def send(self, chat: str, kind: str, *, group: bool = False, **content: Any) -> str:
        """An event message.KIND.received."""
        with self.lock:
            shown = self._show(chat, str(content.get("text", content.get("caption", ""))))
            sender = {"id": f"u-{chat}" if group else chat, "display_name": "Lan", "is_bot": False}
            place = {"id": chat, "chat_type": "GROUP" if group else "PRIVATE"}
            head = {"from": sender, "chat": place, "message_id": shown.id, "date": self._now()}
            self.put(
                chat,
                {"event_name": f"message.{kind}.received", "message": {**head, **content}},
            )
            return shown.id

    def put(self, chat: str, body: Body) -> None:
        """Any update as it is."""
        with self.lock:
            self.chats.setdefault(chat, [])
            self.pending.append(body)
        self.changed()

    def heard(self, chat: str) -> list[Shown]:
        """What the bot said in this chat, in order."""
        with self.lock:
            return [each for each in self.chats[chat] if each.mine]

    # --- what the bot calls ---

    def call(self, called: Called) -> Any:
        """The method's result, None where it has none. Raises RefusedError."""
        with self.lock:
            self.called.append(called)
            method = getattr(self, f"_{called.method}", None)
            if method is None:
                raise self._flaw(400, f"no method {called.method}")
            return method(called.params)

    def _getMe(self, _: Mapping[str, Any]) -> Body:  # noqa: N802 - the API's own name, here and below
        return {"id": "1459232241454765289", "account_name": "bot.VDKyGxQvc",
                "account_type": "BASIC", "can_join_groups": False}  # fmt: skip

    def _getUpdates(self, params: Mapping[str, Any]) -> Body | None:  # noqa: N802
        """The oldest that waits, and it is gone."""
        if self.webhook:
            raise self._flaw(400, "webhook is set")
        if set(params) - {"timeout"}:
            raise self._flaw(400, "getUpdates has one parameter")
        return self.pending.popleft() if self.pending else None

    def _setWebhook(self, params: Mapping[str, Any]) -> Body:  # noqa: N802
        url, secret = str(params.get("url", "")), str(params.get("secret_token", ""))
        host = urlsplit(url).hostname or ""
        if not host or host.startswith(HERE) or not 8 <= len(secret) <= 256:
            raise self._flaw(400, "bad webhook")
        self.webhook = {"url": url, "secret_token": secret}
        self.changed()
        verification = {"ok": True, "url": url, "outcome": "webhook.ok", "hint": ""}
        return {"url": url, "updated_at": self._now(), "verification": verification}

    def _deleteWebhook(self, _: Mapping[str, Any]) -> Body:  # noqa: N802
        if not self.webhook:
            raise RefusedError(400, "Bad Request")
        self.webhook = {}
        return {"url": "", "updated_at": self._now()}

    def _getWebhookInfo(self, _: Mapping[str, Any]) -> Body:  # noqa: N802
        if not self.webhook:
            raise RefusedError(404, "Not Found")
        return {"url": self.webhook["url"], "updated_at": self._now()}

    def _sendMessage(self, params: Mapping[str, Any]) -> Body:  # noqa: N802
        if set(params) - {"chat_id", "text", "parse_mode", "text_styles"}:
            raise self._flaw(400, "unknown parameter")
        text = params.get("text")
        if not (isinstance(text, str) and 1 <= len(text) <= LONGEST and text.strip()):
            raise self._flaw(400, "text has 1 to 2000 characters")
        self._reach(params)
        if self.plan is not None:
            if self.plan <= 0:
                raise RefusedError(429, "Quota exceeded")
            self.plan -= 1
        shown = self._show(params["chat_id"], text)
        shown.mine = True
        return {"message_id": shown.id, "date": self._now()}

    def _sendChatAction(self, params: Mapping[str, Any]) -> None:  # noqa: N802
        if params.get("action") != "typing":
            raise self._flaw(400, "only typing")
        self._reach(params)

    # --- in common ---

    def _reach(self, params: Mapping[str, Any]) -> None:
        chat = params.get("chat_id")
        if not isinstance(chat, str) or chat not in self.chats:
            raise self._flaw(400, "nobody of that id ever wrote")

    def _flaw(self, code: int, sentence: str) -> RefusedError:
        self.flaws.append(sentence)
        return RefusedError(code, sentence)

    def _show(self, chat: str, text: str) -> Shown:
        self._ids += 1
        self.chats[chat].append(Shown(chat, f"2d758cb5e222{self._ids:08x}", text))
        return self.chats[chat][-1]

    def _now(self) -> int:
        return int(self._clock() * 1000)
