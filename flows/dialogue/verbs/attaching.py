"""Photos, voice messages and documents sent to a question: kept with it, listed in the review, not read."""

from __future__ import annotations

from collections import Counter

from flows.dialogue import phrases
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import SentFile
from flows.drafts.settings import album_place, files_of
from flows.drafts.values import Answers, Source, State
from outlines.reading import Json


def keep_file(talk: Conversation) -> None:
    """Its place on the platform is kept; its content must still be typed."""
    sent = talk.event
    if isinstance(sent, SentFile):
        _keep(talk, sent, talk.session.question)
        talk.say(phrases.file_kept(phrases.FILES.get(sent.kind, phrases.FILES["document"])))


def keep_quietly(talk: Conversation) -> None:
    """One more photo of an album that was answered. Its caption may have led on to another question since."""
    sent = talk.event
    if isinstance(sent, SentFile):
        _keep(talk, sent, album_place(talk.answers, sent.group))


def _keep(talk: Conversation, sent: SentFile, question: str) -> None:
    file: dict[str, Json] = {
        "ref": sent.ref, "kind": sent.kind, "name": sent.name, "size": sent.size,
    }  # fmt: skip
    if sent.group:
        file["group"] = sent.group
    files = [*kept(talk.answers, question), file]
    talk.keep(files_of(question), State.ANSWERED, "", files, Source.CHOSEN)


def kept(answers: Answers, question: str) -> list[Json]:
    setting = answers.get(files_of(question))
    return list(setting.value) if setting and isinstance(setting.value, list) else []


def unread(answers: Answers, question: str) -> str:
    """What a question holds that must still be typed: "1 tin thoại chưa chép"; empty if nothing."""
    kinds = Counter(str(each["kind"]) for each in kept(answers, question) if isinstance(each, dict))
    names = {kind: phrases.FILES.get(kind, phrases.FILES["document"]) for kind in kinds}
    return phrases.unread({names[kind]: count for kind, count in kinds.items()}) if kinds else ""
