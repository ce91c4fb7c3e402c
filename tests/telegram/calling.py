"""Calling the fake Bot API by plain HTTP, and waiting for what it does by itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import httpx

from tests.telegram.fake_api import FakeApi


def called(api: FakeApi, method: str, **params: Any) -> tuple[int, dict[str, Any]]:
    answer = httpx.post(api.url(method), json=params)
    body: dict[str, Any] = answer.json()
    return answer.status_code, body


def soon(reached: Callable[[], object]) -> None:
    until = time.monotonic() + 5
    while not reached():
        assert time.monotonic() < until
        time.sleep(0.005)
