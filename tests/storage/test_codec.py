"""What lies in the database as JSON comes back as it was."""

from __future__ import annotations

import json
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.dialogue.messages import Choice, Message
from flows.dialogue.session import Phase, Session
from flows.drafts.values import Answer, Answers, State
from outlines.reading import Json
from storage import codec

T = TypeVar("T")

choices = st.lists(st.builds(Choice, st.text(), st.text())).map(tuple)
messages = st.builds(Message, st.text(), choices, choices, st.text(), st.text())
sessions = st.builds(Session, page=st.integers(0, 99), album=st.text())
values = st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text())
answers = st.dictionaries(
    st.text(), st.builds(Answer, st.sampled_from(State), st.text(), values, st.integers(1))
)


def through_text(value: Json) -> Json:
    read: Json = json.loads(json.dumps(value))
    return read


@given(messages)
def test_a_message_comes_back(message: Message) -> None:
    assert codec.message_from_json(through_text(codec.message_to_json(message))) == message


@given(sessions)
def test_a_session_comes_back(session: Session) -> None:
    assert codec.session_from_json(through_text(codec.session_to_json(session))) == session


@given(answers)
def test_answers_come_back(kept: Answers) -> None:
    assert codec.answers_from_json(through_text(codec.answers_to_json(kept))) == kept


def test_every_field_is_written() -> None:
    """A field added to a value and forgotten here would be lost at the next turn."""
    message, session = codec.message_to_json(Message("")), codec.session_to_json(Session())

    assert isinstance(message, dict)
    assert set(message) == set(Message.__slots__)
    assert set(session) == set(Session.__slots__)


@pytest.mark.parametrize("old", [None, [], "x", {}, {"phase": "Report:gone", "page": "1"}])
def test_what_an_earlier_program_left_reads_as_a_fresh_session(old: Json) -> None:
    assert codec.session_from_json(old) == Session(Phase.CHOOSING)
