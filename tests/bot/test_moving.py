"""A message that cannot be said where it was ordered goes to the person's other chat, once; a question stays."""

from __future__ import annotations

from sqlalchemy import Connection, update

from bot.linking import linked
from bot.verdicts import Unreachable
from flows.dialogue.messages import Choice, Message
from storage import chats, files, outbox, tables
from storage.chats import Address
from tests.bot.platforms import Scripted, real_now
from tests.bot.scenes import LAN, Scene
from tests.bot.services import empty, sender

TELEGRAM = Address("telegram", "b", "lan", "lan")
BOT = Address("zalo-bot", "b", "lan", "lan")
OA = Address("zalo-oa", "b", "lan", "lan")
LARGEST = 5 * 2**20
NOTICE = Message("Báo cáo đến hạn.", actions=(Choice("Viết tiếp", "/tieptuc"),))


def joined(tx: Connection, other: Address) -> int:
    """The same person's second chat."""
    first, second = (chats.take(tx, each, real_now()) for each in (LAN, other))
    tx.execute(
        update(tables.chat).where(tables.chat.c.id == second.id).values(person_id=first.person)
    )
    return first.id


async def refused(
    scene: Scene, message: Message, other: Address, purpose: str = "notice"
) -> list[tuple[str, str, str]]:
    """What lies in the outbox after: channel, state and text."""

    def order(tx: Connection) -> None:
        outbox.post(tx, joined(tx, other), message, real_now(), purpose=purpose)

    scene.house.store.run(order)
    await empty(sender(scene, Scripted({message.text: [Unreachable()]})))

    def look(tx: Connection) -> list[tuple[str, str, str]]:
        rows = tx.execute(
            tables.message.join(tables.chat, tables.message.c.chat_id == tables.chat.c.id)
            .select()
            .order_by(tables.message.c.id)
        )
        return [(each.channel, each.state, each.body["text"]) for each in rows]

    return scene.house.store.run(look)


async def test_a_notice_is_said_elsewhere_without_its_buttons(on_both: Scene) -> None:
    assert await refused(on_both, NOTICE, TELEGRAM) == [
        (LAN.channel, "undeliverable", NOTICE.text),
        ("telegram", "waiting", NOTICE.text),
    ]


async def test_whoever_sends_elsewhere_is_told(on_sqlite: Scene) -> None:
    told = list[bool]()
    on_sqlite.house.store.run(
        lambda tx: outbox.post(tx, joined(tx, TELEGRAM), NOTICE, real_now(), purpose="notice")
    )
    platform = Scripted({NOTICE.text: [Unreachable()]})
    await empty(sender(on_sqlite, platform, moved=lambda: told.append(True)))

    assert told == [True]


async def test_what_was_moved_is_not_moved_again(on_sqlite: Scene) -> None:
    assert len(await refused(on_sqlite, NOTICE, TELEGRAM, "moved")) == 1


async def test_a_question_stays(on_sqlite: Scene) -> None:
    asked = Message("Ai ký?", (Choice("Bí thư", "a"),), token="k7Q2m9xA")  # noqa: S106 - a prompt's

    assert len(await refused(on_sqlite, asked, TELEGRAM)) == 1


async def test_a_chat_that_is_parked_does_not_count(on_both: Scene) -> None:
    def park(tx: Connection) -> None:
        joined(tx, TELEGRAM)
        outbox.park(tx, chats.take(tx, TELEGRAM, real_now()).id)

    on_both.house.store.run(park)

    assert len(await refused(on_both, NOTICE, TELEGRAM)) == 1


async def test_a_file_becomes_a_link_where_none_are_taken(on_sqlite: Scene) -> None:
    file = on_sqlite.house.store.run(
        lambda tx: files.save(tx, "b.docx", "application/x", b"docx", "", real_now())
    )
    _, moved = await refused(on_sqlite, Message("Báo cáo đây.", file=file), BOT)

    assert moved[:2] == ("zalo-bot", "waiting")
    assert "/tai/" in moved[2]


def test_a_file_that_is_too_large_for_the_channel_becomes_a_link(on_sqlite: Scene) -> None:
    def work(tx: Connection) -> list[bool]:
        now = real_now()
        chat = chats.take(tx, OA, now).id
        ids = [
            files.save(tx, "b.docx", "application/x", b"x" * size, "", now)
            for size in (LARGEST, LARGEST + 1)
        ]
        world = on_sqlite.house.world
        said = [linked(tx, world, OA.channel, chat, Message("Đây.", file=id), now) for id in ids]
        return ["/tai/" in each.text and not each.file for each in said]

    assert on_sqlite.house.store.run(work) == [False, True]
