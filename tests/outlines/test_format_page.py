"""The page docs/outline-format.md held to the model, the forms and the loader."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from outlines import mirrors, shape
from outlines.forms import FORMS
from outlines.loader import parse
from outlines.model import (
    Appendix,
    Citation,
    Column,
    Document,
    Fact,
    KindName,
    LeftOut,
    Mode,
    Numbering,
    Outline,
    Point,
    Prints,
    Question,
    Scope,
    Section,
    Show,
    Slot,
    Value,
    When,
)

PAGE = (Path(__file__).parents[2] / "docs" / "outline-format.md").read_text(encoding="utf-8")
PARTS = dict(re.findall(r"^## (.+)\n((?:(?!^## ).*\n)*)", PAGE, re.MULTILINE))
MODELS = (
    Outline,
    Document,
    Question,
    Fact,
    Section,
    Slot,
    Point,
    Column,
    Show,
    Citation,
    Appendix,
    LeftOut,
)


def rows(part: str) -> set[str]:
    """The keys that the first table of a part explains."""
    table = re.search(r"(?:^\|.*\n)+", PARTS[part], re.MULTILINE)
    assert table
    return set(re.findall(r"^\| `(\w+)` \|", table[0], re.MULTILINE))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_of_the_model_is_explained_and_no_other(model: type[Value]) -> None:
    inherited = set(shape.keys(Question)) if issubclass(model, Question) else set()
    own = set(shape.keys(model)) - (inherited if model is not Question else set())
    extra = {"mirror"} if model is Section else set()

    assert rows(model.__name__) == own | extra


def test_every_key_of_a_mirror_is_explained() -> None:
    assert rows("Mirror") == set(mirrors.KEYS)


@pytest.mark.parametrize("words", [KindName, Mode, Numbering, Prints, Scope, When])
def test_every_word_that_a_key_takes_is_named(words: object) -> None:
    assert [word for word in get_args(words) if f"`{word}`" not in PAGE] == []


def test_every_form_of_a_fact_is_named() -> None:
    table = PARTS["Fact"].partition("The forms:")[2]
    named = set(re.findall(r"^\| (?:`\w+`)? ?\| `(\w+)` \|", table, re.MULTILINE))

    assert named == {form for forms in FORMS.values() for form in forms if form}


def test_the_smallest_outline_loads() -> None:
    source = re.search(r"```yaml\n(.*?)```", PARTS["The smallest outline"], re.DOTALL)

    assert source
    assert parse(source[1], "docs").id == "vi-du"
