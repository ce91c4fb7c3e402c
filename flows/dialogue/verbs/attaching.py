"""Photos, voice messages and documents sent to a question: kept with it, listed in the review, not read."""

from __future__ import annotations

from collections import Counter

from flows.dialogue import phrases
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import SentFile
from flows.drafts.settings import files_of
from flows.drafts.values import Answers, Source, State
from outlines.reading import Json


def keep_file(talk: Conversation) -> None:
    """Its place on the platform is kept; its content must still be typed."""
    keep_quietly(talk)
    if isinstance(talk.event, SentFile):
        talk.say(phrases.file_kept(phrases.FILES.get(talk.event.kind, phrases.FILES["document"])))


def keep_quietly(talk: Conversation) -> None:
    """One more photo of an album that was answered."""
    sent = talk.event
    if not isinstance(sent, SentFile):
        return
    setting = files_of(talk.session.question)
    known = kept(talk.answers, talk.session.question)
    file: Json = {"ref": sent.ref, "kind": sent.kind, "name": sent.name, "size": sent.size}
    talk.keep(setting, State.ANSWERED, "", [*known, file], Source.CHOSEN)


def kept(answers: Answers, question: str) -> list[Json]:
    setting = answers.get(files_of(question))
    return list(setting.value) if setting and isinstance(setting.value, list) else []


def unread(answers: Answers, question: str) -> str:
    """What a question holds that must still be typed: "1 tin thoại chưa chép"; empty if nothing."""
    kinds = Counter(str(each["kind"]) for each in kept(answers, question) if isinstance(each, dict))
    names = {kind: phrases.FILES.get(kind, phrases.FILES["document"]) for kind in kinds}
    return phrases.unread({names[kind]: count for kind, count in kinds.items()}) if kinds else ""
