"""The updates of tests/telegram/updates/*.json: as bytes of the platform, and as python-telegram-bot's type."""

from __future__ import annotations

import json
from pathlib import Path

import telegram

from outlines.reading import Json

FOLDER = Path(__file__).with_name("updates")
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))


def payload(name: str) -> dict[str, Json]:
    loaded: dict[str, Json] = json.loads(
        FOLDER.joinpath(f"{name}.json").read_text(encoding="utf-8")
    )
    return loaded


def update(name: str) -> telegram.Update:
    return telegram.Update.de_json(payload(name), None)
