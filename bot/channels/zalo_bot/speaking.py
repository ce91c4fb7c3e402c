"""What a message looks like on the Zalo Bot Platform: plain text, for it has no buttons and takes no files.
Decides no words, sends nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from unicodedata import normalize

from bot.cutting import split
from flows.dialogue.messages import Limits, Message
from outlines.reading import Json

LIMITS = Limits(
    text=2000, buttons=False, files=False, edits=False, joins=True, forms=True, starts=False
)
"""`text` is counted after NFC, in UTF-16 units: the platform does not say in what, and that is the strictest."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the platform's API."""

    method: str
    params: Mapping[str, Json]


def cut(message: Message) -> list[Message]:
    """What one call each can say, in order. The token is the last one's: when that is delivered, the question is."""
    *before, last = split(_text(message), LIMITS.text) or [""]
    if not (last or message.file):
        return []
    return [*map(Message, before), Message(last, token=message.token, file=message.file)]


def render(chat: str, message: Message) -> Call | None:
    """The call that says it, None if there is nothing to say. Without parse_mode: a person's * and < stay as typed."""
    text = _text(message)
    return Call("sendMessage", {"chat_id": chat, "text": text}) if text else None


def typing(chat: str) -> Call:
    return Call("sendChatAction", {"chat_id": chat, "action": "typing"})


def _text(message: Message) -> str:
    """Choices numbered under the text, the useful commands under them."""
    parts = [message.text.strip()]
    if not message.listed:
        parts.append("\n".join(f"{n}. {each.label}" for n, each in enumerate(message.choices, 1)))
    parts.append(" · ".join(f"{each.act} {each.label.lower()}" for each in message.actions))
    return normalize("NFC", "\n\n".join(part for part in parts if part)).strip()
