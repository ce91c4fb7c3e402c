"""Rules of an outline that need more than one value at a time; each tells all it finds.

Not the types of single values (`shape`). Works on the file's values after unfolding, so that a
file with other faults is checked too; what has the wrong type counts as absent here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Literal, NamedTuple, TypeAlias

from outlines import flaws
from outlines.form import FEWEST, MOST, SHORT
from outlines.forms import FORMS, LEVELS, places
from outlines.mirrors import is_section, maps, texts
from outlines.source import Found, Map, Place, Raw, Seq

Role: TypeAlias = Literal["fact", "section", "slot", "point"]

MOST_AT_START = 4
"""Facts asked before the first question of the report itself."""

RESERVED = "own_"
"""Begins the ids of what a person adds to a draft."""

_FILLED = (
    "heading", "title", "opening", "closing", "suggest", "ask", "hint", "type", "subject", "theme",
    "name",
)  # fmt: skip
"""Keys whose text may hold {fact.form}."""

_LABEL = re.compile(
    r"(?i:phần thứ |phần [ivx\d]+\b|mục [ivx\d]+\b)|\([\divx]+\)|[IVXLC]+(?:\s*[.)]|\s*[/-]\s)"
    r"|\d{1,2}(?:\.\d{1,2})+\.?\s|\d{1,2}(?:[.)](?!\d)|\s*[/-]\s)|[A-ZĐ][.)]\s|[a-zđ]\)|[-–+*•·]\s"
)
"""A label typed in front of a heading: "Phần thứ nhất", "II.", "(3)", "1.2.", "a)", "- "."""


class Node(NamedTuple):
    """One node of the file with its role and depth (a section of the first level has 1)."""

    role: Role
    raw: Map
    depth: int = 0

    def text(self, key: str) -> str:
        value = self.raw.get(key)
        return value if isinstance(value, str) else ""


def nodes(root: Map) -> Iterator[Node]:
    """Facts, sections, slots and points, in the order of the file."""
    yield from (Node("fact", fact) for fact in maps(root.get("facts")))
    for section in maps(root.get("sections")):
        yield from _below(section, 1)


def _below(raw: Map, depth: int) -> Iterator[Node]:
    yield Node("section" if is_section(raw) or depth == 1 else "slot", raw, depth)
    for part in maps(raw.get("parts")):
        yield from _below(part, depth + 1)
    yield from (Node("point", point, depth) for point in maps(raw.get("points")))


def check(root: Map) -> list[Found]:
    """Everything that the rules find, in no order."""
    return [found for rule in RULES for found in rule(root)]


def _ids_are_unique(root: Map) -> Iterator[Found]:
    seen: dict[str, Place] = {}
    for raw in (*maps(root.get("citations")), *_raws(root)):
        id = str(raw.get("id", ""))
        if id in seen:
            yield raw.at("id"), flaws.id_twice(id, seen[id].line)
        elif id:
            seen[id] = raw.at("id")


def _raws(root: Map) -> Iterator[Map]:
    """Facts, sections, slots, points and appendices, in the order of the file."""
    yield from (node.raw for node in nodes(root))
    yield from maps(root.get("appendices"))


def _ids_leave_room_for_own_additions(root: Map) -> Iterator[Found]:
    for raw in (*maps(root.get("citations")), *_raws(root)):
        if str(raw.get("id", "")).startswith(RESERVED):
            yield raw.at("id"), flaws.reserved_id(RESERVED)


def _long_questions_have_examples(root: Map) -> Iterator[Found]:
    for node in nodes(root):
        long = node.raw.get("kind", "long_text") == "long_text"
        if node.role in ("slot", "point") and long and "example" not in node.raw:
            yield node.raw.place, flaws.no_example()


def _choices_and_columns_are_there(root: Map) -> Iterator[Found]:
    for node in nodes(root):
        yield from _lacks(node.raw, "choice", "choices")
        yield from _lacks(node.raw, "several", "choices")
        yield from _lacks(node.raw, "table", "columns")
        for column in maps(node.raw.get("columns")):
            yield from _lacks(column, "choice", "choices")


def _lacks(raw: Map, kind: str, key: str) -> Iterator[Found]:
    if raw.get("kind") == kind and not raw.get(key):
        yield raw.at("kind"), flaws.missing_key(key)


def _headings_carry_no_labels(root: Map) -> Iterator[Found]:
    for node in nodes(root):
        for key in ("heading", "title"):
            found = _LABEL.match(node.text(key))
            if found:
                yield node.raw.at(key), flaws.typed_label(found[0].strip())


def _sections_have_parts(root: Map) -> Iterator[Found]:
    for node in nodes(root):
        if node.role == "section" and not node.raw.get("parts"):
            yield node.raw.place, flaws.no_parts()


def _numbering_is_deep_enough(root: Map) -> Iterator[Found]:
    deepest = max((node.depth for node in nodes(root)), default=0)
    styles = root.get("numbering")
    if isinstance(styles, Seq) and len(styles) < deepest:
        yield root.at("numbering"), flaws.few_styles(deepest)


def _few_facts_at_the_start(root: Map) -> Iterator[Found]:
    at_start = [fact for fact in maps(root.get("facts")) if fact.get("asked", "start") == "start"]
    for fact in at_start[MOST_AT_START:]:
        yield fact.place, flaws.too_many_facts(MOST_AT_START)


def _forms_are_short_and_in_a_row(root: Map) -> Iterator[Found]:
    seen: set[str] = set()
    for row in _rows(root):
        for form, run in groupby(row, lambda raw: raw.get("form")):
            if isinstance(form, str):
                yield from _form(form, list(run), seen)
    for node in nodes(root):
        if node.role in ("section", "slot") and "form" in node.raw:
            yield node.raw.at("form"), flaws.form_of_slot()


def _rows(root: Map) -> Iterator[list[Map]]:
    """What is asked one after another: facts at the start, facts at the end, points of a slot."""
    facts = maps(root.get("facts"))
    yield [fact for fact in facts if fact.get("asked", "start") == "start"]
    yield [fact for fact in facts if fact.get("asked", "start") != "start"]
    yield from (maps(node.raw.get("points")) for node in nodes(root))


def _form(form: str, run: list[Map], seen: set[str]) -> Iterator[Found]:
    if form in seen or not FEWEST <= len(run) <= MOST:
        yield run[0].at("form"), flaws.odd_form(form, FEWEST, MOST)
    seen.add(form)
    for raw in run:
        if raw.get("kind", "long_text") not in SHORT:
            yield raw.at("form"), flaws.long_in_form(SHORT)


# --- {fact.form} and `when` ---------------------------------------------------------------------


def _forms(root: Map) -> dict[str, tuple[str, ...]]:
    """Fact -> the forms it has; a citation has its text alone."""
    kinds = {str(fact.get("id")): str(fact.get("kind")) for fact in maps(root.get("facts"))}
    cited: dict[str, tuple[str, ...]] = {
        str(each.get("id")): ("",) for each in maps(root.get("citations"))
    }
    return cited | {id: FORMS.get(kind, ("",)) for id, kind in kinds.items()}


def _places_are_known(root: Map) -> Iterator[Found]:
    forms = _forms(root)
    for text, place in _filled(root):
        for fact, form in places(text):
            yield from _named(fact, form, place, forms)
        if re.search(r"[{}]", re.sub(r"\{\w+(\.\w+)?\}", "", text)):
            yield place, flaws.stray_brace()


def _filled(root: Map) -> Iterator[tuple[str, Place]]:
    document = root.get("document")
    raws = [document] if isinstance(document, Map) else []
    for raw in (*raws, *_raws(root)):
        yield from _texts(raw, _FILLED)
        for show in maps(raw.get("shows")):
            groups = show.get("groups")
            yield from _texts(groups, groups) if isinstance(groups, Map) else ()


def _texts(raw: Map, keys: Iterable[str]) -> Iterator[tuple[str, Place]]:
    for key in keys:
        value = raw.get(key)
        if isinstance(value, str):
            yield value, raw.at(key)


def _named(
    fact: str, form: str, place: Place, forms: dict[str, tuple[str, ...]]
) -> Iterator[Found]:
    if fact not in forms:
        yield place, flaws.unknown_fact(fact, forms)
    elif form not in forms[fact]:
        yield place, flaws.unknown_form(fact, form, forms[fact])


def _conditions_are_known(root: Map) -> Iterator[Found]:
    forms = _forms(root)
    for node in nodes(root):
        when = node.raw.get("when")
        for name in when if isinstance(when, Map) else ():
            fact, _, form = name.partition(".")
            yield from _named(fact, form, node.raw.at("when"), forms)
            if form == "loai" and isinstance(when, Map) and when[name] not in LEVELS:
                yield when.at(name), flaws.not_among(name, ", ".join(LEVELS))


# --- Tables shown elsewhere ---------------------------------------------------------------------


def _shows_are_of_tables(root: Map) -> Iterator[Found]:
    tables = {node.text("id"): node.raw for node in nodes(root) if node.raw.get("kind") == "table"}
    for raw in _raws(root):
        for show in maps(raw.get("shows")):
            table = tables.get(str(show.get("table")))
            if table is None:
                yield show.at("table"), flaws.unknown_table(tables)
            else:
                yield from _columns_exist(show, maps(table.get("columns")))


def _columns_exist(show: Map, columns: list[Map]) -> Iterator[Found]:
    known = {str(column.get("id")): column for column in columns}
    for id in texts(show.get("columns")):
        if id not in known:
            yield show.at("columns"), flaws.unknown_column(id, known)
    group = show.get("group_by")
    if group is None:
        return
    choices = texts(known[str(group)].get("choices")) if str(group) in known else []
    if not choices:
        yield show.at("group_by"), flaws.not_a_choice_column()
    groups = show.get("groups")
    for value in groups if isinstance(groups, Map) else ():
        if choices and value not in choices:
            yield show.at("groups"), flaws.not_among(value, ", ".join(choices))


# --- Seed lines ---------------------------------------------------------------------------------


def _seed_lines_are_placed_once(root: Map) -> Iterator[Found]:
    seen: dict[int, Place] = {}
    for value in _placed(root):
        for line in _numbers(value):
            if line in seen:
                yield _at(value), flaws.line_twice(line, seen[line].line)
            seen.setdefault(line, _at(value))


def _placed(root: Map) -> Iterator[Raw]:
    yield root.get("from")
    yield from (raw.get("from") for raw in _raws(root))
    yield from (left.get("lines") for left in maps(root.get("left_out")))


def _numbers(value: Raw) -> list[int]:
    return [each for each in value if type(each) is int] if isinstance(value, Seq) else []


def _at(value: Raw) -> Place:
    return value.place if isinstance(value, Seq) else Place(1, 1)


RULES: tuple[Callable[[Map], Iterator[Found]], ...] = (
    _ids_are_unique,
    _ids_leave_room_for_own_additions,
    _long_questions_have_examples,
    _choices_and_columns_are_there,
    _headings_carry_no_labels,
    _sections_have_parts,
    _numbering_is_deep_enough,
    _few_facts_at_the_start,
    _forms_are_short_and_in_a_row,
    _places_are_known,
    _conditions_are_known,
    _shows_are_of_tables,
    _seed_lines_are_placed_once,
)
