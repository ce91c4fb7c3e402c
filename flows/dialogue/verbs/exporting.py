"""Ordering the report and handing it over. The building is a job; the person goes on meanwhile."""

from __future__ import annotations

from flows.dialogue import phrases
from flows.dialogue.conversation import Conversation
from flows.dialogue.effects import Start
from flows.dialogue.events import Finished
from flows.drafts.settings import NUMBER
from flows.drafts.values import Source, State


def order_report(talk: Conversation) -> None:
    talk.order(Start("report", talk.session.draft))
    talk.say(phrases.BUILDING)


def deliver(talk: Conversation) -> None:
    """The finished file with one sentence, or an apology that says what to do."""
    event = talk.event
    result = event.result if isinstance(event, Finished) else None
    if not isinstance(result, dict) or "file" not in result:
        talk.say(phrases.FAILED)
        return
    number, lacking = result.get("number"), result.get("missing")
    talk.say(
        phrases.delivered(
            str(result.get("title", "")),
            number if isinstance(number, int) else 1,
            lacking if isinstance(lacking, int) else 0,
        )
    )
    talk.attach(str(result["file"]))


def make_final(talk: Conversation) -> None:
    """Number 0: the mark "Dự thảo" goes (HD 05-HD/VPTW, Phụ lục 2, 12b)."""
    talk.keep(NUMBER, State.ANSWERED, "0", 0, Source.CHOSEN)
    talk.say(phrases.FINAL)


def raise_number(talk: Conversation) -> None:
    """The n of "Dự thảo lần n" counts up only when the person says so."""
    known = talk.answers.get(NUMBER)
    number = (known.value if known and isinstance(known.value, int) else 1) + 1
    talk.keep(NUMBER, State.ANSWERED, str(number), number, Source.CHOSEN)
    talk.say(phrases.new_number(number))
