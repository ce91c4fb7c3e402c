"""A small Telegram without a network: chats, messages and presses on one side, the Bot API's methods on the other.

Not a simulation of its pace: what is too fast, lost or late is mischief, and comes from the server.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.telegram.description import flaws_of_call
from tests.telegram.pending import Body, Pending

TOKEN = "7000001:AAFakeTokenOfAFakeBotApi_0123456789"  # noqa: S105 - opens nothing
BOT: Body = {"id": 7000001, "is_bot": True, "first_name": "Thư ký", "username": "thuky_bot"}
SENTENCES = {
    "sendMessage.text has 0 ": "message text is empty",
    "sendMessage.text has ": "message is too long",
    "sendDocument.caption has ": "message caption is too long",
    "callback_data has ": "BUTTON_DATA_INVALID",
}
"""Flaw -> what Telegram says to it; to all others it says the flaw."""
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


class RefusedError(Exception):
    """Status and sentence of an error answer."""

    def __init__(self, status: int, description: str) -> None:
        super().__init__(description)
        self.status = status


@dataclass(slots=True)
class Shown:
    """A message as it stands in a chat. `data`: text of each button -> its callback data."""

    chat: int
    id: int
    text: str
    mine: bool = False
    """Said by the bot."""
    markup: Body | None = None
    file: tuple[str, bytes] | None = None

    @property
    def data(self) -> dict[str, str]:
        rows = self.markup["inline_keyboard"] if self.markup else []
        return {each["text"]: each["callback_data"] for row in rows for each in row}


@dataclass(frozen=True, slots=True)
class Called:
    """A call that arrived, flaws or not."""

    method: str
    params: Mapping[str, Any]
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)


class Hub:
    """Every public method may be called from any thread."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.lock = threading.RLock()
        self.pending = Pending(910_200_300)
        self.chats: defaultdict[int, list[Shown]] = defaultdict(list)
        """What stands in every chat, in order; ids grow through all of them."""
        self.called: list[Called] = []
        self.flaws: list[str] = []
        """What the description had against calls: empty in a bot that is right."""
        self.page: dict[str, Any] = {}
        """What setMyCommands and its like left."""
        self.webhook: Body = {"url": "", "secret_token": ""}
        self.answered: dict[str, str] = {}
        """Press -> the text it was answered with."""
        self.changed: Callable[[], None] = lambda: None
        """Called after an update was put or the webhook set."""
        self._open: set[str] = set()
        self._blocked: set[int] = set()
        self._clock = clock
        self._ids = 0

    # --- what people do ---

    def say(self, chat: int, text: str, **more: Any) -> int:
        """A text arrives from the person; its message id."""
        return self.send(chat, text=text, **more)

    def send(self, chat: int, **content: Any) -> int:
        """Anything a message can carry, in the API's own fields."""
        with self.lock:
            shown = self._show(chat, str(content.get("text", content.get("caption", ""))))
            self._put({"message": {**self._head(shown), "from": person(chat), **content}})
            return shown.id

    def edit(self, chat: int, id: int, text: str) -> None:
        with self.lock:
            shown = self._find(chat, id)
            shown.text = text
            head = {**self._head(shown), "from": person(chat), "edit_date": int(self._clock())}
            self._put({"edited_message": {**head, "text": text}})

    def press(self, chat: int, id: int, data: str, *, overtaking: bool = False) -> str:
        """The id of the press. Overtaking: it comes before the update that was sent last."""
        with self.lock:
            shown = self._find(chat, id)
            self._ids += 1
            press = f"43820000{self._ids}"
            self._open.add(press)
            message = {**self._head(shown), "from": BOT, "text": shown.text}
            query = {"id": press, "from": person(chat), "message": message, "data": data}
            if (
                self.pending.put({"callback_query": {**query, "chat_instance": "-38"}})
                and overtaking
            ):
                self.pending.overtake()
            self.changed()
            return press

    def expire(self, press: str) -> None:
        """From now on the press is too old to be answered."""
        self._open.discard(press)

    def block(self, chat: int, *, blocked: bool = True) -> None:
        with self.lock:
            self.chats.setdefault(chat, [])
            (self._blocked.add if blocked else self._blocked.discard)(chat)
            out: Body = {"user": BOT, "status": "kicked", "until_date": 0}
            states = [{"user": BOT, "status": "member"}, out]
            old, new = states if blocked else reversed(states)
            head = {"chat": private(chat), "from": person(chat), "date": int(self._clock())}
            self._put({"my_chat_member": {**head, "old_chat_member": old, "new_chat_member": new}})

    def put(self, chat: int, body: Body) -> None:
        """Any update as it is, e.g. of a group, in which the bot can speak from now on."""
        with self.lock:
            self.chats.setdefault(chat, [])
            self._put(body)

    def heard(self, chat: int) -> list[Shown]:
        """What the bot said in this chat, in order."""
        with self.lock:
            return [each for each in self.chats[chat] if each.mine]

    # --- what the bot calls ---

    def call(self, called: Called) -> Any:
        """The method's result. Raises RefusedError."""
        with self.lock:
            self.called.append(called)
            if flaws := flaws_of_call(called.method, called.params, called.files):
                self.flaws += flaws
                raise RefusedError(400, _sentence(flaws[0]))
            return getattr(self, f"_{called.method}")(called)

    def _getMe(self, _: Called) -> Body:  # noqa: N802 - the API's own name, here and below
        more = ("can_join_groups", "can_read_all_group_messages", "supports_inline_queries")
        return {**BOT, **dict.fromkeys(more, False)}

    def _setWebhook(self, called: Called) -> bool:  # noqa: N802
        self._drop(called)
        self.webhook = {"url": "", "secret_token": "", **called.params}
        self.pending.allowed = tuple(called.params.get("allowed_updates", self.pending.allowed))
        self.changed()
        return True

    def _deleteWebhook(self, called: Called) -> bool:  # noqa: N802
        self._drop(called)
        self.webhook = {"url": "", "secret_token": ""}
        return True

    def _getWebhookInfo(self, _: Called) -> Body:  # noqa: N802
        return {"url": self.webhook["url"], "has_custom_certificate": False,
                "pending_update_count": len(self.pending)}  # fmt: skip

    def _getUpdates(self, called: Called) -> list[Body]:  # noqa: N802
        if self.webhook["url"]:
            raise RefusedError(
                409,
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
            )
        self.pending.allowed = tuple(called.params.get("allowed_updates", self.pending.allowed))
        return self.pending.take(called.params.get("offset", 0), called.params.get("limit", 100))

    def _sendMessage(self, called: Called) -> Body:  # noqa: N802
        shown = self._say(called, called.params["text"].strip())
        return {**self._head(shown), "from": BOT, "text": shown.text}

    def _sendDocument(self, called: Called) -> Body:  # noqa: N802
        shown = self._say(called, called.params.get("caption", ""))
        name, content = shown.file = called.files.get("document", ("", b""))
        document = {"file_id": f"BQAC{shown.id}", "file_unique_id": f"AgAD{shown.id}",
                    "file_name": name, "file_size": len(content)}  # fmt: skip
        return {**self._head(shown), "from": BOT, "document": document}

    def _sendChatAction(self, called: Called) -> bool:  # noqa: N802
        self._reach(called)
        return True

    def _answerCallbackQuery(self, called: Called) -> bool:  # noqa: N802
        press = called.params["callback_query_id"]
        if press not in self._open:
            raise RefusedError(400, TOO_OLD)
        self._open.discard(press)
        self.answered[press] = called.params.get("text", "")
        return True

    def _editMessageReplyMarkup(self, called: Called) -> Body:  # noqa: N802
        return self._change(called, None)

    def _editMessageText(self, called: Called) -> Body:  # noqa: N802
        return self._change(called, called.params.get("text", "").strip())

    def _setMyCommands(self, called: Called) -> bool:  # noqa: N802
        self.page |= called.params
        return True

    _setMyDescription = _setMyShortDescription = _setMyCommands  # noqa: N815

    # --- in common ---

    def _say(self, called: Called, text: str) -> Shown:
        shown = self._show(self._reach(called), text)
        shown.mine, shown.markup = True, called.params.get("reply_markup")
        return shown

    def _reach(self, called: Called) -> int:
        chat = int(called.params["chat_id"])
        if chat not in self.chats:
            raise RefusedError(400, "chat not found")
        if chat in self._blocked:
            raise RefusedError(403, "bot was blocked by the user")
        return chat

    def _change(self, called: Called, text: str | None) -> Body:
        shown = self._find(self._reach(called), called.params.get("message_id", 0))
        before = (shown.text, shown.markup)
        after = (shown.text if text is None else text, called.params.get("reply_markup"))
        if not shown.mine:
            raise RefusedError(400, "message can't be edited")
        if before == after:
            raise RefusedError(400, UNCHANGED)
        shown.text, shown.markup = after
        return {**self._head(shown), "from": BOT, "text": shown.text}

    def _find(self, chat: int, id: int) -> Shown:
        for each in reversed(self.chats[chat]):
            if each.id == id:
                return each
        raise RefusedError(400, "message to edit not found")

    def _show(self, chat: int, text: str) -> Shown:
        self._ids += 1
        self.chats[chat].append(Shown(chat, self._ids, text))
        return self.chats[chat][-1]

    def _head(self, shown: Shown) -> Body:
        head = {"message_id": shown.id, "chat": private(shown.chat), "date": int(self._clock())}
        return head | ({"reply_markup": shown.markup} if shown.markup else {})

    def _put(self, body: Body) -> None:
        self.pending.put(body)
        self.changed()

    def _drop(self, called: Called) -> None:
        if called.params.get("drop_pending_updates"):
            self.pending.forget()


def private(chat: int) -> Body:
    return {"id": chat, "type": "private", "first_name": f"Đồng chí {chat}"}


def person(chat: int) -> Body:
    """In a private chat, chat and person have one number."""
    return {"id": chat, "is_bot": False, "first_name": f"Đồng chí {chat}", "language_code": "vi"}


def _sentence(flaw: str) -> str:
    return next((said for part, said in SENTENCES.items() if part in flaw), flaw)
