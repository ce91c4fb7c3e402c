"""A process to be killed: takes updates in, a whole turn each, and prints the key of each that is durable.

    python -m tests.storage.victim URL KEYS POINT

KEYS is "from-to"; POINT is "commit.before:3" (end at its third passing) or "-" (do not).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from functools import partial

from sqlalchemy import Connection

from flows.dialogue.messages import Message
from flows.dialogue.session import Phase, Session
from storage import chats, drafts, inbox, outbox
from storage.errors import ChatBusy
from storage.store import Store
from tests.storage.scene import LAN, NOW, keep

EXIT = 137


def turn(key: str, tx: Connection) -> bool:
    """What a turn writes: everything about the update, or nothing. False: seen before."""
    id = inbox.receive(tx, LAN, key, {"text": key}, NOW)
    if id is None:
        return False
    chat = chats.take(tx, LAN, NOW)
    kept = keep(tx, chat, "q1", key, based_on=chat.session.page)
    drafts.add_piece(tx, kept.id, key, NOW, key, NOW)
    chats.keep_session(tx, chat.id, Session(Phase.ASKING, "d1", "q1", page=kept.seq))
    outbox.post(tx, chat.id, Message(key), NOW)
    inbox.finish(tx, id, NOW)
    return True


def main(url: str, keys: str, point: str) -> None:
    name, _, times = point.partition(":")
    left = int(times or 0)

    def fault(passed: str) -> None:
        nonlocal left
        left -= passed == name
        if passed == name and left == 0:
            os._exit(EXIT)

    with Store(url, fault=fault) as store:
        for group in groups(*map(int, keys.split("-"))):
            futures = {key: store.submit(partial(turn, key)) for key in group}
            for key, future in futures.items():
                finish(store, key, future)
                sys.stdout.write(f"{key}\n")
                sys.stdout.flush()


def finish(store: Store, key: str, future: Future[bool]) -> None:
    """A busy chat is tried again, as the worker does."""
    while isinstance(future.exception(), ChatBusy):
        future = store.submit(partial(turn, key))
    future.result()


def groups(first: int, last: int) -> Iterator[list[str]]:
    """Ten updates at once, then ten one by one, and so on."""
    for ten in range(first, last, 20):
        yield [str(n) for n in range(ten, ten + 10)]
        yield from ([str(n)] for n in range(ten + 10, min(ten + 20, last)))


if __name__ == "__main__":
    main(*sys.argv[1:])
