"""What a forked life finds done: the program imported, the shipped outlines parsed."""

from __future__ import annotations

import bot.cli  # noqa: F401 - to have it imported
from bot.loading import parsed
from outlines.loader import shipped

for path in shipped():
    parsed(path.read_text(encoding="utf-8"))
