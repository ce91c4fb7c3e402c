"""Opening a database: addresses, migrations at start, and what is said when something is wrong."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from storage import errors, schema
from storage.engine import read_url
from storage.errors import CannotOpen, NewerSchema, StoreError
from storage.store import Store
from tests.engines import Postgres
from tests.storage.scene import add, chain, do, names

# --- Addresses ----------------------------------------------------------------------------------

ADDRESSES = [
    ("du-lieu/thuky.db", "sqlite:///du-lieu/thuky.db"),
    ("/srv/thuky 1%.db", "sqlite:////srv/thuky 1%25.db"),
    ("sqlite://", "sqlite://"),
    ("sqlite:///a.db", "sqlite:///a.db"),
    ("postgres://u:p@host:5/db", "postgresql+psycopg://u:p@host:5/db"),
    ("postgresql://u@/db?host=/run", "postgresql+psycopg://u@/db?host=%2Frun"),
    ("postgresql+psycopg://host/db", "postgresql+psycopg://host/db"),
]


@pytest.mark.parametrize(("given", "meant"), ADDRESSES)
def test_a_path_or_url_names_a_database(given: str, meant: str) -> None:
    assert read_url(given).render_as_string(hide_password=False) == meant


def test_a_path_may_begin_at_home() -> None:
    assert read_url("~/thuky.db").database == str(Path.home() / "thuky.db")


@pytest.mark.parametrize(
    "url", ["mysql://u:matkhau@h/d", "://matkhau", "postgres://u:matkhau@h:x/"]
)
def test_another_address_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(CannotOpen) as caught:
        Store(url)

    assert "ơ sở dữ liệu" in str(caught.value)
    assert "matkhau" not in "".join(chain(caught.value))


def test_the_folder_of_a_file_is_made(tmp_path: Path) -> None:
    path = tmp_path / "mới" / "nữa" / "thuky.sqlite3"
    with Store(str(path)) as store:
        store.migrate()

    assert path.exists()


def test_a_database_in_memory_keeps_what_it_was_given() -> None:
    with Store("sqlite://") as store:
        store.migrate()
        store.run(lambda tx: add(tx, "Lan"))

        assert names(store) == ["Lan"]


def test_a_path_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("x")

    with pytest.raises(CannotOpen, match="Xin kiểm tra đường dẫn và quyền ghi"):
        Store(str(tmp_path / "tep" / "thuky.sqlite3"))
    with pytest.raises(CannotOpen, match="Xin kiểm tra đường dẫn và quyền ghi"):
        Store(str(tmp_path))


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "bao-cao.docx"
    path.write_bytes(b"PK" * 5000)

    with pytest.raises(CannotOpen, match="không phải là cơ sở dữ liệu"):
        Store(str(path))
    assert path.read_bytes() == b"PK" * 5000


SERVERS = [
    "postgresql://thuky:mat%20khau@127.0.0.1:1/db",
    "postgresql://thuky@127.0.0.1:1/db?password=mat%20khau",
]


@pytest.mark.parametrize("url", SERVERS)
def test_a_server_that_is_not_there_is_said_so_without_the_password(url: str) -> None:
    with pytest.raises(CannotOpen, match=re.escape("127.0.0.1/db")) as caught:
        Store(url)

    assert not re.search("mat.{1,3}khau|thuky@", "".join(chain(caught.value)))


def test_a_store_shows_itself_without_user_and_password(postgres: Postgres) -> None:
    url = postgres.fresh().replace("postgres:@", "postgres:matkhau@")
    with Store(url) as store:
        shown = repr(store)

    assert re.fullmatch(r"Store\(postgresql, .+\)", shown)
    assert "matkhau" not in shown
    assert "postgres:" not in shown


# --- Schema -------------------------------------------------------------------------------------


def test_a_newer_database_is_refused_and_left_as_it_is(empty_url: str) -> None:
    with Store(empty_url) as store:
        store.migrate()
        store.run(lambda tx: add(tx, "Lan"))
        do(store, "UPDATE alembic_version SET version_num = '9999'")

        with pytest.raises(NewerSchema, match="Xin cập nhật chương trình"):
            store.migrate()
        assert names(store) == ["Lan"]


def test_stores_that_start_at_once_do_not_clash(empty_url: str) -> None:
    def start() -> None:
        try:
            with Store(empty_url) as store:
                ready.wait()
                store.migrate()
        except BaseException as error:  # noqa: BLE001 - told below
            told.append(error)

    told: list[BaseException] = []
    ready = threading.Barrier(4, timeout=10)
    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert told == []
    with Store(empty_url) as store:
        assert names(store) == []


def test_foreign_keys_hold(store: Store) -> None:
    with pytest.raises(IntegrityError):
        do(store, "INSERT INTO access VALUES ('no draft', 1, '', 'own')")


# --- Errors -------------------------------------------------------------------------------------


def test_the_tree_of_errors_is_as_drawn() -> None:
    every = [e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, StoreError)]
    drawn = re.findall(r"^[│├└─ ]*([A-Z]\w+)(?:  |$)", errors.__doc__ or "", re.MULTILINE)

    assert drawn == sorted((e.__name__ for e in every), key=drawn.index)
    assert [e.__name__ for e in every if e.retryable] == ["Busy", "ChatBusy"]


def test_migrations_are_in_the_package() -> None:
    folder = Path(schema.__file__).with_name("migrations")

    assert {path.name for path in folder.iterdir()} >= {"env.py", "script.py.mako", "versions"}
