"""aiogram's storage contract, on our tables and both databases; and what it sees of our conversations."""

from __future__ import annotations

import asyncio

import pytest
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import StorageKey

from bot.aiogram_storage import OURS, ThukyStorage
from flows.dialogue.events import Said, Started
from flows.dialogue.session import Phase
from storage.chats import Address
from tests.bot.scenes import Scene
from tests.flows.talks import FACTS

KEY = StorageKey(bot_id=7, chat_id=-42, user_id=42)
OTHERS = [
    StorageKey(bot_id=8, chat_id=-42, user_id=42),
    StorageKey(bot_id=7, chat_id=-43, user_id=42),
    StorageKey(bot_id=7, chat_id=-42, user_id=43),
    StorageKey(bot_id=7, chat_id=-42, user_id=42, thread_id=1),
    StorageKey(bot_id=7, chat_id=-42, user_id=42, business_connection_id="b"),
    StorageKey(bot_id=7, chat_id=-42, user_id=42, destiny="other"),
]
TELEGRAM = Address("telegram", "7", "-42", "42")


class Survey(StatesGroup):
    asking = State()


@pytest.fixture
def storage(on_both: Scene) -> ThukyStorage:
    return ThukyStorage(on_both.house.store, on_both.house.world)


# --- the contract ----------------------------------------------------------------------------


async def test_a_state_is_set_and_taken_back(storage: ThukyStorage) -> None:
    assert await storage.get_state(KEY) is None
    await storage.set_state(KEY, "state")
    assert await storage.get_state(KEY) == "state"
    await storage.set_state(KEY, Survey.asking)
    assert await storage.get_state(KEY) == "Survey:asking"
    await storage.set_state(KEY)
    assert await storage.get_state(KEY) is None


async def test_data_is_set_updated_and_emptied(storage: ThukyStorage) -> None:
    assert await storage.get_data(KEY) == {}
    await storage.set_data(KEY, {"foo": "bar"})
    assert await storage.get_data(KEY) == {"foo": "bar"}
    assert await storage.get_value(KEY, "foo") == "bar"
    assert await storage.get_value(KEY, "none", "đỡ") == "đỡ"
    assert await storage.update_data(KEY, {"baz": [1, {"ba": "lời"}]}) == {
        "foo": "bar",
        "baz": [1, {"ba": "lời"}],
    }
    await storage.set_data(KEY, {})
    assert await storage.get_data(KEY) == {}


@pytest.mark.parametrize("other", OTHERS, ids=str)
async def test_keys_do_not_mix(storage: ThukyStorage, other: StorageKey) -> None:
    await storage.set_state(KEY, "state")
    await storage.set_data(KEY, {"foo": "bar"})

    assert await storage.get_state(other) is None
    assert await storage.get_data(other) == {}


async def test_updates_at_once_lose_nothing(storage: ThukyStorage) -> None:
    await asyncio.gather(*(storage.update_data(KEY, {str(n): n}) for n in range(12)))

    assert await storage.get_data(KEY) == {str(n): n for n in range(12)}


async def test_it_works_under_aiograms_own_context(storage: ThukyStorage) -> None:
    context = FSMContext(storage=storage, key=KEY)
    await context.set_state(Survey.asking)
    await context.update_data(foo="bar")
    assert (await context.get_state(), await context.get_data()) == (
        "Survey:asking",
        {"foo": "bar"},
    )
    await context.clear()

    assert (await context.get_state(), await context.get_data()) == (None, {})


# --- beside our conversation -----------------------------------------------------------------


def begin(scene: Scene) -> None:
    scene.take(Started(), TELEGRAM)
    for words in ("1", *FACTS, "1"):
        scene.take(Said(words), TELEGRAM)


async def test_where_a_person_stands_is_seen_and_no_answer(
    on_both: Scene, storage: ThukyStorage
) -> None:
    begin(on_both)
    data = await storage.get_data(KEY)

    assert await storage.get_state(KEY) == Phase.ASKING
    assert data[OURS]["question"] == "kq_chinh_tri"
    assert "thôn 3" not in str(data)


async def test_a_guests_state_neither_moves_nor_ends_ours(
    on_both: Scene, storage: ThukyStorage
) -> None:
    begin(on_both)
    before = on_both.session(TELEGRAM)
    await storage.set_state(KEY, Survey.asking)
    await storage.set_data(KEY, {OURS: {"draft": "của người khác"}, "foo": "bar"})
    assert await storage.get_state(KEY) == "Survey:asking"
    assert on_both.session(TELEGRAM) == before

    await storage.set_state(KEY, None)
    assert await storage.get_state(KEY) == Phase.ASKING
    on_both.take(Said("Hoàn thành."), TELEGRAM)
    assert on_both.kept("kq_chinh_tri") == ["Hoàn thành."]


async def test_a_phase_of_ours_moves_us(on_both: Scene, storage: ThukyStorage) -> None:
    begin(on_both)
    await storage.set_state(KEY, Phase.REVIEWING.value)

    assert on_both.session(TELEGRAM).phase is Phase.REVIEWING
