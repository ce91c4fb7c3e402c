"""One person, several accounts: joined by a code, seen on both, parted again, and nobody else's business."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, select

from flows.dialogue import phrases_joining as phrases
from flows.dialogue.context import Way
from flows.dialogue.events import Started
from flows.dialogue.session import Phase
from storage import chats, codes, drafts, housekeeping, persons, tables
from storage.chats import Address
from storage.errors import Busy
from tests.bot.scenes import LAN, MINH, QUESTIONS, Scene, held
from tests.flows.talks import FACTS

HOME = Address("zalo-bot", "zb", "lan-zalo", "lan-zalo")
"""Lan's other account."""
WORDS = "Đã họp chi bộ 12 kỳ."
MORE = "Tư tưởng ổn định."
TOLD = dict(zip(("to_chuc", "cap_tren", "nhiem_ky"), FACTS, strict=False))
"""The first facts of the small outline."""


def code(scene: Scene, address: Address = LAN) -> str:
    shown = re.search(r"/noikenh (\d{8})", "\n".join(scene.say("/noikenh", address=address)))
    assert shown
    return shown[1]


def join(scene: Scene, address: Address = HOME, shown_in: Address = LAN) -> str:
    """What the account is told at the end."""
    [asked] = scene.say(f"/noikenh {code(scene, shown_in)}", address=address)
    assert "bên kia" in asked
    return scene.say("1", address=address)[0]


def write(scene: Scene, address: Address, *answers: str, told: Mapping[str, str] = TOLD) -> str:
    """A new draft, up to the first section and these answers; its id."""
    scene.fates.wait(1)
    scene.say("/bannhap", address=address)
    scene.say(str(len(seen(scene, address)) + 1), address=address)
    while (asked := scene.session(address).question) not in QUESTIONS:
        scene.say(told.get(asked, "1"), address=address)
    scene.say(*answers, address=address)
    return scene.session(address).draft


def seen(scene: Scene, address: Address) -> set[str]:
    """The drafts of whoever is at this address."""

    def work(tx: Connection) -> set[str]:
        person = chats.take(tx, address, scene.fates.now).person
        return {each.id for each in drafts.cards(tx, person)}

    return scene.house.store.run(work)


def persons_of(scene: Scene, *addresses: Address) -> set[int]:
    def work(tx: Connection) -> set[int]:
        return {chats.take(tx, each, scene.fates.now).person for each in addresses}

    return scene.house.store.run(work)


# --- joined ----------------------------------------------------------------------------------


def test_a_draft_begun_on_one_account_is_finished_on_the_other(on_both: Scene) -> None:
    on_both.begin()
    on_both.say(WORDS)
    draft = on_both.session().draft
    assert phrases.JOINED in join(on_both)

    on_both.say("1", MORE, address=HOME)
    on_both.fates.wait(60)
    on_both.house.work()
    assert on_both.session(HOME).draft == draft
    assert on_both.kept() == [WORDS, MORE]
    assert "3/4" in on_both.say("/tieptuc")[-1]


def test_nothing_happens_before_the_person_says_yes(on_both: Scene) -> None:
    on_both.begin()
    [asked] = on_both.say(f"/noikenh {code(on_both)}", address=HOME)
    assert "(0 bản nháp)" in asked
    assert "(1 bản nháp)" in asked
    on_both.say("2", address=HOME)

    assert seen(on_both, HOME) == set()
    assert len(persons_of(on_both, LAN, HOME)) == 2


@pytest.mark.parametrize("gap", ["", " "])
def test_a_code_by_itself_is_one_where_drafts_are_chosen(gap: str, on_both: Scene) -> None:
    on_both.begin()
    shown = code(on_both)
    [asked] = on_both.say(f"{shown[:4]}{gap}{shown[4:]}", address=HOME)

    assert "(1 bản nháp)" in asked


@pytest.mark.parametrize(
    ("words", "persons"), [("đồng ý", 1), ("Có", 1), ("ok", 1), ("Nối hai bên", 1), ("không", 2), ("Thôi", 2)]
)  # fmt: skip
def test_yes_and_no_may_be_said_in_words(words: str, persons: int, on_both: Scene) -> None:
    on_both.begin()
    on_both.say(f"/noikenh {code(on_both)}", words, address=HOME)

    assert len(persons_of(on_both, LAN, HOME)) == persons


def test_whoever_showed_the_code_is_told(on_both: Scene) -> None:
    on_both.begin()
    join(on_both)

    assert phrases.TOLD_JOINED in on_both.hear()


def test_both_bring_what_they_have(on_both: Scene) -> None:
    on_both.begin()
    mine, theirs = on_both.session().draft, write(on_both, HOME, WORDS)
    join(on_both)

    assert seen(on_both, LAN) == seen(on_both, HOME) == {mine, theirs}
    assert set(on_both.column(tables.draft, "owner_id")) == persons_of(on_both, LAN, HOME)


