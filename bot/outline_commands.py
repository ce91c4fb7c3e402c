"""`thuky outline list | show | check`: outlines seen by those who write them. Reads, never changes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bot.settings import Settings
from flows.drafts.migrate import compare
from flows.drafts.plan import Stage, steps
from flows.drafts.tree import Branch, tree
from outlines.loader import check, find, load, shipped
from outlines.model import Outline, Question, Slot


def add(parser: argparse.ArgumentParser) -> None:
    """Its three commands."""
    commands = parser.add_subparsers(required=True, metavar="LỆNH")
    commands.add_parser("list", help="các đề cương có sẵn").set_defaults(command=_list)
    show = commands.add_parser("show", help="một đề cương, từng câu hỏi")
    show.add_argument("id", help="mã đề cương, ví dụ 000")
    show.add_argument("--json", action="store_true", help="in toàn bộ dưới dạng JSON")
    show.set_defaults(command=_show)
    look = commands.add_parser("check", help="tìm lỗi trong tệp đề cương")
    look.add_argument("files", type=Path, nargs="+", metavar="TỆP")
    look.add_argument(
        "--against", type=Path, metavar="CŨ", help="so với bản cũ: giữ, hỏi lại, cất riêng"
    )
    look.set_defaults(command=_check)


class UnknownOutlineError(Exception):
    """One sentence: which outlines there are."""


def shipped_outline(id: str) -> Outline:
    """By id or the beginning of it ("000"). Raises UnknownOutlineError."""
    path = find(id)
    if path is None:
        known = ", ".join(each.stem for each in shipped())
        raise UnknownOutlineError(f"Không có đề cương “{id}”. Hiện có: {known}.")
    return load(path)


def _list(_args: argparse.Namespace, _settings: Settings) -> int:
    for path in shipped():
        outline = load(path)
        asked = sum(step.stage is Stage.BODY for step in steps(outline, {}))
        print(f"{outline.id}  bản {outline.version}  {asked} câu  {outline.title}")
    return 0


def _show(args: argparse.Namespace, _settings: Settings) -> int:
    outline = shipped_outline(args.id)
    if args.json:
        print(outline.model_dump_json(indent=2, by_alias=True, exclude_defaults=True))
    else:
        print("\n".join(_lines(outline)))
    return 0


def _check(args: argparse.Namespace, _settings: Settings) -> int:
    faults = [fault for path in args.files for fault in check(path)]
    for each in faults:
        print(f"{each.file}:{each.line}:{each.column}: {each.what} {each.instead}", file=sys.stderr)
    if faults:
        return 1
    print(f"{len(args.files)} tệp, không có lỗi.")
    if args.against:
        print("\n".join(_compared(load(args.against), load(args.files[0]))))
    return 0


def _compared(old: Outline, new: Outline) -> Iterator[str]:
    """What a draft in which everything is answered would keep, be asked again, and set aside."""
    found = compare(old, new, datetime.now(UTC).date())
    for name, ids in (("Giữ", found.kept), ("Hỏi lại", found.again), ("Cất riêng", found.aside)):
        yield f"{name} {len(ids)} câu:"
        yield from (f"  {_title(old, id)}" for id in ids)


def _title(outline: Outline, id: str) -> str:
    question = outline.question(id)
    return _question(question, "") if question else id


def _lines(outline: Outline) -> Iterator[str]:
    yield f"{outline.id}, bản {outline.version}: {outline.title}"
    yield from (_question(fact, "") for fact in outline.facts)
    for branch in tree(outline, {}):
        yield from _branch(branch, "")


def _branch(branch: Branch, indent: str) -> Iterator[str]:
    yield f"{indent}{branch.label} {branch.node.heading or '(không tiêu đề)'}".rstrip()
    if isinstance(branch.node, Slot):
        yield _question(branch.node, indent + "  ")
        yield from (_question(point, indent + "    – ") for point in branch.node.points)
    for part in branch.parts:
        yield from _branch(part, indent + "  ")


def _question(question: Question, indent: str) -> str:
    return f"{indent}[{question.id}] {question.ask}"
