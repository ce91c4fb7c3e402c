"""Bytes and outline sources come back as they were."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from storage import files, shelf
from storage.errors import Changed, Missing
from storage.files import File
from storage.store import Store
from tests.storage.scene import NOW, begin


@pytest.mark.parametrize("draft", ["d1", ""])
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04\0\xff" * 100_000])
def test_a_file_comes_back(store: Store, draft: str, data: bytes) -> None:
    store.run(begin)
    id = store.run(lambda tx: files.save(tx, "Báo cáo.docx", "application/x", data, draft, NOW))

    assert store.run(lambda tx: files.load(tx, id)) == File("Báo cáo.docx", "application/x", data)


def test_ids_of_files_cannot_be_guessed(store: Store) -> None:
    ids = {store.run(lambda tx: files.save(tx, "a", "b", b"", "", NOW)) for _ in range(20)}

    assert len(ids) == 20
    assert min(map(len, ids)) >= 22  # 16 random bytes


def test_a_file_that_is_not_there_is_missing(store: Store) -> None:
    with pytest.raises(Missing):
        store.run(lambda tx: files.load(tx, "x"))


def test_publishing_again_changes_nothing(store: Store) -> None:
    for _ in range(2):
        store.run(lambda tx: shelf.publish(tx, "a", 1, "digest", "nguồn", NOW))

    assert store.run(shelf.newest) == [("a", 1)]


def test_a_published_version_cannot_be_changed(store: Store) -> None:
    store.run(lambda tx: shelf.publish(tx, "a", 1, "digest", "nguồn", NOW))

    with pytest.raises(Changed, match="Đề cương a bản 1 đã"):
        store.run(lambda tx: shelf.publish(tx, "a", 1, "other", "khác", NOW))
    assert store.run(lambda tx: shelf.source(tx, "a", 1)) == "nguồn"


def test_the_newest_version_is_a_number_not_a_text(store: Store) -> None:
    def work(tx: Connection) -> None:
        for id, version in [("b", 9), ("b", 10), ("a", 2), ("a", 1)]:
            shelf.publish(tx, id, version, f"{id}{version}", f"{id}{version}", NOW)

    store.run(work)

    assert store.run(shelf.newest) == [("a", 2), ("b", 10)]
    assert store.run(lambda tx: shelf.source(tx, "b", 9)) == "b9"


def test_a_version_that_is_not_there_is_missing(store: Store) -> None:
    with pytest.raises(Missing):
        store.run(lambda tx: shelf.source(tx, "a", 1))