def test_what_the_unit_told_once_is_known_on_both(on_both: Scene) -> None:
    on_both.begin()
    join(on_both)
    on_both.say("/bannhap", "2", address=HOME)

    assert FACTS[0] in on_both.heard[-1]


def test_all_threads_of_an_account_come_along(on_both: Scene) -> None:
    thread = replace(HOME, thread="2")
    on_both.say("/start", address=HOME)
    on_both.say("/start", address=thread)
    join(on_both)

    assert len(persons_of(on_both, LAN, HOME, thread)) == 1


# --- the code --------------------------------------------------------------------------------


def test_a_code_is_good_once(on_both: Scene) -> None:
    on_both.begin()
    shown = code(on_both)
    on_both.say(f"/noikenh {shown}", "1", address=HOME)

    assert phrases.NO_JOIN[Way.UNKNOWN] in on_both.say(f"/noikenh {shown}", address=MINH)[0]


def test_of_two_who_were_asked_the_first_has_it(on_both: Scene) -> None:
    on_both.begin()
    shown = code(on_both)
    on_both.say(f"/noikenh {shown}", address=HOME)
    on_both.say(f"/noikenh {shown}", address=MINH)
    assert phrases.JOINED in on_both.say("1", address=HOME)[0]

    assert phrases.NO_JOIN[Way.UNKNOWN] in on_both.say("1", address=MINH)[0]
    assert seen(on_both, MINH) == set()


def test_a_code_ends_after_ten_minutes_asked_or_not(on_both: Scene) -> None:
    on_both.begin()
    shown = code(on_both)
    on_both.say(f"/noikenh {shown}", address=HOME)
    on_both.fates.now += codes.LIFETIME

    assert phrases.NO_JOIN[Way.UNKNOWN] in on_both.say("1", address=HOME)[0]
    assert phrases.NO_JOIN[Way.UNKNOWN] in on_both.say(f"/noikenh {shown}", address=MINH)[0]


def test_a_new_code_ends_the_old_one(on_both: Scene) -> None:
    on_both.begin()
    old, new = code(on_both), code(on_both)

    assert phrases.NO_JOIN[Way.UNKNOWN] in on_both.say(f"/noikenh {old}", address=HOME)[0]
    assert "bên kia" in on_both.say(f"/noikenh {new[:4]}. {new[4:6]}-{new[6:]}", address=HOME)[0]


def test_guessing_ends_soon_and_a_right_code_is_not_even_looked_at(on_both: Scene) -> None:
    on_both.begin()
    on_both.say(*["/noikenh 1234"] * codes.MISSES, address=HOME)
    right = f"/noikenh {code(on_both)}"
    assert phrases.NO_JOIN[Way.OFTEN] in on_both.say(right, address=HOME)[0]

    on_both.fates.now += codes.WINDOW + timedelta(seconds=1)
    assert "bên kia" in on_both.say(f"/noikenh {code(on_both)}", address=HOME)[0]


def test_ones_own_code_joins_nothing(on_both: Scene) -> None:
    on_both.begin()

    assert phrases.NO_JOIN[Way.SAME] in on_both.say(f"/noikenh {code(on_both)}")[0]


def test_only_its_hash_is_kept_and_that_not_for_long(on_both: Scene) -> None:
    on_both.begin()
    shown = code(on_both)
    on_both.say("/noikenh 1234", address=HOME)
    assert on_both.column(codes.code, "digest") == [codes.digest(shown)]

    on_both.fates.now += codes.LIFETIME + codes.WINDOW
    on_both.house.runner.tidy()
    assert on_both.column(codes.code, "digest") == on_both.column(codes.miss_, "id") == []


# --- parted ----------------------------------------------------------------------------------


def test_who_wrote_in_a_draft_keeps_it(on_both: Scene) -> None:
    on_both.begin()
    on_both.say(WORDS)
    mine, theirs = on_both.session().draft, write(on_both, HOME, WORDS)
    join(on_both)
    shared = write(on_both, LAN, "Một.")
    on_both.say("/bannhap", "1", "Hai.", address=HOME)
    assert on_both.session(HOME).draft == shared

    on_both.say("/tachkenh", "1", address=HOME)
    assert seen(on_both, LAN) == {mine, shared}
    assert seen(on_both, HOME) == {theirs, shared}
    assert len(persons_of(on_both, LAN, HOME)) == 2
    assert phrases.TOLD_PARTED in on_both.hear()


def test_a_join_with_a_stranger_is_undone(on_both: Scene) -> None:
    """Who was talked into typing a stranger's code, and the stranger, who opened what they found."""
    theirs = write(on_both, HOME, WORDS)
    on_both.say("/start", address=LAN)
    join(on_both)
    on_both.say("/bannhap", "1")
    assert on_both.session().draft == theirs
    on_both.say("/tachkenh", "1", address=HOME)

    assert seen(on_both, LAN) == set()
    assert seen(on_both, HOME) == {theirs}
    assert (on_both.session().draft, on_both.session().phase) == ("", Phase.CHOOSING)
    on_both.say("Chữ của người lạ.")
    assert on_both.kept() == [WORDS]


