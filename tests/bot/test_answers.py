"""Answers files: what is read, and the one sentence for each way in which a file can be wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answers import AnswersError, Given, read
from flows.drafts.values import State

KNOWN = ("to_chuc", "so", "dan_van", "@name")


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "trả lời.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


GOOD = (
    ("to_chuc: Chi bộ thôn 3", Given("Chi bộ thôn 3")),
    ("to_chuc: 012", Given("012")),
    ("to_chuc: 1.50", Given("1.50")),
    ("to_chuc: no", Given("no")),
    ("to_chuc: 2026-02-03", Given("2026-02-03")),
    ("to_chuc: |-\n  Một.\n\n  Hai.", Given("Một.\n\nHai.")),
    ("to_chuc:", Given(state=State.LATER)),
    ("to_chuc: ~", Given(state=State.LATER)),
    ("to_chuc: 'null'", Given("null")),
    ("to_chuc: {state: none-arisen}", Given(state=State.NONE_ARISEN)),
    ("to_chuc:\n  state: by-hand", Given(state=State.BY_HAND)),
    ("\ufeffto_chuc: có BOM", Given("có BOM")),
    ('{"to_chuc": "a\\/b \\u0111\\ud83d\\ude0a"}', Given("a/b đ😊")),
    ('{\n\t"to_chuc":\t"thụt bằng tab"\n}', Given("thụt bằng tab")),
    ('"to_chuc": một nửa \ud83d'.encode("utf-8", "replace"), Given("một nửa ?")),
)


@pytest.mark.parametrize(("text", "given"), GOOD)
def test_an_answer_is_read_as_it_is_written(
    text: str | bytes, given: Given, tmp_path: Path
) -> None:
    assert read(written(tmp_path, text), KNOWN) == {"to_chuc": given}


def test_answers_keep_their_order_and_settings_are_answers_too(tmp_path: Path) -> None:
    path = written(tmp_path, "so: 12\n'@name': Sơ kết\nto_chuc: Chi bộ thôn 3\n")

    assert list(read(path, KNOWN)) == ["so", "@name", "to_chuc"]


BAD = (
    ("so: 1\nto_chuk: x", 2, "Có phải là “to_chuc” không?"),
    ("so: 1\nhoàn toàn khác: x", 2, "hoàn toàn khác"),
    ("so: 1\n\nso: 2", 3, "hai lần"),
    ("so: 1\n? [a, b]\n: x", 2, "mã"),
    ("so: 1\ndan_van: {state: answered}", 2, "none-arisen"),
    ("so: 1\ndan_van: {state: sai}", 2, "none-arisen"),
    ("so: 1\ndan_van: {trạng thái: later}", 2, "state"),
    ("so: 1\ndan_van: {state: [later]}", 2, "state"),
    ("so: 1\ndan_van: [một, hai]", 2, "câu trả lời"),
    ("so: 1\ndan_van: 'chưa đóng", 2, "YAML"),
    ("so: 1\n\tdan_van: tab", 2, "YAML"),
    ("so: 1\n---\nso: 2", 2, "YAML"),
    ("so: 1\ndan_van: *khong", 2, "YAML"),
    ("so: 1\ndan_van: a\x07b", 2, "YAML"),
    ("- so\n- dan_van", 1, "mã: câu trả lời"),
    ("chỉ một câu", 1, "mã: câu trả lời"),
    ("", 1, "mã: câu trả lời"),
    ("so: " + "[" * 10_000, 1, "YAML"),
)


@pytest.mark.parametrize(("text", "line", "said"), BAD)
def test_a_wrong_file_is_told_in_one_sentence_with_its_line(
    text: str, line: int, said: str, tmp_path: Path
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(AnswersError) as raised:
        read(path, KNOWN)

    sentence = str(raised.value)
    assert sentence.startswith(f"{path}:{line}: ")
    assert said in sentence
    assert "\n" not in sentence
    assert "Node(" not in sentence


def test_a_file_that_is_not_utf8_or_not_there_is_told(tmp_path: Path) -> None:
    latin = written(tmp_path, b"so: \xe1\xe0")
    for path, said in (
        (latin, "UTF-8"),
        (tmp_path / "không có", "không đọc"),
        (tmp_path, "không đọc"),
    ):
        with pytest.raises(AnswersError, match=said) as raised:
            read(path, KNOWN)
        assert str(path) in str(raised.value)
