"""Party organisations: "Chi bộ Trường THCS Lê Lợi", "đảng ủy xã Hòa An", "chi bo thon 3".

The value is {"kind": "chi bộ" | "đảng bộ" | "tỉnh ủy" | "thành ủy", "name": as typed}. A đảng ủy is the
committee of a đảng bộ: both words name one organisation. Its forms are in `forms`.
"""

from __future__ import annotations

from datetime import date

from outlines import phrases
from outlines.forms import value_of
from outlines.model import Question
from outlines.reading import Accepted, Candidate, Json, Reading, Rejected, Unclear
from outlines.text import fold

LONGEST = 200
_EXAMPLE = "Chi bộ Trường THCS Lê Lợi"

_KINDS = (
    # What is written, what it is; the longer wording first.
    ("dang bo tinh", "tỉnh ủy"),
    ("dang bo thanh pho", "thành ủy"),
    ("ban chap hanh dang bo", "đảng bộ"),
    ("dang bo", "đảng bộ"),
    ("dang uy", "đảng bộ"),
    ("chi bo", "chi bộ"),
    ("chi uy", "chi bộ"),
    ("tinh uy", "tỉnh ủy"),
    ("thanh uy", "thành ủy"),
)
_NOT_PROVINCES = ("doan", "doi", "hoi", "uy")
"""After "đảng bộ tỉnh" these make another body's name: Đảng bộ Tỉnh đoàn."""


def read(question: Question, words: str, today: date, standing: Json = None) -> Reading:
    typed = " ".join(words.split()).strip(" .,;:-*")
    example = question.example or _EXAMPLE
    if len(typed) > LONGEST:
        return Rejected(phrases.organisation_too_long(LONGEST, example))
    kind, name = _split(typed)
    if not any(map(str.isalnum, name)):
        return Rejected(phrases.no_organisation(example))
    if kind:
        return Accepted({"kind": kind, "name": name})
    return Unclear(tuple(_candidate(each, name) for each in ("chi bộ", "đảng bộ")))


def show(question: Question, words: str, value: Json) -> str:
    return value_of(value, "") if isinstance(value, dict) else words


def _candidate(kind: str, name: str) -> Candidate:
    value: Json = {"kind": kind, "name": name}
    return Candidate(value_of(value, ""), value)


def _split(typed: str) -> tuple[str, str]:
    """Kind and name; no kind if the words do not begin with one."""
    tokens = typed.split()
    for written, kind in _KINDS:
        size = len(written.split())
        if fold(" ".join(tokens[:size])) == written and not _other_body(written, tokens[size:]):
            return kind, " ".join(tokens[size:]).lstrip(" :-–")
    return "", typed


def _other_body(written: str, rest: list[str]) -> bool:
    province = written in ("dang bo tinh", "dang bo thanh pho")
    return province and (not rest or fold(rest[0]) in _NOT_PROVINCES)
