"""Reads an answers file for `thuky play`: question id -> text, or how the question is left. YAML 1.2, so JSON too.

    to_chuc: Chi bộ Trường THCS Lê Lợi
    so:                                  # nothing: left for later
    dan_van: {state: none-arisen}

Scalars stay as written ("012" keeps its zero). Errors name file, line and what to write instead.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode
from ruamel.yaml.reader import ReaderError

from flows.drafts.values import State

LATER = State.LATER
EXCUSES = tuple(str(state) for state in State if state is not State.ANSWERED)


class AnswersError(Exception):
    """One sentence: file, line, what is wrong, what to write instead."""


@dataclass(frozen=True, slots=True)
class Given:
    """One question's answer: words, or a state."""

    words: str = ""
    state: State = State.ANSWERED


def read(path: Path, known: Collection[str]) -> Mapping[str, Given]:
    """Raises AnswersError for a file that cannot be read or an id that the outline does not have."""
    root = _root(path)
    found: dict[str, Given] = {}
    for key, value in root.value:
        id = _id(path, key, known)
        if id in found:
            raise _error(path, key, f"câu “{id}” được trả lời hai lần; xin bỏ một.")
        found[id] = _given(path, value)
    return found


def _id(path: Path, key: Node, known: Collection[str]) -> str:
    if not isinstance(key, ScalarNode):
        raise _error(path, key, "trước dấu hai chấm phải là mã của một câu hỏi.")
    id = str(key.value)
    if id not in known:
        near = get_close_matches(id, known, 1)
        hint = f" Có phải là “{near[0]}” không?" if near else ""
        raise _error(path, key, f"không có câu hỏi nào mang mã “{id}”.{hint}")
    return id


def _root(path: Path) -> MappingNode:
    try:
        text = path.read_text(encoding="utf-8-sig")
        root = YAML(typ="safe", pure=True).compose(text)
    except OSError:
        raise AnswersError(f"{path}: không đọc được tệp này.") from None
    except UnicodeDecodeError:
        raise AnswersError(f"{path}: tệp không phải UTF-8; xin lưu lại dưới dạng UTF-8.") from None
    except (YAMLError, RecursionError) as error:
        where = f"{path}:{_line(text, error)}"
        raise AnswersError(
            f"{where}: sai cú pháp YAML; mỗi dòng viết dạng “mã: câu trả lời”."
        ) from None
    if not isinstance(root, MappingNode):
        raise AnswersError(f"{path}:1: tệp phải gồm các dòng dạng “mã: câu trả lời”.")
    return root


def _line(text: str, error: Exception) -> int:
    if isinstance(error, MarkedYAMLError) and error.problem_mark:
        return int(error.problem_mark.line) + 1
    if isinstance(error, ReaderError):  # a character that YAML does not allow
        return text.count("\n", 0, error.position) + 1
    return 1


def _given(path: Path, node: Node) -> Given:
    if isinstance(node, ScalarNode):
        empty = node.tag == "tag:yaml.org,2002:null"
        return Given(state=LATER) if empty else Given(_joined(str(node.value)))
    if isinstance(node, MappingNode):
        pairs = {str(key.value): str(value.value) for key, value in node.value}
        if set(pairs) == {"state"} and pairs["state"] in EXCUSES:
            return Given(state=State(pairs["state"]))
    raise _error(
        path, node, f"xin viết câu trả lời, hoặc {{state: …}} với một trong: {', '.join(EXCUSES)}."
    )


def _joined(words: str) -> str:
    """JSON writes an emoji as two halves, which YAML reads as two characters."""
    return words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


def _error(path: Path, node: Node, what: str) -> AnswersError:
    return AnswersError(f"{path}:{node.start_mark.line + 1}: {what}")
