"""A process that wants an access token and says which it got: `python -m tests.zalo_oa.renewing DB BASE_URL`."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime

from bot.secret import Secret
from bot.zalo_oa_client import OAuth
from bot.zalo_oa_tokens import Keeper
from storage.store import Store
from tests.zalo_oa.hub import APP, APP_SECRET


def main() -> None:
    with Store(sys.argv[1]) as store:
        oauth = OAuth(sys.argv[2], APP, Secret(APP_SECRET))
        access = asyncio.run(Keeper(store, oauth, lambda: datetime.now(UTC)).access())
    print(access.reveal())  # noqa: T201 - for the test, of a token of the fake


if __name__ == "__main__":
    main()
