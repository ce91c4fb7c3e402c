"""Labels of headings, computed from a style and a number; never typed into an outline.

HD 05-HD/VPTW, Phụ lục 2, điểm 6 defines phần, mục, khoản, điểm; Roman headings are practice.
"""

from __future__ import annotations

from collections.abc import Callable

from outlines.model import Numbering

_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LETTERS = "a b c d đ e g h i k l m n o p q r s t u v x y".split()


def roman(n: int) -> str:
    """1 -> "I"; 14 -> "XIV"."""
    for value, sign in _ROMAN:
        if n >= value:
            return sign + roman(n - value)
    return ""


def ordinal(n: int) -> str:
    """1 -> "nhất", 4 -> "tư"; beyond ten in figures."""
    return _ORDINALS[n - 1] if n <= len(_ORDINALS) else str(n)


_LABELS: dict[Numbering, Callable[[int, str], str]] = {
    "part": lambda n, parent: f"Phần thứ {ordinal(n)}",
    "roman": lambda n, parent: f"{roman(n)}.",
    "arabic": lambda n, parent: f"{n}.",
    "bracket": lambda n, parent: f"({n})",
    "nested": lambda n, parent: f"{parent}{n}.",
    "capital": lambda n, parent: f"{chr(64 + n)}.",
    "letter": lambda n, parent: f"{_LETTERS[n - 1]})",
    "none": lambda n, parent: "",
}


def label(style: Numbering, n: int, parent: str = "") -> str:
    """The label of the n-th part, e.g. "Phần thứ nhất", "II.", "(3)", "1.2."."""
    return _LABELS[style](n, parent)
