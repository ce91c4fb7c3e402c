"""What a slot prints below its heading: shown tables, the whole answer, the points, in every state.

A person's words print character for character, one paragraph a line. Asks, hints and guidance
never print.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flows.drafts.plan import mode
from flows.drafts.values import Answer, Answers, State
from outlines.forms import Facts, fill
from outlines.kinds import show
from outlines.kinds.table import rows_of
from outlines.model import Outline, Point, Question, Show, Slot
from outlines.text import clean, lines
from reports import appendices
from reports.report import Block, Ending, Heading, Paragraph
from reports.tables import grouped, has_unknown, table

NONE_ARISEN = "Không phát sinh."
NO_DATA = "[chưa có số liệu]"

_MISSING = Paragraph("", Ending.MISSING)


@dataclass(frozen=True, slots=True)
class Writer:
    """The draft at hand: the outline, its answers, the facts known so far."""

    outline: Outline
    answers: Answers
    facts: Facts

    def filled(self, text: str | None) -> str:
        return fill(text, self.facts) if text else ""

    def slot(self, slot: Slot) -> Iterator[Block]:
        yield from self.views(slot.shows)
        if any(view.table == slot.id for view in slot.shows):
            yield from self._reference(slot)
        else:
            yield from self._own(slot)
        blanks = self._point_by_point(slot)
        for point in slot.points:
            yield from self._point(point, blanks=blanks)

    def _own(self, slot: Slot) -> Iterator[Block]:
        """The whole answer; a blank for it only where the points do not take its place."""
        if self._given(slot) or not self._point_by_point(slot):
            yield from self._answer(slot)

    def _point_by_point(self, slot: Slot) -> bool:
        """Whether the points are what the slot consists of, so that each unanswered one shows."""
        some = any(self._given(point) for point in slot.points)
        if self._given(slot):
            return some and mode(self.outline, slot, self.answers) == "points"
        return some or (bool(slot.points) and mode(self.outline, slot, self.answers) == "points")

    def _given(self, question: Question) -> bool:
        return self._kept(question) is not None

    def _kept(self, question: Question) -> Answer | None:
        """The answer, unless it is none yet: not given, put off, or empty."""
        answer = self.answers.get(question.id)
        if answer is None or answer.state is State.LATER:
            return None
        return None if answer.state is State.ANSWERED and _empty(question, answer) else answer

    def _point(self, point: Point, *, blanks: bool) -> Iterator[Block]:
        answer = self._kept(point)
        if answer is None and not blanks:
            return
        if answer is not None and answer.state is State.NONE_ARISEN and point.if_any:
            return
        blocks = tuple(self._answer(point))
        title = self.filled(point.title)
        match point.prints:
            case "lead":
                yield from _led(f"- {title}:", blocks)
            case "heading":
                yield from (Heading("point", "", title), *blocks)
            case _:
                yield from blocks

    def _answer(self, question: Question) -> Iterator[Block]:
        answer = self._kept(question)
        if answer is None or answer.state is not State.ANSWERED:
            yield _stated(answer)
        elif question.kind == "table":
            columns = tuple(column.id for column in question.columns)
            elsewhere = tuple(self._reference(question))
            yield from elsewhere or (table(question, answer.value, columns),)
        else:
            yield from map(Paragraph, _lines(question, answer))

    def _reference(self, question: Question) -> Iterator[Paragraph]:
        """A table that an appendix shows is referred to where it was asked (HD 05-HD/VPTW, mục II.1)."""
        labels = appendices.showing(question.id, self.outline, self.answers)
        if labels:
            yield Paragraph(appendices.reference(labels))

    def views(self, shows: Iterable[Show]) -> Iterator[Block]:
        """What the views print, one after the other."""
        for view in shows:
            yield from self._view(view)

    def _view(self, view: Show) -> Iterator[Block]:
        """A view of a table that is asked elsewhere; unanswered there, it is a blank here."""
        question = self.outline.question(view.table)
        answer = self._kept(question) if question else None
        if question is None or answer is None or answer.state is not State.ANSWERED:
            yield _stated(answer)
        elif view.group_by:
            yield from map(Paragraph, grouped(question, answer.value, view, self.filled))
            if has_unknown(answer.value, view):
                yield _stated(None)
        else:
            yield table(question, answer.value, view.columns)


def _empty(question: Question, answer: Answer) -> bool:
    if question.kind == "table":
        return not rows_of(answer.value)
    return not _lines(question, answer)


def _lines(question: Question, answer: Answer) -> list[str]:
    return lines(clean(show(question, answer.words, answer.value)))


def _stated(answer: Answer | None) -> Paragraph:
    """What stands in the place of words that are not there."""
    match answer.state if answer else State.LATER:
        case State.NONE_ARISEN:
            return Paragraph(NONE_ARISEN)
        case State.NO_DATA:
            return Paragraph(NO_DATA)
        case State.BY_HAND:
            return Paragraph("", Ending.DOTS)
        case _:
            return _MISSING


def _led(lead: str, blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The lead words before the first line, further lines as paragraphs of their own."""
    first, *rest = blocks
    if isinstance(first, Paragraph):
        yield Paragraph(f"{lead} {first.text}", first.ending)
    else:
        yield from (Paragraph(lead), first)
    yield from rest
