"""Values in their usual words: "1.250", "8/12", "trên 98,5%", "1,2 tỷ đồng", "quý I năm 2026".

For questions that say `print: normal`, for candidates, for {fact} in a text. Not the reading (`kinds`).
"""

from __future__ import annotations

from decimal import Decimal

from outlines import figures
from outlines.numbering import roman
from outlines.reading import Json

AND_MORE = "trở lên"
"""The one word of this sort that stands after its figure."""

_MONTHS, _HALF, _QUARTER = 12, 6, 3
_SIZES = ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn"))
_MOST_DECIMALS = 2


def number(value: Json, unit: str = "") -> str:
    """Of {"number": …, "of": …, "about": …}."""
    held = _held(value)
    parts = [figures.written(held[key]) for key in ("number", "of") if key in held]
    return _about(held, "/".join(parts) + (unit if unit == "%" else f" {unit}".rstrip()))


def percent(value: Json) -> str:
    """Of {"percent": …, "about": …}."""
    held = _held(value)
    return _about(held, f"{figures.written(held['percent'])}%")


def money(value: Json) -> str:
    """Of {"dong": …, "about": …}; in plain đồng if no larger unit says it in two decimals."""
    held = _held(value)
    return _about(held, _sum(Decimal(held["dong"])))


def period(value: Json) -> str:
    """Of {"from": "2026-01", "to": "2026-03"}, always with its year."""
    held = _held(value)
    (from_year, first), (to_year, last) = (map(int, held[key].split("-")) for key in ("from", "to"))
    if from_year == to_year:
        return _of_year(first, last, from_year)
    if (first, last) == (1, _MONTHS):
        return f"từ năm {from_year} đến năm {to_year}"
    return f"từ tháng {first} năm {from_year} đến tháng {last} năm {to_year}"


def plain(amount: Decimal) -> str:
    """Without an exponent and without zeros at the end: "1200000000", "0.5"."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _held(value: Json) -> dict[str, str]:
    """What is there of the value."""
    items = value.items() if isinstance(value, dict) else ()
    return {key: str(each) for key, each in items if each is not None}


def _about(held: dict[str, str], text: str) -> str:
    about = held.get("about")
    if about == AND_MORE:
        return f"từ {text} {about}"
    return f"{about} {text}" if about else text


def _sum(dong: Decimal) -> str:
    for size, name in _SIZES:
        scaled = plain(dong / size)
        decimals = len(scaled.partition(".")[2])
        if dong >= size and decimals <= (_MOST_DECIMALS if size > 10**3 else 0):
            return f"{figures.written(scaled)} {name} đồng"
    return f"{figures.written(plain(dong))} đồng"


def _of_year(first: int, last: int, year: int) -> str:
    """Months of one year."""
    quarters = {(n * 3 - 2, n * 3): f"quý {roman(n)} năm {year}" for n in range(1, _QUARTER + 2)}
    names = {
        (1, _MONTHS): f"năm {year}",
        (1, _HALF): f"6 tháng đầu năm {year}",
        (1, _MONTHS - _QUARTER): f"9 tháng đầu năm {year}",
        (_HALF + 1, _MONTHS): f"6 tháng cuối năm {year}",
        (first, first): f"tháng {first} năm {year}",
    }
    other = f"từ tháng {first} đến tháng {last} năm {year}"
    return (quarters | names).get((first, last), other)
