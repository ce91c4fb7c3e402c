"""Lists to go anywhere from: the contents, a section's questions, the review of everything, a rest."""

from __future__ import annotations

from collections.abc import Sequence

from flows.dialogue import phrases
from flows.dialogue.conversation import Conversation
from flows.dialogue.messages import Choice
from flows.dialogue.verbs.attaching import unread
from flows.dialogue.verbs.names import (
    code,
    draft_name,
    section_name,
    sections,
    standing,
    title,
    where,
)
from flows.drafts.migrate import set_aside
from flows.drafts.plan import Stage, Step, is_settled, missing, progress
from flows.drafts.tree import left_out
from outlines.text import short

PAGE = 10
"""Lines on a page of the review."""
LINE = 90
"""Longest line of a list, in characters."""

FIRST, LAST = "facts_first", "facts_last"


def show_contents(talk: Conversation) -> None:
    """Every section with its progress; picking one lists its questions."""
    talk.say(phrases.CHOOSE_SECTION.format(name=draft_name(talk)))
    lines = [_facts_line(talk, phrases.FACTS_FIRST, FIRST)]
    lines += [_line(talk, name, _of_section(talk, id), id) for id, name in sections(talk).items()]
    lines.append(_facts_line(talk, phrases.FACTS_LAST, LAST))
    lines += [
        Choice(
            phrases.bring_back(short(talk.fill(node.heading or phrases.OWN), LINE)),
            f"bring {node.id}",
        )
        for node in left_out(talk.outline, talk.answers)
    ]
    talk.offer(lines, [phrases.RESUME, phrases.REVIEW])


def show_section(talk: Conversation) -> None:
    """The questions of the picked section; picking one puts it."""
    mates = _of_section(talk, talk.arg)
    named = {FIRST: phrases.FACTS_FIRST.lower(), LAST: phrases.FACTS_LAST.lower()}
    name = named.get(talk.arg) or section_name(talk, talk.arg)
    talk.say(phrases.CHOOSE_QUESTION.format(where=name))
    talk.offer(_jumps(talk, mates), [phrases.RESUME, phrases.CONTENTS])


def show_review(talk: Conversation) -> None:
    """Every question with its answer in short, a page at a time."""
    way = talk.way
    lacking = {step.id for step in missing(way, talk.answers)}
    done, total = progress(way, talk.answers)
    pages = -(-len(way) // PAGE)
    page = min(max(talk.session.page, 0), pages - 1)
    talk.say(
        phrases.review_head(draft_name(talk), done, total, page + 1, pages),
        phrases.still_missing(len(lacking)),
        _aside(talk),
        phrases.TO_EDIT,
    )
    shown = way[page * PAGE : (page + 1) * PAGE]
    talk.offer([*_jumps(talk, shown), *_turns(page, pages)], [phrases.EXPORT, phrases.RESUME])


def _aside(talk: Conversation) -> str:
    count = len(set_aside(talk.outline, talk.answers))
    return phrases.aside_line(count) if count else ""


def first_page(talk: Conversation) -> None:
    """From its beginning; a draft that was just opened stands at its last question meanwhile."""
    if talk.step is None:
        talk.go(talk.way[-1].id)
    talk.turn_to(0)


def turn_page(talk: Conversation) -> None:
    talk.turn_to(int(talk.arg))


def say_done(talk: Conversation) -> None:
    talk.say(phrases.ALL_ANSWERED)


def offer_rest(talk: Conversation) -> None:
    """After a section: what is done, and go on or rest. The next question is where the person stands then."""
    here, there = talk.step, talk.next
    if here is None or there is None:
        return
    done, total = progress(talk.way, talk.answers)
    ahead = where(there.labels) if there.labels else phrases.LAST_FACTS
    talk.say(
        phrases.section_done(section_name(talk, here.section), done, total),
        phrases.go_on_or_rest(ahead),
    )
    talk.go(there.id)
    talk.offer([Choice(phrases.go_on(ahead), "on"), Choice(phrases.REST, "rest")])


def say_rested(talk: Conversation) -> None:
    talk.say(phrases.RESTED)


def _of_section(talk: Conversation, id: str) -> list[Step]:
    stages = {FIRST: Stage.START, LAST: Stage.END}
    if id in stages:
        return [step for step in talk.way if step.stage is stages[id]]
    return [step for step in talk.way if step.section == id]


def _facts_line(talk: Conversation, name: str, id: str) -> Choice:
    return _line(talk, name, _of_section(talk, id), id)


def _line(talk: Conversation, name: str, mates: Sequence[Step], id: str) -> Choice:
    done = sum(is_settled(step, talk.answers) for step in mates)
    return Choice(f"{short(name, LINE)} ({done}/{len(mates)})", f"section {id}")


def _jumps(talk: Conversation, mates: Sequence[Step]) -> list[Choice]:
    lacking = {step.id for step in missing(mates, talk.answers)}
    return [
        Choice(_answer_line(talk, step, lacks=step.id in lacking), f"jump {step.id}")
        for step in mates
    ]


def _answer_line(talk: Conversation, step: Step, *, lacks: bool) -> str:
    mark = "☐" if lacks else "☑"
    answer = talk.answers.get(step.id)
    state = phrases.AS_PROPOSED if step.question is None and not answer else standing(answer)
    line = f"{mark} {code(step.labels)}{title(talk, step)}: {short(state, LINE)}"
    return line + unread(talk.answers, step.id)


def _turns(page: int, pages: int) -> list[Choice]:
    back = [Choice(phrases.PREVIOUS_PAGE, f"page {page - 1}")] if page else []
    on = [Choice(phrases.NEXT_PAGE, f"page {page + 1}")] if page + 1 < pages else []
    return [*back, *on]
