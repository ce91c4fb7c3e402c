"""Messages, sessions, choices and answers as JSON and back, field by field. Not the tables.

Written out by hand so that a renamed field cannot silently change what lies in a database:
a field is added with a default here, never renamed.
"""

from __future__ import annotations

from collections.abc import Iterable

from flows.dialogue.messages import Choice, Message
from flows.dialogue.session import Phase, Session
from flows.drafts.values import Answer, Answers, State
from outlines.reading import Json


def message_to_json(message: Message) -> Json:
    return {
        "text": message.text,
        "choices": choices_to_json(message.choices),
        "actions": choices_to_json(message.actions),
        "token": message.token,
        "file": message.file,
        "listed": message.listed,
    }


def message_from_json(value: Json) -> Message:
    read = _Fields(value)
    return Message(
        text=read.text("text"),
        choices=choices_from_json(read.get("choices")),
        actions=choices_from_json(read.get("actions")),
        token=read.text("token"),
        file=read.text("file"),
        listed=read.get("listed") is True,
    )


def choices_to_json(choices: Iterable[Choice]) -> Json:
    return [{"label": choice.label, "act": choice.act} for choice in choices]


def choices_from_json(value: Json) -> tuple[Choice, ...]:
    if not isinstance(value, list):
        return ()
    return tuple(Choice(_Fields(each).text("label"), _Fields(each).text("act")) for each in value)


def session_to_json(session: Session) -> dict[str, Json]:
    return {
        "phase": session.phase.value,
        "draft": session.draft,
        "question": session.question,
        "item": session.item,
        "token": session.token,
        "page": session.page,
        "album": session.album,
    }


def session_from_json(value: Json) -> Session:
    """A phase that this program no longer has becomes the first one: the person chooses again."""
    read = _Fields(value)
    phase = read.text("phase")
    return Session(
        phase=Phase(phase) if phase in list(Phase) else Phase.CHOOSING,
        draft=read.text("draft"),
        question=read.text("question"),
        item=read.text("item"),
        token=read.text("token"),
        page=read.number("page"),
        album=read.text("album"),
    )


def answers_to_json(answers: Answers) -> dict[str, Json]:
    return {
        question: {
            "state": answer.state.value,
            "words": answer.words,
            "value": answer.value,
            "seq": answer.seq,
        }
        for question, answer in answers.items()
    }


def answers_from_json(value: Json) -> dict[str, Answer]:
    if not isinstance(value, dict):
        return {}
    return {question: _answer(_Fields(each)) for question, each in value.items()}


def _answer(read: _Fields) -> Answer:
    return Answer(
        state=State(read.text("state")),
        words=read.text("words"),
        value=read.get("value"),
        seq=read.number("seq"),
    )


class _Fields:
    """Reads an object's fields; one that is missing or of another type reads as empty."""

    def __init__(self, value: Json) -> None:
        self._fields = value if isinstance(value, dict) else {}

    def get(self, name: str) -> Json:
        return self._fields.get(name)

    def text(self, name: str) -> str:
        value = self.get(name)
        return value if isinstance(value, str) else ""

    def number(self, name: str) -> int:
        value = self.get(name)
        return value if isinstance(value, int) else 0
