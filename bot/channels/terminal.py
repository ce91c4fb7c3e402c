"""The terminal as a channel: how a message looks on it, as lines for people or as JSON for programs.

Two pure functions; reading lines and writing files is the business of `bot.chat`.
"""

from __future__ import annotations

import json

from flows.dialogue.messages import Choice, Limits, Message

CHANNEL = "terminal"
LIMITS = Limits(text=100_000, buttons=False, files=True)


def parse(line: str) -> str:
    r"""One typed line as a message: a typed \n stands for a line break."""
    return line.rstrip("\r\n").replace("\\n", "\n")


def numbered(message: Message) -> list[tuple[int, Choice]]:
    return list(enumerate(message.choices, 1))


def render(message: Message, path: str = "") -> str:
    """Text, numbered choices, the useful commands, the file's path: no empty line inside."""
    parts = [message.text, *(f"{n}. {choice.label}" for n, choice in numbered(message))]
    parts.append(" · ".join(f"{each.act} {each.label.lower()}" for each in message.actions))
    if path:
        parts.append(f"Tệp: {path}")
    return "\n".join(line for part in parts for line in part.splitlines() if line.strip())


def render_json(message: Message, path: str = "") -> str:
    """The same as one JSON object on one line."""
    found: dict[str, object] = {"text": message.text}
    found["choices"] = [{"index": n, "label": choice.label} for n, choice in numbered(message)]
    found["actions"] = [{"command": each.act, "label": each.label} for each in message.actions]
    if path:
        found["file"] = path
    return json.dumps(found, ensure_ascii=False)