@pytest.mark.parametrize("binned", [False, True])
def test_what_was_offered_before_they_parted_is_not_opened_after(
    on_both: Scene, *, binned: bool
) -> None:
    theirs = write(on_both, HOME, WORDS)
    if binned:
        on_both.say("/xoa", "1", address=HOME)
    on_both.say("/start")
    join(on_both)
    on_both.say("/bannhap")
    on_both.say("/tachkenh", "1", address=HOME)
    on_both.say("1", "/tieptuc")

    assert on_both.session().draft != theirs
    assert on_both.column(tables.draft, "status")[0] == ("binned" if binned else "open")
    assert WORDS not in "".join(on_both.hear())


def test_ones_own_unit_comes_back(on_both: Scene) -> None:
    """A join that was a mistake leaves no other organisation's name in the reports to come."""
    on_both.begin()
    on_both.say("/start", address=HOME)
    theirs = dict(TOLD, to_chuc="Chi bộ Kẻ Lạ")
    write(on_both, HOME, WORDS, told=theirs)
    join(on_both)
    on_both.say("/tachkenh", "1", address=HOME)
    on_both.say("/bannhap", "2", address=HOME)

    assert "Chi bộ Kẻ Lạ" in on_both.heard[-1]
    assert FACTS[0] not in on_both.heard[-1]


def test_to_look_and_to_set_something_is_not_to_write(on_both: Scene) -> None:
    theirs = write(on_both, HOME, WORDS)
    on_both.say("/start")
    join(on_both)
    on_both.say("/bannhap", "1", "/duthaomoi", "/boqua", "1")
    on_both.say("/tachkenh", "1", address=HOME)

    assert seen(on_both, LAN) == set()
    assert seen(on_both, HOME) == {theirs}


def test_a_report_ordered_before_they_parted_is_not_handed_over_after(on_both: Scene) -> None:
    write(on_both, HOME, WORDS)
    on_both.say("/start")
    join(on_both)
    on_both.say("/bannhap", "1", "/xuat")
    on_both.say("/tachkenh", "1", address=HOME)
    on_both.house.work()

    assert on_both.files == []
    assert on_both.column(tables.job, "state") == ["done"]


def test_what_is_written_in_elsewhere_does_not_leave_the_bin_for_good(on_both: Scene) -> None:
    on_both.begin()
    join(on_both)
    on_both.say("1", "/xoa", "1", address=HOME)
    on_both.fates.now += housekeeping.KEPT
    on_both.say(WORDS)
    on_both.house.runner.tidy()

    assert on_both.kept() == [WORDS]


def test_one_account_has_nothing_to_part_from(on_both: Scene) -> None:
    on_both.begin()

    assert phrases.ALONE in on_both.say("/tachkenh")[0]


def test_what_was_told_of_the_unit_stays_with_both(on_both: Scene) -> None:
    on_both.begin()
    join(on_both)
    on_both.say("/tachkenh", "1", address=HOME)
    on_both.say("1", address=HOME)

    assert FACTS[0] in on_both.heard[-1]


# --- at the same time ------------------------------------------------------------------------


def test_a_join_waits_for_a_turn_of_the_other_persons_account(on_postgres: Scene) -> None:
    """A turn in another thread of the account knows whose it is; it must not go on knowing that."""
    thread = replace(HOME, thread="2")
    on_postgres.begin()
    on_postgres.say("/start", address=thread)
    on_postgres.say(f"/noikenh {code(on_postgres)}", address=HOME)
    with held(on_postgres, lambda tx: chats.take(tx, thread, on_postgres.fates.now)):
        on_postgres.take(Started("later"), MINH)
        on_postgres.say("1", address=HOME)
        assert len(persons_of(on_postgres, LAN, HOME)) == 2
    on_postgres.house.work()

    assert len(persons_of(on_postgres, LAN, HOME, thread)) == 1


def test_a_join_into_a_chat_that_is_being_joined_elsewhere_is_tried_again(
    on_postgres: Scene,
) -> None:
    store, now = on_postgres.house.store, on_postgres.fates.now
    for each in (LAN, HOME, MINH):
        on_postgres.say("/start", address=each)
    lan, _, minh = store.run(lambda tx: [chats.take(tx, each, now) for each in (LAN, HOME, MINH)])

    def lan_into_minh(tx: Connection) -> None:
        persons.join(tx, chats.take(tx, LAN, now), minh.id)

    with held(on_postgres, lan_into_minh), pytest.raises(Busy):
        store.run(lambda tx: persons.join(tx, chats.take(tx, HOME, now), lan.id))
    store.run(lambda tx: persons.join(tx, chats.take(tx, HOME, now), lan.id))

    assert len(persons_of(on_postgres, LAN, HOME, MINH)) == 1
    chat = tables.chat.c
    owners = store.run(lambda tx: set(tx.execute(select(chat.person_id)).scalars()))
    assert owners == {minh.person}
