"""The dialogue, as one table on `transitions`. Everything that moves a conversation is in this file.

States are phases, never questions: the question is data. A row reads: when EVENT arrives FROM a phase and all
of WHEN hold, go TO that phase and THEN do these. The first row that holds wins; the last rows make the table
total. WHEN looks and never touches; THEN says and orders, and names no phase. The wording is in `phrases`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from transitions import Machine

from flows.dialogue.conversation import Conversation
from flows.dialogue.guards import (
    by_points,
    completes,
    ends_section,
    has_drafts,
    has_points,
    in_draft,
    in_no_draft,
    is_answered,
    is_first,
    is_nowhere,
    is_rejected,
    is_setting,
    is_stray_number,
    is_unclear,
    needs_pick,
)
from flows.dialogue.interpret import TRIGGERS
from flows.dialogue.session import Phase
from flows.dialogue.verbs.answering import (
    ask_back,
    choose,
    complain,
    excuse,
    keep_suggestion,
    offer_meanings,
    record,
    refuse_secret,
    set_by_points,
    set_mode,
    set_whole,
    write_meant,
)
from flows.dialogue.verbs.asking import (
    ask,
    ask_again,
    ask_next,
    ask_reason,
    go_back,
    jump,
    say_first,
    show_help,
    show_sample,
)
from flows.dialogue.verbs.browsing import (
    first_page,
    offer_rest,
    say_done,
    say_rested,
    show_contents,
    show_review,
    show_section,
    turn_page,
)
from flows.dialogue.verbs.exporting import deliver, order_report, raise_number
from flows.dialogue.verbs.refusing import (
    offer_again,
    say_already_whole,
    say_blank,
    say_corrected_later,
    say_file_later,
    say_late,
    say_no_draft,
    say_no_points,
    say_nothing,
    say_pick,
    say_unknown,
)
from flows.dialogue.verbs.starting import (
    greet,
    introduce,
    offer_drafts,
    open_new,
    open_old,
    welcome_back,
)

Step: TypeAlias = Callable[[Conversation], None]
Guard: TypeAlias = Callable[[Conversation], bool]

CHOOSING, ASKING, EXCUSING, CONFIRMING = (
    Phase.CHOOSING, Phase.ASKING, Phase.EXCUSING, Phase.CONFIRMING,
)  # fmt: skip
RESTING, BROWSING, REVIEWING = Phase.RESTING, Phase.BROWSING, Phase.REVIEWING

ANY = tuple(Phase)
STAY = None
ANSWERING = (ASKING, CONFIRMING, EXCUSING)
"""Phases in which words are an answer to the question at hand."""
LISTING = tuple(phase for phase in Phase if phase not in ANSWERING)
"""Phases in which something is picked."""


@dataclass(frozen=True, slots=True)
class Row:
    event: str
    source: tuple[Phase, ...]
    to: Phase | None
    then: tuple[Step, ...]
    when: tuple[Guard, ...]


def row(
    event: str, source: Phase | tuple[Phase, ...], to: Phase | None, *then: Step,
    when: tuple[Guard, ...] = (),
) -> Row:  # fmt: skip
    return Row(event, source if isinstance(source, tuple) else (source,), to, then, when)


def settled(event: str, source: Phase | tuple[Phase, ...], *then: Step) -> Iterator[Row]:
    """The question at hand is settled: what comes next depends on what is left."""
    yield row(event, source, REVIEWING, *then, say_done, first_page, show_review, when=(completes,))
    yield row(event, source, RESTING, *then, offer_rest, when=(ends_section,))
    yield row(event, source, ASKING, *then, ask_next)


def aside(event: str, *then: Step) -> Iterator[Row]:
    """Something beside the matter: one sentence, and the position stays."""
    yield row(event, ASKING, STAY, *then, ask_again, when=(in_draft,))
    yield row(event, ANY, STAY, *then, offer_again)


# fmt: off
ROWS: tuple[Row, ...] = (
    #   EVENT         FROM        TO          THEN                                   WHEN
    # words
    *aside("Secret", refuse_secret),
    *aside("Blank", say_blank),
    *aside("Unknown", say_unknown),
    row("Label",      ASKING,     CONFIRMING, ask_back,                              when=(in_draft,)),
    row("Said",       ANSWERING,  CHOOSING,   offer_drafts,                          when=(in_no_draft,)),
    row("Said",       ANSWERING,  ASKING,     say_pick, ask_next,                    when=(is_nowhere,)),
    row("Said",       (EXCUSING, CONFIRMING), STAY, say_pick, offer_again,           when=(is_stray_number,)),
    row("Said",       ANSWERING,  ASKING,     say_pick, ask,                         when=(needs_pick,)),
    row("Said",       ANSWERING,  ASKING,     complain, ask_again,                   when=(is_rejected,)),
    row("Said",       ANSWERING,  CONFIRMING, offer_meanings,                        when=(is_unclear,)),
    *settled("Said", ANSWERING, record),

    # picks
    *settled("answer", ASKING, choose),
    *settled("keep", ASKING, keep_suggestion),
    *settled("write", CONFIRMING, write_meant),
    *settled("reason", EXCUSING, excuse),
    row("mode",       ASKING,     ASKING,     set_mode, ask_next),
    row("new",        CHOOSING,   ASKING,     open_new),
    row("open",       CHOOSING,   ASKING,     open_old),
    row("section",    BROWSING,   STAY,       show_section),
    row("jump",       (BROWSING, REVIEWING),  ASKING, jump),
    row("page",       REVIEWING,  STAY,       turn_page, show_review),
    row("on",         RESTING,    ASKING,     ask),
    row("rest",       RESTING,    STAY,       say_rested),

    # beginning and coming back
    row("Started",    ANY,        CHOOSING,   offer_drafts,                          when=(in_no_draft, has_drafts)),
    row("Started",    ANY,        CHOOSING,   greet,                                 when=(in_no_draft,)),
    row("Started",    ANY,        REVIEWING,  welcome_back, first_page, show_review, when=(is_answered, completes)),
    row("Started",    ANY,        ASKING,     welcome_back, ask_next,                when=(is_answered,)),
    row("Started",    ANY,        ASKING,     welcome_back, ask),
    row("Resumed",    ANY,        CHOOSING,   offer_drafts,                          when=(in_no_draft,)),
    row("Resumed",    ANY,        REVIEWING,  introduce, first_page, show_review,    when=(is_nowhere, completes)),
    row("Resumed",    ANY,        ASKING,     introduce, ask_next,                   when=(is_nowhere,)),
    row("Resumed",    ANY,        ASKING,     ask),

    # commands
    row("/trogiup",   ASKING,     STAY,       show_help, ask_again,                  when=(in_draft,)),
    row("/trogiup",   ANY,        STAY,       show_help, offer_again),
    row("/bannhap",   ANY,        CHOOSING,   offer_drafts),
    *(row(command,    ANY,        CHOOSING,   say_no_draft, offer_drafts,            when=(in_no_draft,))
      for command in ("/tieptuc", "/mucluc", "/lui", "/boqua", "/mau", "/xemlai", "/xuat", "/tungy",
                      "/theomuc", "/duthaomoi")),
    row("/tieptuc",   ANY,        REVIEWING,  first_page, show_review,               when=(is_answered, completes)),
    row("/tieptuc",   ANY,        ASKING,     ask_next,                              when=(is_answered,)),
    row("/tieptuc",   ANY,        ASKING,     ask),
    row("/mucluc",    ANY,        BROWSING,   show_contents),
    row("/xemlai",    ANY,        REVIEWING,  first_page, show_review),
    row("/lui",       ANY,        ASKING,     say_first, ask_again,                  when=(is_first,)),
    row("/lui",       ANY,        ASKING,     go_back),
    row("/boqua",     ANY,        ASKING,     ask,                                   when=(is_nowhere,)),
    row("/boqua",     ANY,        ASKING,     say_pick, ask,                         when=(is_setting,)),
    row("/boqua",     ANY,        EXCUSING,   ask_reason),
    row("/mau",       ANY,        ASKING,     show_sample, ask_again),
    row("/tungy",     ANY,        ASKING,     ask,                                   when=(by_points,)),
    row("/tungy",     ANY,        ASKING,     set_by_points,                         when=(has_points,)),
    row("/tungy",     ANY,        ASKING,     say_no_points, ask_again),
    row("/theomuc",   ANY,        ASKING,     set_whole,                             when=(by_points,)),
    row("/theomuc",   ANY,        ASKING,     say_already_whole, ask_again),
    row("/xuat",      ANY,        STAY,       order_report),
    *aside("/duthaomoi", raise_number),

    # the world outside
    row("Finished",   ANY,        STAY,       deliver),
    row("Woke",       ANY,        STAY,       say_nothing),
    *aside("Late", say_late),
    *aside("SentFile", say_file_later),
    *aside("Corrected", say_corrected_later),
)
# fmt: on


def _rest() -> Iterator[Row]:
    """Whatever no row takes without a condition is answered by what can be picked."""
    for event in TRIGGERS:
        taken = {phase for each in ROWS if each.event == event and not each.when for phase in each.source}
        left = tuple(phase for phase in ANY if phase not in taken)
        if left:
            yield row(event, left, STAY, say_pick, offer_again)


TABLE = (*ROWS, *_rest())
"""Total: every trigger has an unconditional row in every phase."""


def _machine() -> Machine:
    """One for all chats: no model is registered, and no transition exists but the table's."""
    machine = Machine(
        model=None, states=Phase, initial=CHOOSING, model_attribute="phase", auto_transitions=False
    )
    for each in TABLE:
        machine.add_transition(
            each.event, list(each.source), each.to, conditions=list(each.when), after=list(each.then)
        )
    return machine


MACHINE = _machine()
