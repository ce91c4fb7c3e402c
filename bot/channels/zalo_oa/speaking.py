"""What a message looks like from an Official Account, as bodies of its send request. Decides no words, sends nothing.

Text is plain: nothing in a person's words needs escaping. A press comes back as a text that equals the button's
payload, so payloads are commands with the prompt's token, which nobody types by accident.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath
from unicodedata import normalize

from bot.channels.zalo_oa.hearing import ACTS, PICK
from bot.cutting import split
from flows.dialogue.messages import Choice, Limits, Message
from outlines.reading import Json

LARGEST = 5 * 2**20
"""Bytes of a file."""
LIMITS = Limits(text=2000, buttons=True, file_bytes=LARGEST, joins=True, starts=False)
"""`text` is counted after NFC, in UTF-16 units: the platform does not say in what, and that is the strictest."""
BUTTONS = 5
TITLE = 40
"""A longer label does not fit on a button as phones show it; the platform takes 100."""
BLANK = "…"
"""Where the platform wants a text and there is none: buttons cannot stand alone."""
TOKEN = re.compile("[A-Za-z0-9]{8}")


def cut(message: Message) -> list[Message]:
    """What one request each can say, in order; the buttons are on the last text, a file comes after it."""
    text = _text(message)
    if not text and _buttons(message):
        text = BLANK
    *before, last = split(text, LIMITS.text) or [""]
    said = [Message(each) for each in before]
    if last:
        listed = message.listed or not _all_fit(message)
        said.append(
            replace(message, text=last, listed=listed, actions=_on_buttons(message), file="")
        )
    if message.file:
        said.append(Message("", file=message.file))
    return said


def render(user: str, message: Message) -> list[Json]:
    """The bodies, in order, that say its text; the buttons are with the last. Empty if there is nothing to say."""
    text, buttons = _text(message), _buttons(message)
    if not text and buttons:
        text = BLANK
    said: list[dict[str, Json]] = [{"text": each} for each in split(text, LIMITS.text)]
    if buttons:
        said[-1]["attachment"] = {"type": "template", "payload": {"buttons": buttons}}
    return [_to(user, each) for each in said]


def sent_file(user: str, token: str) -> Json:
    """The body that sends what was uploaded under this token."""
    return _to(user, {"attachment": {"type": "file", "payload": {"token": token}}})


def file_name(name: str) -> str:
    """In bare letters, for others were never tried; the ending is what the platform goes by."""
    path = PurePath(name.replace("Đ", "D").replace("đ", "d"))
    stem, ending = (
        normalize("NFD", each).encode("ascii", "ignore").decode()
        for each in (path.stem, path.suffix)
    )
    bare = re.sub("[^A-Za-z0-9._-]+", "-", stem).strip("-.")
    return (bare or "bao-cao") + (ending.lower() or ".docx")


def _to(user: str, message: dict[str, Json]) -> Json:
    return {"recipient": {"user_id": user}, "message": message}


def _text(message: Message) -> str:
    """With what no button says: the choices numbered, the other actions by their commands."""
    parts = [message.text.strip()]
    if not (message.listed or _all_fit(message)):
        parts.append("\n".join(f"{n}. {each.label}" for n, each in enumerate(message.choices, 1)))
    pressed = _on_buttons(message)
    others = [each for each in message.actions if each not in pressed]
    parts.append(" · ".join(f"{each.act} {each.label.lower()}" for each in others))
    return normalize("NFC", "\n\n".join(part for part in parts if part)).strip()


def _all_fit(message: Message) -> bool:
    """Whether everything that is offered stands on buttons."""
    offered = (*message.choices, *message.actions)
    few = _is_open(message) and len(offered) <= BUTTONS
    return (
        few
        and all(_fits(each) for each in message.choices)
        and _pressable(message) == message.actions
    )


def _buttons(message: Message) -> list[Json]:
    shown: list[Json] = []
    if _all_fit(message) and not message.listed:
        shown += [
            _button(f"{n}. {each.label.strip()}", f"{PICK} {message.token} {n}")
            for n, each in enumerate(message.choices, 1)
        ]
    shown += [_button(e.label.strip(), f"{e.act} {message.token}") for e in _on_buttons(message)]
    return shown


def _on_buttons(message: Message) -> tuple[Choice, ...]:
    return _pressable(message)[:BUTTONS] if _is_open(message) else ()


def _pressable(message: Message) -> tuple[Choice, ...]:
    return tuple(each for each in message.actions if each.act in ACTS and _fits(each))


def _fits(choice: Choice) -> bool:
    return 0 < len(choice.label.strip()) <= TITLE


def _is_open(message: Message) -> bool:
    """Without a token (a message can be stripped of it when the platform refuses it) there are no buttons."""
    return bool(TOKEN.fullmatch(message.token))


def _button(title: str, payload: str) -> Json:
    return {"title": normalize("NFC", title), "type": "oa.query.hide", "payload": payload}
