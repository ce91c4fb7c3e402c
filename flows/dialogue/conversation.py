"""One leg of a turn while it runs: the session so far, the words to say, the orders to give.

The verbs and guards of the table work on it; nothing else changes it. Holds no rules of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from flows.dialogue.context import Context
from flows.dialogue.effects import Amend, Append, Ask, Cancel, Effect, Keep, Reply
from flows.dialogue.events import Event, Said, SentFile
from flows.dialogue.messages import Choice, Message
from flows.dialogue.session import Phase, Session
from flows.drafts.pieces import Piece
from flows.drafts.plan import Step, find, steps, upcoming
from flows.drafts.tree import facts
from flows.drafts.values import Answer, Answers, Source, State
from outlines.forms import Facts, fill
from outlines.model import Outline
from outlines.reading import Json, Reading
from outlines.text import clean, short

SETTLE = "settle"
"""Key of the timer after which an answer of several messages is complete. A chat collects one at a time."""
SHORT = 80
"""Longest short value, in characters."""


class Conversation:
    """What the table's verbs speak and write through."""

    def __init__(self, session: Session, context: Context, event: Event, arg: str) -> None:
        self.phase: Phase = session.phase
        self._began = session.phase
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
        assert self.context.outline is not None  # noqa: S101 - the guards saw to it
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

    def leave(self) -> None:
        """No draft is at hand any more."""
        self.session = Session(phase=self.session.phase)

    def turn_to(self, page: int) -> None:
        self.session = replace(self.session, page=page)

    def keep(
        self, question: str, state: State, words: str = "", value: Json = None,
        source: Source = Source.TYPED,
    ) -> None:  # fmt: skip
        """Order a revision, and know of it for the rest of this leg."""
        self.order(
            Keep(
                self.session.draft, question, state, words, value, source=source,
                based_on=self.seen(question), piece=self.piece(words),
            )
        )  # fmt: skip
        self._know(question, Answer(state, short(words, SHORT), value, self._seq(question) + 1))

    def append(self, question: str) -> None:
        """Order the message at hand to be joined to an answer that stands."""
        piece = self.piece(self.arg) or Piece("", self.arg)
        self.order(Append(self.session.draft, question, piece))
        stands = self.answers.get(question)
        shown = short(f"{stands.words} {self.arg}" if stands else self.arg, SHORT)
        self._know(question, Answer(State.ANSWERED, shown, None, self._seq(question) + 1))

    def amend(self, key: str, words: str, value: Json) -> None:
        """Order other words for a message of an answer, and know of them for the rest of this leg."""
        spoken = self.context.corrected
        if spoken is None:
            return
        question = spoken.question
        self.order(Amend(self.session.draft, question, key, words, value))
        stands = self.answers.get(question)
        shown = stands.words.replace(spoken.words, words) if stands else words
        whole = short(shown if spoken.stands and value is None else words, SHORT)
        self._know(question, Answer(State.ANSWERED, whole, value, self._seq(question) + 1))

    @property
    def key(self) -> str:
        """Of the message at hand, where it is one."""
        return self.event.key if isinstance(self.event, Said) else ""

    def seen(self, question: str) -> int:
        """The seq of the answer that the person had before them: the open prompt's, where it asks this."""
        prompt = self.context.open
        return prompt.revision if prompt and prompt.question == question else self._seq(question)

    def piece(self, words: str) -> Piece | None:
        """The message at hand, where it is one and has these words: the number of a choice is not its label."""
        said = self.event
        if isinstance(said, Said) and words == self.arg == clean(said.words):
            return Piece(said.key, words, said.at)
        return None

    def _seq(self, question: str) -> int:
        return self.answers[question].seq if question in self.answers else 0

    def _know(self, question: str, answer: Answer) -> None:
        self.answers[question] = answer
        self._way = ()

    def _stop_collecting(self) -> None:
        """Whatever ends the collecting of an answer ends its timer."""
        if self._began is Phase.COLLECTING and self.phase is not Phase.COLLECTING:
            self.order(Cancel(SETTLE))

    def close(self) -> tuple[Session, tuple[Effect, ...]]:
        """The session and orders after this leg; what was said becomes one message."""
        self._stop_collecting()
        if self._said or self._file:
            self._open_prompt()
            token = self.session.token if self._choices or self._actions else ""
            message = Message(
                "\n".join(self._said), self._choices, self._actions, token, self._file
            )
            self.order(Reply(message))
        return replace(self.session, phase=self.phase, album=self._album()), tuple(self.effects)

    def _album(self) -> str:
        album = self.event.group if isinstance(self.event, SentFile) else ""
        return album or self.session.album

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
