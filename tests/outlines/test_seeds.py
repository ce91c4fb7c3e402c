"""The shipped outlines held against the documents they were made from, line by line.

Not the rules of the file format (`test_checks`): here an outline must be true to its seed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeAlias

import pytest
from ruamel.yaml import YAML

from flows.drafts.plan import Stage, steps
from flows.drafts.tree import leaves, tree
from flows.drafts.values import Answer, Answers, State
from outlines import loader
from outlines.model import Outline, Point, Question, Section, Slot

TESTS = Path(__file__).parents[1]
SEEDS = {path.stem: path for path in sorted((TESTS / "seeds").glob("*.txt"))}
SHIPPED = [path.stem for path in loader.shipped() if path.stem[:3] in SEEDS]
MAIL = re.compile(r"\S+@\S+\.\w+|\d{4}-\d\d-\d\dT\d\d:\d\d")
REPAIR = re.compile("“([^”]+)” → “([^”]+)”")

Node: TypeAlias = Question | Section

each_outline = pytest.mark.parametrize("name", SHIPPED)


@cache
def outline(name: str) -> Outline:
    return loader.load(next(path for path in loader.shipped() if path.stem == name))


@cache
def seed(name: str) -> dict[int, str]:
    """The seed's non-empty lines by number, from 1."""
    text = SEEDS[name[:3]].read_bytes().decode()
    return {n: line for n, line in enumerate(text.split("\n"), 1) if line.strip()}


def below(node: Section | Slot) -> Iterator[Node]:
    yield node
    if isinstance(node, Slot):
        yield from node.points
    else:
        for part in node.parts:
            yield from below(part)


def nodes(given: Outline) -> Iterator[Node]:
    yield from given.facts
    for section in given.sections:
        yield from below(section)


def repairs(name: str) -> Iterator[tuple[int, str, str]]:
    """(line, slip, what it became), as the outline declares them."""
    for entry in outline(name).repaired:
        for slip, mended in REPAIR.findall(entry.reason):
            yield from ((line, slip, mended) for line in entry.lines)


def mended(name: str, node: Node) -> str:
    """The seed's words that a node stands for, with the declared repairs, white space folded."""
    lines = {n: seed(name)[n] for n in sorted({*node.seed, *node.shares})}
    for line, slip, right in repairs(name):
        if line in lines:
            lines[line] = lines[line].replace(slip, right)
    return " ".join(" ".join(lines.values()).split())


def reasons(name: str, node: Node) -> str:
    """What the outline declares about the node's lines."""
    return " ".join(
        entry.reason for entry in outline(name).repaired if {*entry.lines} & {*node.seed}
    )


def printed(node: Node) -> str:
    """The words that the node itself puts into the report, without the places of facts."""
    named = node.title if isinstance(node, Point) else None
    headed = node.heading if isinstance(node, Section | Slot) else None
    return re.sub(r"\{[\w.]+\}", "", named or headed or "")


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


@pytest.mark.parametrize("path", SEEDS.values(), ids=list(SEEDS))
def test_seeds_hold_no_mail_lines(path: Path) -> None:
    assert MAIL.findall(path.read_bytes().decode()) == []


def test_outline_000_ships() -> None:
    assert "000-so-ket-giua-nhiem-ky" in SHIPPED


@each_outline
def test_every_line_is_placed_once_or_left_out_once(name: str) -> None:
    placed = Counter(outline(name).seed)
    for node in (*nodes(outline(name)), *outline(name).appendices):
        placed.update(node.seed)
    for left in outline(name).left_out:
        placed.update(left.lines)

    assert placed == Counter(dict.fromkeys(seed(name), 1))


@each_outline
def test_shared_lines_exist_and_belong_to_another_node(name: str) -> None:
    for node in nodes(outline(name)):
        assert set(node.shares) <= set(seed(name)), node.id
        assert not {*node.shares} & {*node.seed}, node.id


@each_outline
def test_only_mirrored_nodes_name_no_line(name: str) -> None:
    source = next(path for path in loader.shipped() if path.stem == name).read_text("utf-8")
    # Only under `questions` of a mirror does an id stand without a dash before it.
    mirrored = set(re.findall(r"^ +id: (\w+)$", source, re.MULTILINE))

    assert {node.id for node in nodes(outline(name)) if not (node.seed or node.shares)} <= mirrored


@each_outline
def test_every_repair_mends_what_the_seed_really_says(name: str) -> None:
    for entry in outline(name).repaired:
        assert set(entry.lines) <= set(seed(name)), entry.reason
    for line, slip, right in repairs(name):
        assert slip in seed(name)[line]
        assert right not in seed(name)[line]


@each_outline
def test_guidance_is_the_seeds_own_words(name: str) -> None:
    for node in nodes(outline(name)):
        if node.guidance:
            assert " ".join(node.guidance.split()) in mended(name, node), node.id


@each_outline
def test_headings_and_leads_use_the_seeds_words(name: str) -> None:
    for node in nodes(outline(name)):
        if node.seed:
            known = words(mended(name, node)) | words(reasons(name, node))
            assert words(printed(node)) <= known, node.id


@each_outline
def test_no_slip_comes_back_in_what_prints_or_guides(name: str) -> None:
    slips = {slip.casefold() for _, slip, _ in repairs(name)}
    for node in nodes(outline(name)):
        said = f"{printed(node)} {node.guidance or ''}".casefold()
        assert not [slip for slip in slips if slip in said], node.id


