"""`thuky play`: a whole conversation from an answers file, through the same runner and storage as any other.

Answers what it is asked, in the order it is asked, until the review; then it takes the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from bot.answers import Given
from bot.channels import terminal
from bot.house import House
from bot.seat import Seat
from flows.dialogue.events import Started
from flows.dialogue.messages import Message
from flows.dialogue.session import Phase, Session
from flows.drafts.settings import MODE, NAME
from flows.drafts.values import State
from outlines.model import Outline
from storage.chats import Address
from storage.files import File

LATER = Given(state=State.LATER)


class PlayError(Exception):
    """One sentence: at which question the conversation stuck, and what the bot said."""


@dataclass
class Transcript:
    """What was said on both sides, and the last file that came."""

    lines: list[str] = field(default_factory=list)
    last: str = ""
    file: File | None = None

    def hear(self, message: Message, file: File | None) -> None:
        self.last = terminal.render(message, file.name if file else "")
        self.lines += [self.last, ""]
        self.file = file or self.file

    def speak(self, words: str) -> None:
        self.lines += ["> " + words.replace("\n", "\\n"), ""]

    def text(self) -> str:
        return "\n".join(self.lines)


def play(house: House, outline: Outline, answers: Mapping[str, Given]) -> Transcript:
    """Raises PlayError where an answer is not accepted."""
    transcript = Transcript()
    seat = Seat(house, Address(terminal.CHANNEL, "play", house.world.token(), ""), transcript.hear)
    seat.happen(Started())
    _say(seat, transcript, _number(seat, f"new {outline.id}"))
    while (session := seat.session()).phase is not Phase.REVIEWING:
        for words in _reply(seat, outline, answers, session):
            _say(seat, transcript, words)
        if _place(seat.session()) == _place(session):
            raise PlayError(f"Câu “{session.question}”: {transcript.last}")
    _say(seat, transcript, "/xuat")
    return transcript


def _place(session: Session) -> Session:
    """Without the prompt, which is a new one each time the question is put."""
    return replace(session, token="")


def _say(seat: Seat, transcript: Transcript, words: str) -> None:
    transcript.speak(words)
    seat.say(words)


def _reply(
    seat: Seat, outline: Outline, answers: Mapping[str, Given], session: Session
) -> Iterator[str]:
    if session.phase is Phase.RESTING:
        yield _number(seat, "on")
    elif session.phase is Phase.CONFIRMING:
        yield "1"
    elif session.question == MODE:
        yield _number(seat, f"mode {answers[MODE].words if MODE in answers else outline.mode}")
    elif session.question == NAME and NAME not in answers:
        yield "1"
    else:
        given = answers.get(session.question, LATER)
        yield from _answer(seat, given)


def _answer(seat: Seat, given: Given) -> Iterator[str]:
    """A table stays open for more rows until it is said to be done."""
    if given.state is not State.ANSWERED:
        yield from _skip(seat, given.state)
        return
    yield given.words
    if "done" in _acts(seat):
        yield _number(seat, "done")


def _skip(seat: Seat, state: State) -> Iterator[str]:
    yield "/boqua"
    yield _number(seat, f"reason {state}")


def _number(seat: Seat, act: str) -> str:
    """The number under which the open prompt offers this."""
    acts = _acts(seat)
    if act not in acts:
        raise PlayError(f"Không có lựa chọn “{act}” để trả lời.")
    return str(acts.index(act) + 1)


def _acts(seat: Seat) -> list[str]:
    prompt = seat.prompt()
    return [choice.act for choice in prompt.choices] if prompt else []
