"""The Official Account's API and its OAuth over HTTP, one method a request. Retries and tokens are the callers'.

No address, header or body of a request is in what is raised or logged: they hold tokens and words.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import httpx

from bot.channels.zalo_oa import DEAD_CODES, code
from bot.secret import Secret
from outlines.reading import Json
from storage.credentials import Tokens

PATIENCE = 20.0
UPLOAD = 30.0
"""With the sending after it less than a message's lease."""
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
A_DAY = 86_400


class Silent(Exception):  # noqa: N818
    """The platform did not answer. The text is a method and a class."""


class NoTokens(Exception):  # noqa: N818
    """OAuth gave none. The text is a number."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code

    @property
    def dead(self) -> bool:
        """What was shown for them is spent or no longer good."""
        return self.code in DEAD_CODES


class Api:
    """`prove`: send the proof of the app's secret beside the token. Set when the platform asks for it."""

    def __init__(self, base: str, app_secret: Secret) -> None:
        self._http = httpx.AsyncClient(base_url=base, timeout=PATIENCE)
        self._app_secret = app_secret
        self.prove = False

    async def send(self, access: Secret, body: Json) -> tuple[int, Json]:
        """The number of the error, 0 for none, and the body. Raises Silent, as all here."""
        return await self._call("POST", "/v3.0/oa/message/cs", access, json=body)

    async def upload(self, access: Secret, name: str, data: bytes) -> tuple[int, Json]:
        """Right before sending, for what was uploaded does not keep. The name is what the person sees."""
        sent = {"file": (name, data, DOCX)}
        return await self._call("POST", "/v2.0/oa/upload/file", access, files=sent, timeout=UPLOAD)

    async def quota(self, access: Secret, user: str) -> tuple[int, Json]:
        """When this person spoke last, and what may still be said to them."""
        return await self._call("POST", "/v3.0/oa/quota/message", access, json={"user_id": user})

    async def account(self, access: Secret) -> tuple[int, Json]:
        return await self._call("GET", "/v2.0/oa/getoa", access)

    async def close(self) -> None:
        await self._http.aclose()

    async def _call(self, method: str, path: str, access: Secret, **more: Any) -> tuple[int, Json]:
        headers = {"access_token": access.reveal()}
        if self.prove:
            key, word = self._app_secret.reveal().encode(), access.reveal().encode()
            headers["appsecret_proof"] = hmac.new(key, word, "sha256").hexdigest()
        status, body = await _asked(self._http, method, path, headers=headers, **more)
        return code(status, body), body


@dataclass(frozen=True, slots=True)
class OAuth:
    """Where tokens are had. A refresh token and a code open once."""

    base: str
    app: str
    app_secret: Secret = field(repr=False)

    async def refresh(self, refresh: Secret, now: datetime) -> Tokens:
        """Raises NoTokens or Silent, as `exchange`."""
        form = {"refresh_token": refresh.reveal(), "grant_type": "refresh_token"}
        return await self._ask(form, now)

    async def exchange(self, written: Secret, verifier: str, now: datetime) -> Tokens:
        form = {"code": written.reveal(), "grant_type": "authorization_code"}
        return await self._ask(form | ({"code_verifier": verifier} if verifier else {}), now)

    async def _ask(self, form: dict[str, str], now: datetime) -> Tokens:
        headers = {"secret_key": self.app_secret.reveal()}
        async with httpx.AsyncClient(base_url=self.base, timeout=PATIENCE) as http:
            status, body = await _asked(
                http,
                "POST",
                "/v4/oa/access_token",
                headers=headers,
                data={**form, "app_id": self.app},
            )
        said = body if isinstance(body, dict) else {}
        access, refresh = said.get("access_token"), said.get("refresh_token")
        if not (isinstance(access, str) and isinstance(refresh, str) and access and refresh):
            raise NoTokens(code(status, body))
        return Tokens(access, refresh, now, now + _lifetime(said.get("expires_in")))


def _lifetime(written: Json) -> timedelta:
    """Seconds, as a string or a number; the platform's usual 25 hours where it says nothing, less an hour."""
    said = str(written)
    return timedelta(
        seconds=int(said) if said.isdecimal() and len(said) < len("1000000000") else A_DAY
    )


async def _asked(http: httpx.AsyncClient, method: str, path: str, **more: Any) -> tuple[int, Json]:
    """Status and body, None if it is no JSON."""
    try:
        answer = await http.request(method, path, **more)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Silent(f"{path}: {type(error).__name__}") from None
    try:
        return answer.status_code, answer.json()
    except ValueError:
        return answer.status_code, None
