"""One leg of a turn while it runs: the session so far, the words to say, the orders to give.

The verbs and guards of the table work on it; nothing else changes it. Holds no rules of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from flows.dialogue.context import Context
from flows.dialogue.effects import Ask, Effect, Keep, Reply
from flows.dialogue.events import Event
from flows.dialogue.messages import Choice, Message
from flows.dialogue.session import Phase, Session
from flows.drafts.plan import Step, find, steps, upcoming
from flows.drafts.tree import facts
from flows.drafts.values import Answer, Answers, Source, State
from outlines.forms import Facts, fill
from outlines.model import Outline
from outlines.reading import Json, Reading
from outlines.text import short

SHORT = 80
"""Longest short value, in characters."""


class Conversation:
    """What the table's verbs speak and write through."""

    def __init__(self, session: Session, context: Context, event: Event, arg: str) -> None:
        self.phase: Phase = session.phase
        self.session = session
        self.context = context
        self.event = event
        self.arg = arg
        self.effects: list[Effect] = []
        self.answers: dict[str, Answer] = dict(context.notes)
        self.reading: Reading | None = None
        self._way: tuple[Step, ...] = ()
        self._said: list[str] = []
        self._choices: tuple[Choice, ...] = ()
        self._actions: tuple[Choice, ...] = ()
        self._file = ""

    @cached_property
    def outline(self) -> Outline:
        """The draft's own; a verb that needs it runs only where a draft is at hand."""
        assert self.context.outline is not None
        return self.context.outline

    @property
    def way(self) -> tuple[Step, ...]:
        """All questions in order, as the answers so far make it."""
        if not self._way:
            self._way = steps(self.outline, self.answers)
        return self._way

    @property
    def step(self) -> Step | None:
        """The question at hand."""
        return find(self.way, self.session.question) if self.session.draft else None

    @property
    def next(self) -> Step | None:
        return upcoming(self.way, self.answers, self.session.question)

    @property
    def facts(self) -> Facts:
        return facts(self.outline, self.answers) if self.context.outline else {}

    def fill(self, text: str) -> str:
        return fill(text, self.facts)

    def say(self, *sentences: str) -> None:
        """Add lines to the message of this leg."""
        self._said += [each for each in sentences if each]

    def offer(self, choices: Sequence[Choice] = (), actions: Sequence[Choice] = ()) -> None:
        """Let this leg's message end in a prompt."""
        self._choices, self._actions = tuple(choices), tuple(actions)

    def attach(self, file: str) -> None:
        self._file = file

    def order(self, effect: Effect) -> None:
        self.effects.append(effect)

    def go(self, question: str, draft: str = "") -> None:
        self.session = replace(
            self.session, question=question, item="", page=0, draft=draft or self.session.draft
        )

    def turn_to(self, page: int) -> None:
        self.session = replace(self.session, page=page)

    def keep(
        self, question: str, state: State, words: str = "", value: Json = None,
        source: Source = Source.TYPED,
    ) -> None:  # fmt: skip
        """Order a revision, and know of it for the rest of this leg."""
        known = self.answers.get(question)
        based_on = known.seq if known else 0
        self.order(
            Keep(self.session.draft, question, state, words, value, source=source, based_on=based_on)
        )
        self.answers[question] = Answer(state, short(words, SHORT), value, based_on + 1)
        self._way = ()

    def close(self) -> tuple[Session, tuple[Effect, ...]]:
        """The session and orders after this leg; what was said becomes one message."""
        if self._said or self._file:
            self._open_prompt()
            token = self.session.token if self._choices or self._actions else ""
            message = Message("\n".join(self._said), self._choices, self._actions, token, self._file)
            self.order(Reply(message))
        return replace(self.session, phase=self.phase), tuple(self.effects)

    def _open_prompt(self) -> None:
        """A message without choices leaves the open prompt as it is: the question still stands."""
        choices = (*self._choices, *self._actions)
        if not choices:
            return
        at = self.session
        self.session = replace(at, token=self.context.fresh_token)
        known: Answers = self.answers
        revision = known[at.question].seq if at.question in known else 0
        self.order(Ask(self.session.token, at.draft, at.question, at.item, revision, choices))
