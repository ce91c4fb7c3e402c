"""What a message looks like on Telegram, as calls of the Bot API. Decides no words, sends nothing.

Text goes out plain, without parse_mode, so that nothing in a person's words needs escaping.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.cutting import split, units
from flows.dialogue.messages import Choice, Limits, Message
from outlines.reading import Json

LIMITS = Limits(text=4096, buttons=True, files=True, edits=True, joins=True)
CAPTION = 1024
"""The longest caption, in UTF-16 units, as all lengths of the Bot API."""
LOOK = 64
"""A longer label does not fit on a button, as phones show it."""
ROW = 30
"""Labels of actions that fit side by side have no more characters than this together."""
BESIDE = 3
"""The most actions in a row."""
NUMBERS = 5
"""The most bare numbers in a row."""
DATA_BYTES = 64
BUTTONS = 100
"""The most buttons of a keyboard."""
BLANK = "…"
"""Where the platform wants a text and there is none: a keyboard cannot stand alone, nor a button without words."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Bot API. `files`: parameter -> (name, bytes), sent as multipart."""

    method: str
    params: Mapping[str, Json]
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)


def cut(message: Message) -> list[Message]:
    """What one call of `render` each can say, in order; the keyboard and the file are the last one's."""
    keyboard = bool(_keyboard(message))
    text = _text(message, buttons=keyboard)
    if units(text) <= (CAPTION if message.file else LIMITS.text):
        return [message]
    parts = split(text, LIMITS.text)
    if message.file:
        parts.append("")
    listed = not (keyboard and _all_fit(message))
    last = replace(message, text=parts[-1], listed=listed)
    return [*(Message(each) for each in parts[:-1]), last]


def render(
    chat: int | str, message: Message, file: tuple[str, bytes] | None = None, *, thread: str = ""
) -> list[Call]:
    """The calls, in order, that say this message; the keyboard is on the last. Empty if there is nothing to say.

    Without a token (a message can be stripped of it when the platform refuses it) there are no
    buttons: choices are numbered in the text and actions named by their commands.
    """
    keyboard = _keyboard(message)
    text = _text(message, buttons=bool(keyboard))
    if not text and not file and keyboard:
        text = BLANK
    to = _to(chat, thread)
    caption = text if file and units(text) <= CAPTION else ""
    calls = (
        []
        if caption
        else [Call("sendMessage", {**to, "text": each}) for each in split(text, LIMITS.text)]
    )
    if file:
        calls.append(_document(to, file, caption))
    return _with_keyboard(calls, keyboard)


def typing(chat: int | str, *, thread: str = "") -> Call:
    return Call("sendChatAction", {**_to(chat, thread), "action": "typing"})


def uploading(chat: int | str, *, thread: str = "") -> Call:
    return Call("sendChatAction", {**_to(chat, thread), "action": "upload_document"})


def answer(callback: str, text: str = "") -> Call:
    """Ends the waiting circle on a pressed button. At most 200 characters."""
    said: dict[str, Json] = {"text": text} if text else {}
    return Call("answerCallbackQuery", {"callback_query_id": callback, **said})


def strip_keyboard(chat: int | str, message: int) -> Call:
    return Call("editMessageReplyMarkup", {"chat_id": chat, "message_id": message})


def _to(chat: int | str, thread: str) -> dict[str, Json]:
    return {"chat_id": chat, "message_thread_id": int(thread)} if thread else {"chat_id": chat}


def _document(to: Mapping[str, Json], file: tuple[str, bytes], caption: str) -> Call:
    said: dict[str, Json] = {"caption": caption} if caption else {}
    return Call("sendDocument", {**to, **said}, {"document": file})


def _with_keyboard(calls: list[Call], keyboard: list[list[Json]]) -> list[Call]:
    if not keyboard:
        return calls
    last = calls[-1]
    markup: Json = {"inline_keyboard": [list(row) for row in keyboard]}
    return [*calls[:-1], Call(last.method, {**last.params, "reply_markup": markup}, last.files)]


def _text(message: Message, *, buttons: bool) -> str:
    parts = [message.text.strip()]
    if message.listed:
        return parts[0]
    if message.choices and not (buttons and _all_fit(message)):
        parts.append("\n".join(f"{n}. {each.label}" for n, each in enumerate(message.choices, 1)))
    if message.actions and not buttons:
        parts.append(" · ".join(f"{each.act} {each.label.lower()}" for each in message.actions))
    return "\n\n".join(part for part in parts if part)


def _all_fit(message: Message) -> bool:
    few = len(message.choices) + len(message.actions) <= BUTTONS
    return few and all(len(each.label) <= LOOK for each in message.choices)


def _keyboard(message: Message) -> list[list[Json]]:
    """Choices one a row, bare numbers five; then the actions. A place in that list names the button."""
    offered = (*message.choices, *message.actions)
    if not message.token or len(_data(message, len(offered)).encode()) > DATA_BYTES:
        return []
    labels = [*_labels(message), *(each.label.strip() or BLANK for each in message.actions)]
    buttons: list[Json] = [
        {"text": label, "callback_data": _data(message, n)} for n, label in enumerate(labels)
    ]
    room = BUTTONS - len(message.actions)
    choices = buttons[: len(message.choices)][:room]
    size = NUMBERS if all(each.isdigit() for each in labels[: len(choices)]) else 1
    rows = [choices[start : start + size] for start in range(0, len(choices), size)]
    return rows + _beside(message.actions, buttons[len(message.choices) :])


def _labels(message: Message) -> list[str]:
    """Numbered, for the dialogue says "nhắn số"; the bare numbers where one label is too long for a button."""
    fit = _all_fit(message) and not message.listed
    numbered = enumerate(message.choices, 1)
    return [f"{n}. {each.label}".strip() if fit else str(n) for n, each in numbered]


def _beside(actions: tuple[Choice, ...], buttons: list[Json]) -> list[list[Json]]:
    """Three side by side if their labels are short, else two."""
    size = BESIDE if sum(len(each.label) for each in actions[:BESIDE]) <= ROW else BESIDE - 1
    return [buttons[start : start + size] for start in range(0, len(buttons), size)]


def _data(message: Message, index: int) -> str:
    return f"{message.token}:{index}"
