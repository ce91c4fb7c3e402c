"""A shell in memory: carries out a turn's orders on dictionaries, with everything through JSON and back.

The fake of bot.runner and storage; tests/bot/test_transcripts.py holds both to the same conversations.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.wire import from_json, to_json
from flows.dialogue import advance, wants_drafts
from flows.dialogue.context import Context, DraftCard, Prompt, Spoken
from flows.dialogue.effects import (
    Again,
    Amend,
    Append,
    Ask,
    Bin,
    Cancel,
    Carry,
    Effect,
    Issue,
    Join,
    Keep,
    Miss,
    Move,
    Open,
    Part,
    Pick,
    Remember,
    Rename,
    Repin,
    Reply,
    Restore,
    Start,
    TakeBack,
    WakeAt,
)
from flows.dialogue.events import Corrected, Event, Pressed
from flows.dialogue.messages import Limits, Message, merged
from flows.dialogue.session import Session
from flows.drafts.pieces import EARLIEST, Piece, in_order, join
from flows.drafts.values import Answer, Source, State
from outlines.model import Outline
from outlines.reading import Json
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
    pieces: dict[str, list[Piece]] = field(default_factory=dict)
    spoken: dict[str, tuple[str, list[Piece]]] = field(default_factory=dict)
    """Message -> the question and the pieces of the newest revision that had it."""
    status: str = "open"


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
    limits: Limits = field(default_factory=Limits)
    timers: dict[str, datetime] = field(default_factory=dict)
    conflicts: int = 0
    now: datetime = NOW
    unsent: int | None = None
    """If the open prompt's message waits to be sent: how often it was tried."""

    def happen(self, event: Event) -> list[Message]:
        """One update; what is said in answer."""
        following = [self._json(event)]
        heard: list[Message] = []
        while following:
            event = following.pop(0)
            turn = advance(self.session, event, self.context(event))
            self.session = session_from_json(json.loads(json.dumps(session_to_json(turn.session))))
            for effect in turn.effects:
                self._carry(effect)
            heard += [each.message for each in turn.effects if isinstance(each, Reply)]
            following += [each.event for each in turn.effects if isinstance(each, Again)]
        answered = [
            message_from_json(json.loads(json.dumps(message_to_json(each))))
            for each in merged(heard)
        ]
        self.said += answered
        return answered

    def context(self, event: Event) -> Context:
        draft = self.drafts.get(self.session.draft)
        answers = draft.answers if draft else {}
        facts = {fact.id for fact in draft.outline.facts} if draft else set()
        at_hand = answers.get(self.session.question)
        context = Context(
            now=self.now,
            limits=self.limits,
            outlines=(),
            drafts=(),
            outline=draft.outline if draft else None,
            notes={
                id: each
                if id in facts or id[0] == "@"
                else replace(each, words=short(each.words, SHORT))
                for id, each in answers.items()
            },
            lengths={id: len(each.words) for id, each in answers.items()},
            words=at_hand.words if at_hand else "",
            value=at_hand.value if at_hand else None,
            pieces=len(draft.pieces.get(self.session.question, ())) if draft else 0,
            newer=self._newer(draft) if draft else None,
            last=draft.last if draft else "",
            profile=self.profile,
            open=self._open(),
            pressed=self.prompts.get(event.token) if isinstance(event, Pressed) else None,
            corrected=self._spoken(event),
            corrected_elsewhere=self._is_elsewhere(event),
            fresh_draft=f"draft{len(self.drafts)}",
            fresh_token=self._token(),
        )
        if not wants_drafts(self.session, event, context):
            return context
        return replace(context, outlines=self._newest(), drafts=self._cards())

    def is_second_tap(self, event: Pressed) -> bool:
        """The same button as the last time, and no time between: the clock stands still."""
        known = self.prompts.get(event.token)
        return known is not None and known.picked == event.index

    def _open(self) -> Prompt | None:
        prompt = self.prompts.get(self.session.token)
        if prompt is None or self.unsent is None:
            return prompt
        return replace(prompt, delivered_at=None, tries=self.unsent)

    def _cards(self) -> list[DraftCard]:
        return [
            DraftCard(id, each.name, each.outline.id, each.status, each.answers)
            for id, each in reversed(self.drafts.items())
        ]

    def _newest(self) -> list[Outline]:
        newest = {each.id: each for each in sorted(self.outlines, key=lambda each: each.version)}
        return list(newest.values())

    def _newer(self, draft: MemoryDraft) -> Outline | None:
        newest = next(each for each in self._newest() if each.id == draft.outline.id)
        return newest if newest.version > draft.outline.version else None

    def _token(self) -> str:
        self.tokens += 1
        return f"t{self.tokens:07d}"

    def _json(self, event: Event) -> Event:
        return from_json(json.loads(json.dumps(to_json(event))))

    def _carry(self, effect: Effect) -> None:  # noqa: C901, PLR0912 - one line an effect
        match effect:
            case Open(draft, outline):
                self.drafts[draft] = MemoryDraft(next(o for o in self._newest() if o.id == outline))
            case Keep():
                self._keep(effect)
            case Rename(draft, name):
                self.drafts[draft].name = name
            case Ask():
                self._ask(effect)
            case Pick(token, place) if known := self.prompts.get(token):
                self.prompts[token] = replace(known, picked=place, picked_at=self.now)
            case Remember(question, words, value):
                self.profile[question] = Answer(State.ANSWERED, words, value)
            case Start():
                self.jobs.append(effect)
            case WakeAt(when, key):
                self.timers[key] = when
            case Cancel(key):
                self.timers.pop(key, None)
            case Append(draft, question, piece):
                self._append(draft, question, piece)
            case Move():
                self._move(effect)
            case Amend():
                self._amend(effect)
            case TakeBack(draft, question):
                self._take_back(draft, question)
            case Carry():
                self._carry_over(effect)
            case Repin(draft, version):
                newest = next(o for o in self.outlines if o.version == version)
                self.drafts[draft].outline = newest
            case Bin(draft):
                self.drafts[draft].status = "binned"
            case Restore(draft):
                self.drafts[draft].status = "open"
            case Issue() | Miss() | Join() | Part():
                pass  # it knows of one chat only
            case Reply() | Again():
                pass

    def _ask(self, ask: Ask) -> None:
        last = list(self.prompts.values())[-1:]
        again = [each for each in last if each.question == ask.question]
        put = again[0].delivered_at if again else self.now
        self.prompts[ask.token] = Prompt(
            ask.token, ask.draft, ask.question, ask.item, ask.revision, ask.choices,
            delivered_at=put, created_at=self.now,
        )  # fmt: skip

    def _keep(self, keep: Keep) -> None:
        draft = self.drafts[keep.draft]
        known = draft.answers.get(keep.question)
        seq = known.seq + 1 if known else 1
        self.conflicts += keep.based_on < seq - 1
        draft.revisions.append(keep)
        self._hold(draft, keep.question, [keep.piece] if keep.piece else [])
        draft.answers[keep.question] = Answer(keep.state, keep.words, keep.value, seq)
        if not keep.question.startswith("@") and keep.source != "carried":
            draft.last = keep.question

    def _append(self, id: str, question: str, piece: Piece) -> None:
        draft = self.drafts[id]
        self._rewrite(draft, id, question, [*self._parts(draft, question), piece])

    def _rewrite(
        self, draft: MemoryDraft, id: str, question: str, parts: list[Piece], value: Json = None
    ) -> None:
        seq = draft.answers[question].seq if question in draft.answers else 0
        self._keep(Keep(id, question, State.ANSWERED, join(parts), value, based_on=seq))
        self._hold(draft, question, parts)

    def _hold(self, draft: MemoryDraft, question: str, parts: list[Piece]) -> None:
        draft.pieces[question] = parts
        draft.spoken |= {each.key: (question, parts) for each in parts if each.key}

    def _amend(self, amend: Amend) -> None:
        draft = self.drafts[amend.draft]
        parts = draft.spoken[amend.key][1]
        changed = [replace(p, words=amend.words) if p.key == amend.key else p for p in parts]
        self._rewrite(draft, amend.draft, amend.question, changed, amend.value)

    def _spoken(self, event: Event) -> Spoken | None:
        draft = self.drafts.get(self.session.draft)
        if draft is None or not isinstance(event, Corrected) or event.key not in draft.spoken:
            return None
        question, parts = draft.spoken[event.key]
        [words] = [each.words for each in parts if each.key == event.key]
        now = draft.pieces.get(question, [])
        return Spoken(question, words, any(each.key == event.key for each in now))

    def _is_elsewhere(self, event: Event) -> bool:
        if not isinstance(event, Corrected) or self._spoken(event):
            return False
        return any(
            event.key in each.spoken for each in self.drafts.values() if each.status == "open"
        )

    def _parts(self, draft: MemoryDraft, question: str) -> list[Piece]:
        answer = draft.answers.get(question)
        if answer is None or answer.state is not State.ANSWERED or not answer.words:
            return []
        return draft.pieces.get(question) or [Piece("", answer.words, EARLIEST)]

    def _move(self, move: Move) -> None:
        draft = self.drafts[move.draft]
        parts = in_order(self._parts(draft, move.source))
        if not parts:
            return
        self._append(move.draft, move.target, parts[-1])
        if parts[:-1]:
            self._rewrite(draft, move.draft, move.source, parts[:-1])
            return
        older = [each for each in draft.revisions if each.question == move.source][:-1]
        seq = draft.answers[move.source].seq
        old = older[-1] if older else Keep(move.draft, move.source, State.LATER)
        self._keep(replace(old, based_on=seq))

    def _take_back(self, id: str, question: str) -> None:
        draft = self.drafts[id]
        stands = draft.answers[question]
        shown = stands.words if stands.state is State.ANSWERED else ""
        told = [each for each in draft.revisions if each.question == question]
        old = [each for each in told if each.state is State.ANSWERED and each.words != shown]
        if old:
            self._keep(replace(old[-1], based_on=stands.seq))

    def _carry_over(self, carry: Carry) -> None:
        answers = self.drafts[carry.draft].answers
        words = "\n".join(
            answers[id].words for id in carry.sources if id in answers and answers[id].words
        )
        seq = answers[carry.target].seq if carry.target in answers else 0
        source = answers.get(carry.sources[0]) if len(carry.sources) == 1 else None
        alone = source is not None and carry.state is State.ANSWERED and carry.value is None
        value = source.value if source and alone else carry.value
        self._keep(
            Keep(carry.draft, carry.target, carry.state, words, value, source=Source.CARRIED,
                 based_on=seq)
        )  # fmt: skip
