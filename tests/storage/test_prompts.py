"""A press names its prompt; nothing else is believed."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from flows.dialogue.context import Prompt
from flows.dialogue.effects import Ask
from flows.dialogue.messages import Choice, Message
from storage import outbox, prompts
from storage.store import Store
from tests.storage.scene import MINH, NOW, SECOND, begin, take

CHOICES = (Choice("Giữ nguyên", "keep"), Choice("“Ghi lại”", "anew"), Choice("", ""))


@pytest.mark.parametrize("draft", ["d1", ""])
def test_a_prompt_is_found_as_it_was_asked(store: Store, draft: str) -> None:
    chat = store.run(begin)
    ask = Ask("abcd1234", draft, "q1", "row", 3, CHOICES)
    store.run(lambda tx: prompts.open(tx, ask, chat.id, NOW))

    found = store.run(lambda tx: prompts.find(tx, chat.id, "abcd1234"))
    assert found == Prompt("abcd1234", draft, "q1", "row", 3, CHOICES, created_at=NOW)


def test_a_token_of_another_chat_or_of_none_finds_nothing(store: Store) -> None:
    chat, other = store.run(begin), take(store, MINH)
    store.run(lambda tx: prompts.open(tx, Ask("t", "d1", "q1", "", 0, ()), chat.id, NOW))

    assert store.run(lambda tx: prompts.find(tx, other.id, "t")) is None
    guesses = ("", "T", "t ", "%")
    found = store.run(lambda tx: [prompts.find(tx, chat.id, guess) for guess in guesses])
    assert found == [None] * 4


def test_two_chats_may_have_the_same_token(store: Store) -> None:
    lan, minh = store.run(begin), take(store, MINH)

    def work(tx: Connection) -> list[Prompt | None]:
        prompts.open(tx, Ask("t", "", "q1", "", 0, ()), lan.id, NOW)
        prompts.open(tx, Ask("t", "", "q2", "", 0, ()), minh.id, NOW)
        return [prompts.find(tx, chat.id, "t") for chat in (lan, minh)]

    assert [each and each.question for each in store.run(work)] == ["q1", "q2"]


def test_a_question_is_unseen_while_its_message_waits(store: Store) -> None:
    chat = store.run(begin)

    def work(tx: Connection) -> list[Prompt | None]:
        prompts.open(tx, Ask("t1", "d1", "q1", "", 0, ()), chat.id, NOW)
        id = outbox.post(tx, chat.id, Message("?", token="t1"), NOW)  # noqa: S106
        waiting = prompts.find(tx, chat.id, "t1")
        outbox.failed(tx, id, NOW, None)
        undeliverable = prompts.find(tx, chat.id, "t1")
        outbox.sent(tx, id, NOW)
        return [waiting, undeliverable, prompts.find(tx, chat.id, "t1")]

    found = store.run(work)
    assert [each and (each.is_unseen, each.tries) for each in found] == [
        (True, 0), (False, None), (False, None),
    ]  # fmt: skip


def test_a_question_that_is_put_again_came_when_it_was_first_put(store: Store) -> None:
    def ask(tx: Connection, token: str, question: str, after: int) -> None:
        at = NOW + after * SECOND
        prompts.open(tx, Ask(token, "d1", question, "", 0, ()), chat.id, at)
        id = outbox.post(tx, chat.id, Message("?", token=token), at)
        outbox.sent(tx, id, at)

    def work(tx: Connection) -> None:
        ask(tx, "t1", "q1", 0)
        ask(tx, "t2", "q2", 10)
        ask(tx, "t3", "q2", 60)

    chat = store.run(begin)
    store.run(work)

    found = store.run(lambda tx: prompts.find(tx, chat.id, "t3"))
    assert found
    assert found.delivered_at == NOW + 10 * SECOND
