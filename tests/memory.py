"""A shell in memory: carries out a turn's orders on dictionaries, with everything through JSON and back.

The fake of bot.runner and storage; tests/bot/test_transcripts.py holds both to the same conversations.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.wire import from_json, to_json
from flows.dialogue import advance, wants_drafts
from flows.dialogue.context import Context, DraftCard, Prompt
from flows.dialogue.effects import (
    Again,
    Ask,
    Cancel,
    Effect,
    Keep,
    Open,
    Remember,
    Rename,
    Reply,
    Start,
    WakeAt,
)
from flows.dialogue.events import Event, Pressed
from flows.dialogue.messages import Limits, Message
from flows.dialogue.session import Session
from flows.drafts.values import Answer, State
from outlines.model import Outline
from outlines.text import short
from storage.codec import (
    message_from_json,
    message_to_json,
    session_from_json,
    session_to_json,
)

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
SHORT = 80


@dataclass
class MemoryDraft:
    outline: Outline
    name: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    last: str = ""
    revisions: list[Keep] = field(default_factory=list)


@dataclass
class Memory:
    """One person in one chat."""

    outlines: list[Outline]
    session: Session = field(default_factory=Session)
    drafts: dict[str, MemoryDraft] = field(default_factory=dict)
    prompts: dict[str, Prompt] = field(default_factory=dict)
    profile: dict[str, Answer] = field(default_factory=dict)
    jobs: list[Start] = field(default_factory=list)
    said: list[Message] = field(default_factory=list)
    tokens: int = 0

    def happen(self, event: Event) -> list[Message]:
        """One update; what is said in answer."""
        following, before = [self._json(event)], len(self.said)
        while following:
            event = following.pop(0)
            turn = advance(self.session, event, self.context(event))
            self.session = session_from_json(json.loads(json.dumps(session_to_json(turn.session))))
            for effect in turn.effects:
                self._carry(effect)
            following += [each.event for each in turn.effects if isinstance(each, Again)]
        return self.said[before:]

    def context(self, event: Event) -> Context:
        draft = self.drafts.get(self.session.draft)
        answers = draft.answers if draft else {}
        facts = {fact.id for fact in draft.outline.facts} if draft else set()
        at_hand = answers.get(self.session.question)
        listed = wants_drafts(self.session, event)
        return Context(
            now=NOW,
            limits=Limits(),
            outlines=self.outlines if listed else (),
            drafts=self._cards() if listed else (),
            outline=draft.outline if draft else None,
            notes={
                id: each if id in facts or id[0] == "@" else replace(each, words=short(each.words, SHORT))
                for id, each in answers.items()
            },
            lengths={id: len(each.words) for id, each in answers.items()},
            words=at_hand.words if at_hand else "",
            last=draft.last if draft else "",
            profile=self.profile,
            open=self.prompts.get(self.session.token),
            pressed=self.prompts.get(event.token) if isinstance(event, Pressed) else None,
            fresh_draft=f"draft{len(self.drafts)}",
            fresh_token=self._token(),
        )

    def _cards(self) -> list[DraftCard]:
        return [
            DraftCard(id, each.name, each.outline.id, "open", each.answers)
            for id, each in reversed(self.drafts.items())
        ]

    def _token(self) -> str:
        self.tokens += 1
        return f"t{self.tokens:07d}"

    def _json(self, event: Event) -> Event:
        return from_json(json.loads(json.dumps(to_json(event))))

    def _carry(self, effect: Effect) -> None:
        match effect:
            case Reply(message):
                self.said.append(message_from_json(json.loads(json.dumps(message_to_json(message)))))
            case Open(draft, outline):
                self.drafts[draft] = MemoryDraft(next(o for o in self.outlines if o.id == outline))
            case Keep():
                self._keep(effect)
            case Rename(draft, name):
                self.drafts[draft].name = name
            case Ask(token, draft, question, item, revision, choices):
                self.prompts[token] = Prompt(token, draft, question, item, revision, choices)
            case Remember(question, words, value):
                self.profile[question] = Answer(State.ANSWERED, words, value)
            case Start():
                self.jobs.append(effect)
            case WakeAt() | Cancel() | Again():
                pass

    def _keep(self, keep: Keep) -> None:
        draft = self.drafts[keep.draft]
        known = draft.answers.get(keep.question)
        seq = known.seq + 1 if known else 1
        assert keep.based_on == seq - 1, "an answer not based on the one before it"
        draft.revisions.append(keep)
        draft.answers[keep.question] = Answer(keep.state, keep.words, keep.value, seq)
        if not keep.question.startswith("@") and keep.source != "carried":
            draft.last = keep.question
