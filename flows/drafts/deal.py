"""Deals a pasted whole report out by its headings: which lines belong to which question. Proposes, never keeps.

A line is a heading if, without its label and mark, it is a heading or lead of the outline, in any spelling of
case and diacritics. What follows a lead on the same line is its content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flows.drafts.tree import Branch, facts, tree
from flows.drafts.values import Answers
from outlines.forms import Facts, fill
from outlines.model import Outline, Slot
from outlines.text import fold, lines

ENOUGH = 3
"""So many headings make a pasted text a report."""
_LABEL = re.compile(
    r"^\s*(?:[-–+*•]\s*)?(?:(?:phần\s+(?:thứ\s+)?\w+|mục\s+\d+|[IVXLC]+|[A-Z]|\(?\d{1,2}\)?(?:\.\d{1,2})*|[a-zđ]\))"
    r"\s*[.:)/-]?\s+)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dealt:
    """Question id -> its lines; `rest` stood under no question's heading; `headings` were recognised."""

    answers: Mapping[str, str] = field(default_factory=dict)
    rest: str = ""
    headings: int = 0


def deal(outline: Outline, answers: Answers, words: str) -> Dealt:
    """Lines under a slot's heading are its whole answer, after a point's title that point's."""
    known = list(_headings(tree(outline, answers), facts(outline, answers)))
    dealt: dict[str, list[str]] = {}
    rest: list[str] = []
    seen: set[int] = set()
    at = -1
    for line in lines(words):
        at, content = _recognised(line, known, at)
        if content is None:
            content = line
        else:
            seen.add(at)
        here = known[at][1] if at >= 0 else None
        if content:
            (dealt.setdefault(here, []) if here else rest).append(content)
    return Dealt({id: "\n".join(found) for id, found in dealt.items()}, "\n".join(rest), len(seen))


def is_report(outline: Outline, answers: Answers, words: str) -> bool:
    return words.count("\n") >= ENOUGH and deal(outline, answers, words).headings >= ENOUGH


def _headings(branches: Sequence[Branch], known: Facts) -> Iterator[tuple[str, str | None]]:
    """(folded heading, question that it begins); a section begins none."""
    for branch in branches:
        slot = branch.node if isinstance(branch.node, Slot) else None
        if branch.node.heading:
            yield fold(fill(branch.node.heading, known)), slot.id if slot else None
        for point in slot.points if slot else ():
            if point.title:
                yield fold(fill(point.title, known)), point.id
        yield from _headings(branch.parts, known)


def _recognised(
    line: str, known: Sequence[tuple[str, str | None]], at: int
) -> tuple[int, str | None]:
    """(place of the heading, content after it on the line), or the place that stands and None.

    A heading that occurs twice (a mirrored section) is the next one on from where the text is.
    """
    bare = _LABEL.sub("", line, count=1)
    for text, content in ((line, ""), (bare, ""), *_leads(bare)):
        places = [n for n, (heading, _) in enumerate(known) if heading == fold(text)]
        if places:
            return next((n for n in places if n > at), places[0]), content
    return at, None


def _leads(bare: str) -> Iterator[tuple[str, str]]:
    head, colon, content = bare.partition(":")
    if colon:
        yield head, content.strip()
