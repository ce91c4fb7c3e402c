"""A finger that taps twice means it once; the same button later is another matter."""

from __future__ import annotations

from datetime import timedelta

from flows.dialogue import phrases
from flows.dialogue.events import Pressed, Said
from flows.dialogue.interpret import TAP
from flows.dialogue.messages import Message
from outlines.model import Outline
from tests.flows.talks import say, writing
from tests.memory import Memory


def button(message: Message, act: str) -> Pressed:
    acts = [each.act for each in (*message.choices, *message.actions)]
    return Pressed(message.token, acts.index(act))


def review(mini: Outline) -> tuple[Memory, Pressed]:
    """With the button that orders the report."""
    memory = writing(mini)
    return memory, button(say(memory, "/xemlai"), "/xuat")


def test_two_taps_are_one_report_and_nothing_is_said_to_the_second(mini: Outline) -> None:
    memory, order = review(mini)

    assert phrases.BUILDING in memory.happen(order)[-1].text
    assert memory.happen(order) == []
    assert len(memory.jobs) == 1


def test_after_a_while_the_same_button_means_it_again(mini: Outline) -> None:
    memory, order = review(mini)
    memory.happen(order)
    memory.now += TAP

    assert memory.happen(order)
    assert len(memory.jobs) == 2


def test_a_second_tap_on_what_led_on_is_not_scolded(mini: Outline) -> None:
    memory = writing(mini)
    skip = button(say(memory, "/tieptuc"), "/boqua")
    [reasons] = memory.happen(skip)
    none = Pressed(reasons.token, 0)
    memory.happen(none)
    question = memory.session.question

    assert memory.happen(none) == []
    assert memory.session.question == question
    memory.now += timedelta(minutes=1)
    assert phrases.LATE in memory.happen(none)[-1].text


def test_two_buttons_in_quick_succession_are_two(mini: Outline) -> None:
    memory = writing(mini)
    asked = say(memory, "/tieptuc")
    memory.happen(button(asked, "/mau"))

    assert memory.happen(button(asked, "/boqua"))


def test_a_typed_order_is_one_each_time(mini: Outline) -> None:
    memory = writing(mini)
    for _ in range(2):
        memory.happen(Said("/xuat"))

    assert len(memory.jobs) == 2
