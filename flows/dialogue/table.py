"""The dialogue, as one table on `transitions`. Everything that moves a conversation is in this file.

States are phases, never questions: the question is data. A row reads: when EVENT arrives FROM a phase and all
of WHEN hold, go TO that phase and THEN do these. The first row that holds wins; the last rows make the table
total. WHEN looks and never touches; THEN says and orders, and names no phase. The wording is in `phrases`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from transitions import Machine

from flows.dialogue.guards import (
    asks_for_code,
    by_points,
    can_add,
    can_move,
    completes,
    ends_section,
    follows_long,
    has_drafts,
    has_newer,
    has_others,
    has_points,
    in_draft,
    in_no_draft,
    in_section,
    is_adding,
    is_answered,
    is_begun_album,
    is_dealt,
    is_decided,
    is_due,
    is_first,
    is_form,
    is_joined,
    is_legacy,
    is_nowhere,
    is_of_album,
    is_of_another,
    is_of_this,
    is_overtaken,
    is_own_title,
    is_pasting,
    is_rejected,
    is_setting,
    is_stray_number,
    is_table,
    is_unchanged,
    is_unclear,
    is_whole_report,
    is_worth_keeping,
    joins,
    lacks_something,
    may_join,
    needs_pick,
    was_answered_before,
)
from flows.dialogue.interpret import TRIGGERS
from flows.dialogue.rows import Row, Verb, row
from flows.dialogue.session import Phase
from flows.dialogue.verbs.amending import (
    amend,
    amend_meant,
    ask_which_holds,
    go_on,
    say_unchanged,
)
from flows.dialogue.verbs.answering import (
    ask_back,
    ask_back_to_add,
    ask_whether,
    choose,
    complain,
    excuse,
    keep_suggestion,
    offer_meanings,
    record,
    record_rows,
    refuse_secret,
    say_nothing_before,
    set_by_points,
    set_mode,
    set_whole,
    take_back,
    write_meant,
)
from flows.dialogue.verbs.arranging import (
    add_own,
    ask_bin,
    ask_own,
    ask_scope,
    bin_draft,
    bring_back,
    drop,
    name_own,
    offer_upgrade,
    readmit,
    restore,
    show_aside,
    stay,
    upgrade,
)
from flows.dialogue.verbs.asking import (
    ask,
    ask_again,
    ask_missing,
    ask_next,
    ask_reason,
    go_back,
    jump,
    say_first,
    show_help,
    show_sample,
)
from flows.dialogue.verbs.attaching import keep_file, keep_quietly
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
from flows.dialogue.verbs.collecting import (
    add,
    add_at_once,
    add_meant,
    add_to_last,
    ask_for_more,
    ask_which,
    begin,
    move_back,
    put,
    say_collected,
    say_nothing_to_add,
    say_nothing_to_move,
    wait,
)
from flows.dialogue.verbs.exporting import deliver, make_final, order_report, raise_number
from flows.dialogue.verbs.forms import record_form
from flows.dialogue.verbs.joining import (
    ask_join,
    ask_part,
    join,
    part,
    say_alone,
    say_joined,
    say_no_join,
    say_parted,
    show_code,
)
from flows.dialogue.verbs.pasting import (
    add_to_paste,
    deal_out,
    keep_here,
    offer_deal,
    offer_repair,
    say_kept,
)
from flows.dialogue.verbs.refusing import (
    offer_again,
    say_already_whole,
    say_blank,
    say_corrected_later,
    say_dealt,
    say_file_later,
    say_late,
    say_no_draft,
    say_no_points,
    say_nothing,
    say_of_another_draft,
    say_pick,
    say_unknown,
    say_wordy,
)
from flows.dialogue.verbs.starting import (
    greet,
    introduce,
    offer_drafts,
    open_new,
    open_old,
    welcome_back,
)

CHOOSING, ASKING, EXCUSING, CONFIRMING = (
    Phase.CHOOSING, Phase.ASKING, Phase.EXCUSING, Phase.CONFIRMING,
)  # fmt: skip
COLLECTING, ADDING, DECIDING = Phase.COLLECTING, Phase.ADDING, Phase.DECIDING
WRITING = (COLLECTING, ADDING)
EDITING = (ASKING, EXCUSING, CONFIRMING, ADDING)
"""Phases in which an answered question is at hand because the person wants to change it."""
RESTING, BROWSING, REVIEWING = Phase.RESTING, Phase.BROWSING, Phase.REVIEWING

ANY = tuple(Phase)
STAY = None
ANSWERING = (ASKING, CONFIRMING, EXCUSING)
"""Phases in which words are an answer to the question at hand."""


def settled(event: str, source: Phase | tuple[Phase, ...], *then: Verb) -> Iterator[Row]:
    """The question at hand is settled: what comes next depends on what is left."""
    yield row(event, source, REVIEWING, *then, say_done, first_page, show_review, when=(completes,))
    yield row(event, source, RESTING, *then, offer_rest, when=(ends_section,))
    yield row(event, source, ASKING, *then, ask_next)


def aside(event: str, *then: Verb) -> Iterator[Row]:
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
    *aside("Wordy", say_wordy),
    row("Label",      ASKING,     CONFIRMING, ask_back,                              when=(in_draft,)),
    row("Label",      WRITING, CONFIRMING, ask_back_to_add,             when=(in_draft,)),
    row("Said",       ANSWERING,  CHOOSING,   offer_drafts,                          when=(in_no_draft,)),
    row("Said",       ANSWERING,  ASKING,     say_pick, ask_next,                    when=(is_nowhere,)),
    row("Said",       CONFIRMING, STAY,       add_to_paste,                          when=(is_pasting,)),
    row("Said",       CONFIRMING, COLLECTING, add,                                   when=(is_adding, joins)),
    *(replace(each, when=(is_adding, *each.when)) for each in settled("Said", CONFIRMING, add_at_once)),
    row("Said",       (EXCUSING, CONFIRMING), STAY, say_pick, offer_again,           when=(is_stray_number,)),
    row("Said",       ANSWERING,  ASKING,     say_pick, ask,                         when=(needs_pick,)),
    row("Said",       EXCUSING,   CONFIRMING, ask_whether),
    row("Said",       ASKING,     ASKING,     record_form,                           when=(is_form,)),
    row("Said",       ANSWERING,  ASKING,     name_own, ask,                         when=(is_own_title,)),
    row("Said",       ANSWERING,  CONFIRMING, offer_deal,                            when=(is_whole_report,)),
    row("Said",       ANSWERING,  CONFIRMING, offer_repair,                          when=(is_legacy,)),
    row("Said",       ANSWERING,  ASKING,     complain, ask_again,                   when=(is_rejected,)),
    row("Said",       ANSWERING,  CONFIRMING, offer_meanings,                        when=(is_unclear,)),
    row("Said",       ANSWERING,  ASKING,     record_rows,                           when=(is_table,)),
    row("Said",       ANSWERING,  COLLECTING, begin,                                 when=(joins,)),
    *settled("Said", ANSWERING, record),

    # answers of several messages
    row("Said",       WRITING, CHOOSING, offer_drafts,                  when=(in_no_draft,)),
    row("Said",       COLLECTING, STAY,       add),
    row("Said",       ADDING,     COLLECTING, add,                                   when=(joins,)),
    *settled("Said", ADDING, add_at_once),
    row("Woke",       COLLECTING, ASKING,     ask_next,                              when=(is_nowhere,)),
    *(replace(each, when=(is_due, *each.when)) for each in settled("Woke", COLLECTING, say_collected)),
    row("Early",      ASKING,     STAY,       add_to_last, ask_again,                when=(follows_long,)),
    row("Early",      ASKING,     CONFIRMING, ask_which),
    row("Early",      (RESTING, REVIEWING), STAY, add_to_last, offer_again,          when=(follows_long,)),

    # picks
    *settled("answer", ASKING, choose),
    *settled("keep", ASKING, keep_suggestion),
    *settled("write", CONFIRMING, write_meant),
    *settled("reason", (EXCUSING, CONFIRMING), excuse),
    *settled("add", CONFIRMING, add_meant),
    *settled("done", ASKING),
    row("put",        CONFIRMING, ASKING,     put),
    row("deal",       CONFIRMING, ASKING,     deal_out),
    *settled("here", CONFIRMING, keep_here),
    *settled("asis", CONFIRMING, say_kept),
    row("drop",       DECIDING,   ASKING,     drop),
    row("bring",      BROWSING,   STAY,       bring_back, show_contents),
    row("own",        DECIDING,   ASKING,     add_own),
    row("bin",        DECIDING,   CHOOSING,   bin_draft),
    row("restore",    CHOOSING,   ASKING,     restore),
    row("upgrade",    DECIDING,   ASKING,     upgrade),
    row("stay",       DECIDING,   ASKING,     stay),
    row("readmit",    BROWSING,   ASKING,     readmit),
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
    row("Started",    ANY,        DECIDING,   welcome_back, offer_upgrade,           when=(has_newer,)),
    row("Started",    EDITING,    ASKING,     welcome_back, ask,                     when=(is_answered,)),
    row("Started",    ANY,        REVIEWING,  welcome_back, first_page, show_review, when=(is_answered, completes)),
    row("Started",    ANY,        ASKING,     welcome_back, ask_next,                when=(is_answered,)),
    row("Started",    ANY,        ASKING,     welcome_back, ask),
    row("Resumed",    ANY,        CHOOSING,   offer_drafts,                          when=(in_no_draft,)),
    row("Resumed",    ANY,        DECIDING,   introduce, offer_upgrade,              when=(is_nowhere, has_newer)),
    row("Resumed",    ANY,        REVIEWING,  introduce, first_page, show_review,    when=(is_nowhere, completes)),
    row("Resumed",    ANY,        ASKING,     introduce, ask_next,                   when=(is_nowhere,)),
    row("Resumed",    ANY,        ASKING,     ask),

    # commands
    row("/trogiup",   ASKING,     STAY,       show_help, ask_again,                  when=(in_draft,)),
    row("/trogiup",   ANY,        STAY,       show_help, offer_again),
    row("/bannhap",   ANY,        CHOOSING,   offer_drafts),
    *(row(command,    ANY,        CHOOSING,   say_no_draft, offer_drafts,            when=(in_no_draft,))
      for command in ("/tieptuc", "/mucluc", "/lui", "/boqua", "/mau", "/xemlai", "/xuat", "/tungy",
                      "/theomuc", "/duthaomoi", "/vietthem", "/nhamcau", "/khongthuoc", "/themmuc", "/xoa",
                      "/catrieng", "/laylai", "/banchinh")),
    row("/tieptuc",   REVIEWING,  ASKING,     ask_missing,                           when=(completes, lacks_something)),
    row("/tieptuc",   ANY,        REVIEWING,  first_page, show_review,               when=(is_nowhere, completes)),
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
    row("/vietthem",  ANY,        ADDING,     ask_for_more,                          when=(can_add,)),
    row("/vietthem",  ANY,        ASKING,     say_nothing_to_add, ask_again),
    row("/nhamcau",   ANY,        ASKING,     move_back,                             when=(can_move,)),
    *aside("/nhamcau", say_nothing_to_move),
    row("/khongthuoc", ANY,       DECIDING,   ask_scope,                             when=(in_section,)),
    row("/khongthuoc", ANY,       ASKING,     say_pick, ask                         ),
    row("/themmuc",   ANY,        DECIDING,   ask_own,                               when=(in_section,)),
    row("/themmuc",   ANY,        ASKING,     say_pick, ask                         ),
    row("/xoa",       ANY,        DECIDING,   ask_bin),
    row("/catrieng",  ANY,        BROWSING,   show_aside),
    row("/xuat",      ANY,        STAY,       order_report),
    *aside("/duthaomoi", raise_number),
    *aside("/banchinh", make_final),
    row("/laylai",    ANY,        ASKING,     take_back,                             when=(was_answered_before,)),
    row("/laylai",    ANY,        ASKING,     say_nothing_before, ask_again),

    # one person, several accounts
    *(replace(each, when=(asks_for_code, *each.when)) for each in aside("/noikenh", show_code)),
    row("/noikenh",   ANY,        DECIDING,   ask_join,                              when=(may_join,)),
    *aside("/noikenh", say_no_join),
    row("join",       DECIDING,   CHOOSING,   join),
    row("Joined",     ANY,        CHOOSING,   say_joined, offer_drafts,              when=(is_joined,)),
    row("Joined",     ANY,        CHOOSING,   say_no_join, offer_drafts),
    row("/tachkenh",  ANY,        DECIDING,   ask_part,                              when=(has_others,)),
    *aside("/tachkenh", say_alone),
    row("part",       DECIDING,   CHOOSING,   part),
    row("Parted",     ANY,        CHOOSING,   say_parted, offer_drafts),

    # the world outside
    row("Finished",   ANY,        STAY,       deliver),
    row("Woke",       ANY,        STAY,       say_nothing),
    *aside("Late", say_late),
    row("Twice",      ANY,        STAY,       say_nothing),
    row("SentFile",   ANY,        STAY,       keep_quietly,                          when=(is_begun_album,)),
    row("SentFile",   ANY,        STAY,       say_nothing,                           when=(is_of_album,)),
    row("SentFile",   ASKING,     STAY,       keep_file, ask_again,                  when=(is_worth_keeping,)),
    row("SentFile",   (*WRITING, EXCUSING, CONFIRMING), STAY, keep_file, offer_again, when=(is_worth_keeping,)),
    *aside("SentFile", say_file_later),
    *(replace(each, when=(is_of_another, *each.when)) for each in aside("Corrected", say_of_another_draft)),
    *aside("Corrected", say_corrected_later),
    *(replace(each, when=(is_unchanged, *each.when)) for each in aside("Amended", say_unchanged)),
    *(replace(each, when=(is_dealt, *each.when)) for each in aside("Amended", say_dealt)),
    row("Amended",    ANY,        STAY,       amend,                                 when=(is_decided,)),
    row("Amended",    ANY,        DECIDING,   ask_which_holds,                       when=(is_overtaken,)),
    row("Amended",    COLLECTING, STAY,       amend, wait,                           when=(is_of_this,)),
    *aside("Amended", amend),
    row("amend",      DECIDING,   ASKING,     amend_meant, go_on),
)
# fmt: on


def _rest() -> Iterator[Row]:
    """Whatever no row takes without a condition is answered by what can be picked."""
    for event in TRIGGERS:
        taken = {
            phase for each in ROWS if each.event == event and not each.when for phase in each.source
        }
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
            each.event,
            list(each.source),
            each.to,
            conditions=list(each.when),
            after=list(each.then),
        )
    return machine


MACHINE = _machine()