def test_outline_000_has_eighteen_slots_and_a_table() -> None:
    slots = list(outline("000-so-ket-giua-nhiem-ky").slots())

    assert Counter(slot.kind for slot in slots) == {"long_text": 18, "table": 1}


def test_outline_000_asks_33_questions_by_points_and_44_unfolded() -> None:
    given = outline("000-so-ket-giua-nhiem-ky")
    asked = [step for step in steps(given, {}) if step.stage is Stage.BODY]
    unfolded = [question for slot in given.slots() for question in slot.points or (slot,)]

    assert (len(asked), len(unfolded)) == (33, 44)


def test_the_tasks_of_000_mirror_its_results() -> None:
    slots = {slot.id: slot for slot in outline("000-so-ket-giua-nhiem-ky").slots()}
    pairs = [
        (slots[id], slots[f"nv{id[2:]}"])
        for id in slots
        if id.startswith("kq_") and id != "kq_nguyen_nhan"
    ]

    assert len(pairs) == 4
    for result, task in pairs:
        heading = (result.heading or "").replace("Kết quả thực hiện", "Thực hiện")
        assert task.heading == heading
        assert len(task.points) == len(result.points)


def test_outline_001_has_38_slots_and_two_tables() -> None:
    slots = list(outline("001-bao-cao-chinh-tri").slots())

    assert Counter(slot.kind for slot in slots) == {"long_text": 38, "table": 2}


def test_outline_001_asks_58_questions_by_points_and_65_unfolded() -> None:
    given = outline("001-bao-cao-chinh-tri")
    asked = [step for step in steps(given, {}) if step.stage is Stage.BODY]
    unfolded = [question for slot in given.slots() for question in slot.points or (slot,)]

    assert (len(asked), len(unfolded)) == (58, 65)


TWO = "002-so-ket-dang-bo-truc-thuoc"


def test_outline_002_has_seventeen_slots_and_the_three_that_only_its_plan_demands() -> None:
    slots = list(outline(TWO).slots())
    added = [slot.id for slot in slots if slot.kind == "table" or slot.optional]

    assert added == ["chi_tieu", "nq_chuyen_de", "kiem_diem"]
    assert len(slots) - len(added) == 17


def test_outline_002_asks_whole_and_nothing_in_points() -> None:
    asked = [step for step in steps(outline(TWO), {}) if step.stage is Stage.BODY]

    assert outline(TWO).mode == "whole"
    assert [step.id for step in asked] == [slot.id for slot in outline(TWO).slots()]


def test_outline_002_is_numbered_as_its_seed_with_the_parents_number_mended() -> None:
    labels = ["/".join(filter(None, leaf.path)) for leaf in leaves(tree(outline(TWO), {}))]

    one, two = "Phần thứ nhất", "Phần thứ hai"
    assert labels == [
        f"{one}/A.", f"{one}/B.",
        *(f"{one}/B./{each}" for each in ("I.", "II.", "III.", "IV.")), f"{one}/B.",
        *(f"{one}/C./I./{each}" for each in ("1.", "2.", "3.")),
        *(f"{one}/C./II./1./{each}" for each in ("1.1.", "1.2.")),
        *(f"{one}/C./II./2./{each}" for each in ("2.1.", "2.2.")),
        f"{one}/C./III.", one,
        f"{two}/I.", *(f"{two}/II./{each}" for each in ("1.", "2.", "3.")),
    ]  # fmt: skip


def test_what_the_plan_of_002_demands_gets_a_heading_of_its_own_only_when_answered() -> None:
    answers = {id: Answer(State.ANSWERED, "x", "x") for id in ("nq_chuyen_de", "kiem_diem")}

    def labels(given: Answers) -> dict[str, str]:
        return {leaf.node.id: leaf.label for leaf in leaves(tree(outline(TWO), given))}

    before, after = labels({}), labels(answers)

    assert (after["nq_chuyen_de"], after["kiem_diem"]) == ("V.", "D.")
    assert (before["nq_chuyen_de"], before["kiem_diem"]) == ("", "")
    assert {id for id in before if before[id] != after[id]} == set(answers)


def test_the_result_slots_of_002_are_guided_by_the_line_on_indicators() -> None:
    slots = {slot.id: slot for slot in outline(TWO).slots()}

    for id in ("kq_xay_dung_dang", "kq_kinh_te", "kq_quoc_phong", "kq_trong_tam"):
        assert 172 in slots[id].shares
        assert "Đánh giá rõ kết quả thực hiện các chỉ tiêu" in (slots[id].guidance or "")


@each_outline
def test_mirrored_questions_have_their_own_words(name: str) -> None:
    long = [each for each in outline(name).questions() if each.kind == "long_text"]

    for said in ([each.ask for each in long], [each.example for each in long if each.example]):
        assert [text for text, count in Counter(said).items() if count > 1] == []


@each_outline
def test_the_shipped_answers_answer_exactly_what_is_asked(name: str) -> None:
    text = (TESTS / "answers" / f"{name}.yaml").read_text("utf-8")
    answers = YAML(typ="safe", pure=True).load(text)

    assert set(answers) == {step.id for step in steps(outline(name), {})}
