"""The named forms of facts, and filling them into the outline's texts: "{to_chuc.tm}" -> "T/M CHI BỘ".

Not the reading of facts (`kinds`), no other expressions: a form is a name, nothing is computed.
Names of bodies, symbols and signing follow Hướng dẫn 05-HD/VPTW, mục I.2, I.3, I.4 and I.7.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeAlias

from outlines import wording
from outlines.numbering import roman
from outlines.reading import Json
from outlines.text import fold

Facts: TypeAlias = Mapping[str, Json]

BLANK = "……"
"""Stands for a fact that is not known yet."""

Organisation: TypeAlias = Mapping[str, Json]
"""{"kind": "chi bộ" | "đảng bộ" | "tỉnh ủy" | "thành ủy", "name": as typed}."""

_COMMITTEES = {
    "chi bộ": "Chi bộ",
    "đảng bộ": "Đảng ủy",
    "tỉnh ủy": "Tỉnh ủy",
    "thành ủy": "Thành ủy",
}
_BODIES = {
    "chi bộ": "Chi bộ",
    "đảng bộ": "Đảng bộ",
    "tỉnh ủy": "Đảng bộ tỉnh",
    "thành ủy": "Đảng bộ thành phố",
}
_MARCH = 3
LEVELS = ("chi bộ", "đảng bộ")
"""What the form `loai` can say."""

_SYMBOLS = {"chi bộ": "CB", "tỉnh ủy": "TU", "thành ủy": "TU"}
_FORCES = {
    r"(bo )?cong an\b": "ĐUCA",
    r"((bo|ban) chi huy )?quan su\b": "ĐUQS",
    r"((bo chi huy )?bo doi |don )?bien phong\b": "ĐUBP",
}


def value_of(value: Json, form: str) -> str:
    """One form of a fact's value; the empty form is its plain text.

    A form that the value does not have gives the plain text: `FORMS` says which there are, and
    the loader holds outlines to it.
    """
    if isinstance(value, dict):
        return _of_dict(value, form)
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if isinstance(value, bool):
        return "có" if value else "không"
    day = _day(value)
    if day:
        return _DATE.get(form, _DATE[""])(day)
    return "" if value is None else str(value)


def fill(text: str, facts: Facts) -> str:
    """The text with every {fact.form} replaced; an unknown fact leaves a visible blank.

    A form that is empty ("lần thứ …" of a term without ordinal) takes the space before it along.
    """
    return _PLACE.sub(lambda m: _filled(facts, m), text)


_PLACE = re.compile(r"( ?)\{(\w+)(?:\.(\w+))?\}")


def places(text: str) -> list[tuple[str, str]]:
    """Every {fact.form} in the text as (fact, form); the form may be empty."""
    return [(found[2], found[3] or "") for found in _PLACE.finditer(text)]


def _filled(facts: Facts, found: re.Match[str]) -> str:
    known = value_of(facts[found[2]], found[3] or "") if found[2] in facts else BLANK
    return found[1] + known if known else ""


def _of_dict(value: Mapping[str, Json], form: str) -> str:
    if "name" in value:
        return _ORGANISATION.get(form, _body)(value)
    if "first" in value:
        return _TERM.get(form, _years)(value)
    if value.keys() == {"number"}:
        return str(value["number"]).replace(".", ",")  # it may be a year
    return next((_WORDING[key](dict(value)) for key in _WORDING if key in value), "")


_WORDING: Mapping[str, Callable[[Json], str]] = {
    "number": wording.number,
    "percent": wording.percent,
    "dong": wording.money,
    "from": wording.period,
}


# --- Organisations ------------------------------------------------------------------------------


def _kind(value: Organisation) -> str:
    return str(value["kind"])


def _named(word: str, value: Organisation) -> str:
    return f"{word} {value['name']}".strip()


def _body(value: Organisation) -> str:
    return _named(_BODIES[_kind(value)], value)


def _issuer(value: Organisation) -> str:
    return _named(_COMMITTEES[_kind(value)], value)


def _symbol(value: Organisation) -> str:
    """HD 05-HD/VPTW, mục I.3."""
    return _SYMBOLS.get(_kind(value)) or _force(str(value["name"])) or "ĐU"


def _force(name: str) -> str:
    return next((code for words, code in _FORCES.items() if re.match(words, fold(name))), "")


def _archive(value: Organisation) -> str:
    committee = _COMMITTEES[_kind(value)]
    return "Lưu Chi bộ" if _kind(value) == "chi bộ" else f"Lưu Văn phòng {committee}"


_ORGANISATION: Mapping[str, Callable[[Organisation], str]] = {
    "": _body,
    "loai": lambda value: LEVELS[0] if _kind(value) == "chi bộ" else LEVELS[1],
    "ten": lambda value: str(value["name"]),
    "ban_hanh": _issuer,
    "dang_bo": _body,
    "cap_uy": _issuer,
    "cap_uy_gon": lambda value: _COMMITTEES[_kind(value)],
    # The line above the issuing body names the đảng bộ, never the đảng ủy (HD 05, mục I.2).
    "dong_tren": _body,
    "tm": lambda value: f"T/M {_COMMITTEES[_kind(value)]}".upper(),
    "ky_hieu": _symbol,
    "luu": _archive,
}


# --- Terms --------------------------------------------------------------------------------------


def _years(value: Mapping[str, Json]) -> str:
    return f"{value['first']} - {value['last']}"


def _congress(value: Mapping[str, Json]) -> str:
    ordinal = value.get("ordinal")
    return f"lần thứ {roman(ordinal)}" if isinstance(ordinal, int) else ""


_TERM: Mapping[str, Callable[[Mapping[str, Json]], str]] = {
    "": _years,
    "nam_dau": lambda value: str(value["first"]),
    "nam_cuoi": lambda value: str(value["last"]),
    "lan_thu": _congress,
}

# --- Dates --------------------------------------------------------------------------------------


def _day(value: Json) -> date | None:
    """The day that a value "2026-02-03" stands for; no other text is taken for a date."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _long(day: date) -> str:
    return f"ngày {day.day:02} tháng {_month(day)} năm {day.year}"


def _month(day: date) -> str:
    """A day below 10 and a month below 3 take a zero (HD 05-HD/VPTW, mục I.4)."""
    return f"{day.month:02}" if day.month < _MARCH else str(day.month)


_DATE: Mapping[str, Callable[[date], str]] = {
    "": lambda day: f"{day.day}/{day.month}/{day.year}",
    "dai": _long,
    "ngan": lambda day: f"{day.day:02}/{_month(day)}/{day.year}",
    "thang": lambda day: f"{day.month}/{day.year}",
}

FORMS: Mapping[str, tuple[str, ...]] = {
    "organisation": tuple(_ORGANISATION),
    "term": tuple(_TERM),
    "date": tuple(_DATE),
    **dict.fromkeys(
        ("number", "percent", "money", "period", "yes_no", "choice", "several", "reference"), ("",)
    ),
    **dict.fromkeys(("short_text", "long_text", "list"), ("",)),
}
"""The forms that a fact of each kind has; a table has none."""
