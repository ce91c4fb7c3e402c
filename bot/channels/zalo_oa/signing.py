"""How an Official Account's webhook call proves that it is Zalo's: a plain SHA-256, not an HMAC. Keeps no secret."""

from __future__ import annotations

import hmac
import json
from hashlib import sha256

HEADER = "X-ZEvent-Signature"
PREFIX = "mac="


def signature(app: str, body: bytes, timestamp: str, secret: str) -> str:
    """The platform's own formula, over the bytes as they came."""
    return sha256(app.encode() + body + timestamp.encode() + secret.encode()).hexdigest()


def signed(header: str, app: str, body: bytes, secret: str) -> bool:
    """Whether this header was made for this body, with or without "mac=". In constant time."""
    timestamp = _timestamp(body)
    if not (secret and app) or timestamp is None:
        return False
    said = header.strip().lower().removeprefix(PREFIX).encode("utf-8", "surrogateescape")
    return hmac.compare_digest(signature(app, body, timestamp, secret).encode(), said)


def _timestamp(body: bytes) -> str | None:
    """The one inside the body; None: it is no event."""
    try:
        event = json.loads(body)
    except (ValueError, RecursionError):
        return None
    found = event.get("timestamp") if isinstance(event, dict) else None
    return str(found) if isinstance(found, str | int) else None
