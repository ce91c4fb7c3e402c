"""The appendices of a draft: which of them print, what they are called, and how the text refers to them.

Hướng dẫn 05-HD/VPTW, mục II.1. Not their pages (`word`), not the rows of their tables (`tables`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flows.drafts.values import Answers, State
from outlines.kinds.table import rows_of
from outlines.model import Appendix, Outline

LABEL = "Phụ lục"


def printing(outline: Outline, answers: Answers) -> Mapping[str, Appendix]:
    """Label -> appendix, for those with rows to show: "Phụ lục" alone, or "Phụ lục 1", "Phụ lục 2"."""
    shown = [each for each in outline.appendices if _has_rows(each, answers)]
    if len(shown) == 1:
        return {LABEL: shown[0]}
    return {f"{LABEL} {n}": each for n, each in enumerate(shown, start=1)}


def showing(table: str, outline: Outline, answers: Answers) -> tuple[str, ...]:
    """The labels of the printing appendices in which this table question stands."""
    return tuple(
        label
        for label, appendix in printing(outline, answers).items()
        if any(view.table == table for view in appendix.shows)
    )


def reference(labels: Iterable[str]) -> str:
    """What the text says of them: "(Có Phụ lục 1, Phụ lục 2 kèm theo)"."""
    return f"(Có {', '.join(labels)} kèm theo)"


def _has_rows(appendix: Appendix, answers: Answers) -> bool:
    given = (answers.get(view.table) for view in appendix.shows)
    return any(
        answer is not None and answer.state is State.ANSWERED and bool(rows_of(answer.value))
        for answer in given
    )
