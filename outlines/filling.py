"""Choices that an outline file need not write: of yes–no questions, of documents from its own list.

Works on the file's values, after mirrors are unfolded and before the model.
"""

from __future__ import annotations

from outlines.checks import nodes
from outlines.kinds import yes_no
from outlines.mirrors import maps
from outlines.source import Map, Seq


def fill(root: Map) -> None:
    """Give every such question its choices, in place, unless it names its own."""
    cited = [str(each["text"]) for each in maps(root.get("citations")) if each.get("text")]
    offered = {"yes_no": list(yes_no.LABELS), "reference": cited}
    for node in nodes(root):
        labels = offered.get(str(node.raw.get("kind")))
        if labels and "choices" not in node.raw:
            _put(node.raw, labels)


def _put(raw: Map, labels: list[str]) -> None:
    choices = Seq(raw.place)
    for label in labels:
        choices.put(label, raw.place)
    raw.put("choices", choices, raw.place, raw.place)
