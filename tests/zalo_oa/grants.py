"""Tokens as Zalo's OAuth gives them: an access token that ends, a refresh token that opens once. No network."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

LIFE = 90_000


class Grants:
    """`clock` in seconds. A new pair kills the old one, access token and all."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._count = 0
        self.codes: dict[str, str] = {"CODE-1": ""}
        """Unused ones -> their verifier, empty: none is needed."""
        self.asked: list[str] = []
        """Refresh tokens that were shown, in order."""
        self.refused: list[str] = []
        self._turn()

    def _turn(self) -> None:
        self._count += 1
        self.access, self.refresh = f"AT-{self._count}", f"RT-{self._count}"
        self.ends = self._clock() + LIFE

    def expire(self) -> None:
        """The access token is no longer good; the refresh token is."""
        self.ends = self._clock()

    def wrong(self, access: str) -> int:
        """The error of a call with this access token; 0: none."""
        if access != self.access:
            return -216
        return -220 if self._clock() >= self.ends else 0

    def ask(self, form: dict[str, str]) -> dict[str, Any]:
        match form.get("grant_type"):
            case "refresh_token":
                self.asked.append(form.get("refresh_token", ""))
                return self._pair(form.get("refresh_token") == self.refresh, -14014)
            case "authorization_code":
                needed = self.codes.pop(form.get("code", ""), None)
                return self._pair(needed == form.get("code_verifier", ""), -14010)
        return _refused(-14001)

    def _pair(self, good: bool, error: int) -> dict[str, Any]:  # noqa: FBT001 - one line above
        if not good:
            self.refused.append(str(error))
            return _refused(error)
        self._turn()
        return {
            "access_token": self.access,
            "refresh_token": self.refresh,
            "expires_in": str(LIFE),
        }


def _refused(error: int) -> dict[str, Any]:
    return {"error": error, "error_name": "Invalid", "error_reason": "", "ref_doc": "https://…"}
