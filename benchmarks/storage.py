"""Durable updates a second: group commit, against one commit each, against a sqlmodel Session.

    python -m benchmarks.storage [--updates N] [--rounds N] [--folder DIR]

An update is what a turn writes at least: inbox row, revision, message. All three ways use the same file
with the same pragmas (WAL, synchronous=FULL). Machines differ; the ratios are what to look at.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine, func
from sqlmodel import Session, col, select

from flows.dialogue.effects import Keep
from flows.dialogue.messages import Message
from flows.drafts.values import State
from outlines.reading import Json
from storage import chats, drafts, inbox, outbox, shelf, tables
from storage.chats import Address, Chat
from storage.codec import message_to_json
from storage.engine import make_engine, read_url
from storage.store import Store

NOW = datetime(2027, 2, 3, tzinfo=UTC)
ADDRESS = Address("terminal", "thuky", "lan", "lan")
WORDS = "Đảng bộ đã lãnh đạo thực hiện tốt nhiệm vụ chính trị. " * 10
PAYLOAD: Json = {"text": WORDS}
REPLY = Message("Đã ghi. Câu tiếp theo …")


@dataclass(frozen=True, slots=True)
class Bench:
    """One file, opened both ways."""

    store: Store
    engine: Engine
    chat: Chat


def prepare(tx: Connection) -> Chat:
    chat = chats.take(tx, ADDRESS, NOW)
    shelf.publish(tx, "bao-cao", 1, "digest", "source", NOW)
    drafts.open(tx, "d1", chat, "bao-cao", "Bản nháp", NOW)
    return chat


def update(chat: Chat, key: str, tx: Connection) -> None:
    id = inbox.receive(tx, ADDRESS, key, PAYLOAD, NOW)
    if id is not None:
        drafts.keep(tx, Keep("d1", f"q{key}", State.ANSWERED, WORDS), chat, NOW)
        outbox.post(tx, chat.id, REPLY, NOW)
        inbox.finish(tx, id, NOW)


def group_commit(bench: Bench, keys: list[str]) -> None:
    """All updates wait at once, as after a pause or from many people."""
    futures = [bench.store.submit(partial(update, bench.chat, key)) for key in keys]
    for future in futures:
        future.result()


def commit_each(bench: Bench, keys: list[str]) -> None:
    """Each update waits for the one before to be durable."""
    for key in keys:
        bench.store.run(partial(update, bench.chat, key))


def orm_session(bench: Bench, keys: list[str]) -> None:
    """The same rows through sqlmodel objects, a Session and a commit each."""
    for key in keys:
        with Session(bench.engine) as session:
            orm_update(session, bench.chat, key)
            session.commit()


def orm_update(session: Session, chat: Chat, key: str) -> None:
    seen = select(tables.Inbox).where(tables.Inbox.key == key)
    if session.exec(seen).first() is not None:
        return
    received = tables.Inbox(
        channel=ADDRESS.channel, bot=ADDRESS.bot, key=key, chat=ADDRESS.chat, user=ADDRESS.user,
        payload=PAYLOAD, received_at=NOW,
    )  # fmt: skip
    session.add(received)
    draft = session.get_one(tables.Draft, "d1")
    draft.used_at = NOW
    about = (tables.Revision.draft_id == "d1", tables.Revision.question == f"q{key}")
    newest = session.exec(select(func.max(col(tables.Revision.seq))).where(*about)).one() or 0
    session.add(tables.Revision(
        draft_id="d1", question=f"q{key}", seq=newest + 1, state="answered", words=WORDS,
        short=WORDS[:80], length=len(WORDS), source="typed", person_id=chat.person,
        chat_id=chat.id, created_at=NOW,
    ))  # fmt: skip
    session.add(tables.Message(chat_id=chat.id, body=message_to_json(REPLY), created_at=NOW))
    session.flush()
    received.state, received.payload, received.finished_at = "done", None, NOW


WAYS: dict[str, Callable[[Bench, list[str]], None]] = {
    "sqlmodel Session, a commit each": orm_session,
    "Core statements, a commit each": commit_each,
    "Core statements, group commit": group_commit,
}


def measure(way: Callable[[Bench, list[str]], None], updates: int, folder: Path) -> float:
    """Updates a second on a fresh file."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        path = str(Path(place) / "bench.sqlite3")
        with Store(path) as store:
            store.migrate()
            engine = make_engine(read_url(path), connections=1)
            bench = Bench(store, engine, store.run(prepare))
            way(bench, [f"warm-{n}" for n in range(20)])
            began = time.perf_counter()
            way(bench, [str(n) for n in range(updates)])
            spent = time.perf_counter() - began
            engine.dispose()
    return updates / spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--updates", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    given = parser.parse_args()
    rates = {
        name: statistics.median(
            measure(way, given.updates, given.folder) for _ in range(given.rounds)
        )
        for name, way in WAYS.items()
    }
    slowest = min(rates.values())
    lines = [f"{name:34} {rate:10,.0f} {rate / slowest:6.1f}x\n" for name, rate in rates.items()]
    sys.stdout.writelines([f"{'way':34} {'updates/s':>10} {'ratio':>7}\n", *lines])


if __name__ == "__main__":
    main()
