"""What the documentation has against a call: field, length, shape. The fake refuses what has a flaw."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from unicodedata import is_normalized

TEXT, TITLE, PAYLOAD, BUTTONS = 2000, 100, 1000, 5
LARGEST = 5 * 2**20
ENDINGS = (".pdf", ".doc", ".docx")


def flaws_of_send(body: Any) -> list[tuple[int, str]]:
    """Error number and sentence each."""
    return list(_of_body(body))


def flaws_of_upload(field: str, name: str, data: bytes) -> list[tuple[int, str]]:
    found = []
    if field != "file" or not name.isascii() or not name.endswith(ENDINGS):
        found.append((-201, f"{field} {name} is invalid!"))
    if len(data) > LARGEST:
        found.append((-210, "file exceeds allowable limit"))
    return found


def _of_body(body: Any) -> Iterator[tuple[int, str]]:
    if not isinstance(body, dict) or set(body) != {"recipient", "message"}:
        yield -201, "body is invalid!"
        return
    user = body["recipient"].get("user_id")
    if not (isinstance(user, str) and user and set(body["recipient"]) == {"user_id"}):
        yield -201, "user_id is invalid!"
    message = body["message"]
    if not set(message) <= {"text", "attachment"} or not message:
        yield -201, "message is invalid!"
    kind = message.get("attachment", {}).get("type")
    if kind == "file":
        yield from _of_file(message)
        return
    yield from _of_text(message.get("text"))
    if "attachment" in message:
        yield from _of_template(message["attachment"])


def _of_text(text: Any) -> Iterator[tuple[int, str]]:
    if not isinstance(text, str) or not text.strip():
        yield -201, "text is invalid!"
    elif len(text.encode("utf-16-le")) // 2 > TEXT:
        yield -210, "Parameter exceeds allowable limit"
    elif not is_normalized("NFC", text):
        yield -201, "text is not NFC"


def _of_file(message: dict[str, Any]) -> Iterator[tuple[int, str]]:
    payload = message["attachment"].get("payload")
    if set(message) != {"attachment"} or set(payload or {}) != {"token"}:
        yield -201, "attachment is invalid!"


def _of_template(attachment: dict[str, Any]) -> Iterator[tuple[int, str]]:
    payload = attachment.get("payload", {})
    buttons = payload.get("buttons")
    if attachment.get("type") != "template" or set(payload) != {"buttons"} or not buttons:
        yield -201, "attachment is invalid!"
        return
    if len(buttons) > BUTTONS:
        yield -201, "buttons is invalid!"
    for each in buttons:
        if set(each) != {"title", "type", "payload"} or each["type"] != "oa.query.hide":
            yield -201, "button is invalid!"
        elif not (0 < len(each["title"].strip()) <= TITLE and 0 < len(each["payload"]) <= PAYLOAD):
            yield -210, "button exceeds allowable limit"
