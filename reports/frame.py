"""The head and the end of the document: number, place and date, signature, Nơi nhận, properties.

Hướng dẫn 05-HD/VPTW, mục I and Phụ lục 2. What is not known yet leaves the blank that offices
leave: a draft carries no number, and the date is the day of signing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from flows.drafts import settings
from flows.drafts.values import Answers, State
from outlines.forms import BLANK, Facts, fill, places, value_of
from outlines.model import Document, Outline
from outlines.text import clean, lines
from reports.report import Head, Properties, Signature

# Facts every outline ends with, by their agreed ids.
_BODY, _SUPERIOR = "to_chuc", "cap_tren"
_NUMBER, _DATE, _PLACE = "so", "ngay", "dia_danh"
_AUTHORITY, _POST, _SIGNER, _RECIPIENTS = "thay_mat", "chuc_vu", "nguoi_ky", "noi_nhan"

_NO_NUMBER = "     "
_NO_DATE = "ngày      tháng      năm        "
_DASHES = ("-", "–", "—", "+")
_FINALS = (".", ";", ",", ":", "…")
_QUOTES = ("“", '"', "«", "‘", "'")


def head(document: Document, answers: Answers, known: Facts) -> Head:
    return Head(
        superior=_superior(known),
        issuer=fill("{to_chuc.ban_hanh}", known).upper(),
        number=_number(document, answers, known),
        draft=f"Dự thảo lần {draft_number(answers)}" if draft_number(answers) else "",
        place_date=f"{_words(answers, _PLACE) or BLANK}, {_date(known)}",
    )


def _superior(known: Facts) -> str:
    """The upper line is the đảng bộ, never the đảng ủy (HD 05-HD/VPTW, mục I.2)."""
    line = fill("{cap_tren.dong_tren}", known) if _SUPERIOR in known else f"Đảng bộ {BLANK}"
    return line.upper()


def _number(document: Document, answers: Answers, known: Facts) -> str:
    """`Số 12-BC/CB`, without a colon (HD 05-HD/VPTW, mục I.3); a full number stands as typed."""
    typed = _words(answers, _NUMBER)
    if re.search(r"[^\W\d_]", typed):
        return typed if typed.casefold().startswith("số") else f"Số {typed}"
    figure = f"0{typed}" if re.fullmatch(r"[1-9]", typed) else typed
    return f"Số {figure or _NO_NUMBER}-{document.symbol}/{fill('{to_chuc.ky_hieu}', known)}"


def _date(known: Facts) -> str:
    return value_of(known[_DATE], "dai") if _DATE in known else _NO_DATE.rstrip()


def subject(document: Document, known: Facts) -> str:
    """The trích yếu starts in lower case (HD 05-HD/VPTW, Phụ lục 2, component 5b)."""
    text = fill(document.subject, known)
    return text[:1].lower() + text[1:]


def theme(document: Document, known: Facts) -> str:
    """Chủ đề of the congress in quotation marks, once every fact in it is known (mục I.8)."""
    text = document.theme or ""
    if not text or any(fact not in known for fact, _ in places(text)):
        return ""
    filled = fill(text, known).strip()
    return filled if filled.startswith(_QUOTES) else f"“{filled}”"


def pointer(document: Document, head: Head, known: Facts) -> str:
    """Under the title of an appendix: "(Kèm theo Báo cáo số 12-BC/CB, ngày 05/6/2023 của …)" (mục II.1)."""
    number = head.number[:1].lower() + head.number[1:]
    day = f"ngày {value_of(known[_DATE], 'ngan')}" if _DATE in known else _NO_DATE.rstrip()
    issuer = fill("{to_chuc.ban_hanh}", known)
    return f"(Kèm theo {document.type.capitalize()} {number}, {day} của {issuer})"


def signature(answers: Answers, known: Facts) -> Signature:
    """T/M the committee; the post without the body's name (HD 05-HD/VPTW, mục I.7)."""
    return Signature(
        authority=_authority(known).upper(),
        post=(fill("{chuc_vu}", known) if _POST in known else "Bí thư").upper(),
        name=_words(answers, _SIGNER),
    )


def _authority(known: Facts) -> str:
    """T/M the chi bộ or đảng ủy, unless the outline asks on whose behalf: the ban thường vụ."""
    if _AUTHORITY in known:
        return fill(f"T/M {{{_AUTHORITY}}}", known)
    return fill("{to_chuc.tm}", known) if _BODY in known else f"T/M {BLANK}"


# --- Nơi nhận -----------------------------------------------------------------------------------


def recipients(answers: Answers, known: Facts) -> tuple[str, ...]:
    """One line each, dash before, semicolon after, the last with a full stop (component 9.1)."""
    typed = lines(_words(answers, _RECIPIENTS))
    archive = fill("{to_chuc.luu}", known) if _BODY in known else f"Lưu {BLANK}"
    return punctuated(typed or [BLANK + ";", archive])


def punctuated(typed: Sequence[str]) -> tuple[str, ...]:
    """The marks of the form, only where a line has none of its own: layout, not words."""
    last = len(typed) - 1
    return tuple(
        _dashed(line) + _final(line, "." if n == last else ";") for n, line in enumerate(typed)
    )


def _dashed(line: str) -> str:
    return line if line.startswith(_DASHES) else f"- {line}"


def _final(line: str, mark: str) -> str:
    return "" if line.endswith(_FINALS) else mark


# --- Properties ---------------------------------------------------------------------------------


def properties(outline: Outline, answers: Answers, known: Facts, now: datetime) -> Properties:
    document = outline.document
    return Properties(
        title=f"{document.type.capitalize()} {subject(document, known)}",
        author=fill("{to_chuc.ban_hanh}", known),
        name=_words(answers, settings.NAME) or fill(document.name, known),
        draft=draft_number(answers),
        outline=outline.id,
        version=outline.version,
        digest=digest(answers),
        created=now,
    )


def draft_number(answers: Answers) -> int:
    """N of "Dự thảo lần n"; 1 until the person says otherwise, 0 for the final version."""
    answer = answers.get(settings.NUMBER)
    return answer.value if answer and isinstance(answer.value, int) else 1


def digest(answers: Answers) -> str:
    """One hash of everything answered: equal exactly when the reports are of the same answers."""
    content = {id: [each.state, each.words, each.value] for id, each in answers.items()}
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _words(answers: Answers, id: str) -> str:
    answer = answers.get(id)
    return clean(answer.words) if answer and answer.state is State.ANSWERED else ""
