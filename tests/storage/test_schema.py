"""Tables, migrations, and the seal on words."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect

from storage import schema
from storage.store import Store
from storage.tables import metadata


def differences(tx: Connection) -> object:
    context = MigrationContext.configure(tx, opts={"compare_type": True})
    return compare_metadata(context, metadata)


def test_the_migrations_make_exactly_the_tables(store: Store) -> None:
    assert store.run(differences) == []


def test_migrating_again_changes_nothing(store: Store) -> None:
    store.migrate()

    assert store.run(differences) == []


def test_the_migrations_go_down_and_up_again(empty_url: str) -> None:
    with Store(empty_url) as store:
        store.migrate()
        store.run(lambda tx: schema.downgrade(tx, "base"))
        left = store.run(lambda tx: inspect(tx).get_table_names())
        store.migrate()

        assert left == ["alembic_version"]
        assert store.run(differences) == []
