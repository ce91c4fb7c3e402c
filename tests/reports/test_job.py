"""The work of a report in another process, from an outline's source to a file."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from multiprocessing import get_context

import docx
import pytest

from outlines import loader
from outlines.loader import OutlineError
from reports.compose import compose
from reports.job import Built, build
from reports.naming import file_name
from reports.word import write
from tests.reports.sample import NOW, answers_000


def _source() -> str:
    path = loader.find("000")
    assert path is not None
    return path.read_text("utf-8")


def test_a_spawned_process_builds_the_same_file() -> None:
    answers = answers_000()
    report = compose(loader.parse(_source(), "000"), answers, NOW)

    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        built = pool.submit(build, _source(), answers, NOW).result(timeout=60)

    assert built == Built(file_name(report), write(report))


def test_the_file_opens_and_is_named_for_people() -> None:
    built = build(_source(), {}, NOW)

    assert docx.Document(BytesIO(built.content)).core_properties.language == "vi-VN"
    assert built.name == "Báo cáo sơ kết giữa nhiệm kỳ - dự thảo 1.docx"


def test_a_source_that_is_no_outline_is_an_error() -> None:
    with pytest.raises(OutlineError):
        build("not: [an outline", {}, NOW)
