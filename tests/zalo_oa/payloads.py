"""The samples of the documentation, by name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "samples"
WEBHOOKS = sorted(each.stem for each in FOLDER.glob("oa_webhook_*.json"))
ERRORS = sorted(each.stem for each in FOLDER.glob("oa_error_*.json"))


def sample(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found
