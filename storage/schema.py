"""Brings a database to this program's tables, and refuses one that is beyond them. Runs in the caller's transaction."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage import credentials, guests, links, timers  # noqa: F401 - their tables belong to the schema
from storage.errors import NewerSchema

NEWER = (
    "Cơ sở dữ liệu này đã được một bản Thư ký mới hơn sử dụng. Xin cập nhật chương trình lên bản mới "
    "rồi chạy lại. Dữ liệu còn nguyên, chương trình chưa thay đổi gì."
)

ONE_AT_A_TIME = Lock()
"""Alembic keeps its context in module globals: two threads must not migrate at once, be it two databases."""


def upgrade(connection: Connection) -> None:
    config = _config(connection)
    _refuse_newer(connection, ScriptDirectory.from_config(config))
    with ONE_AT_A_TIME:
        command.upgrade(config, "head")


def downgrade(connection: Connection, revision: str) -> None:
    """Back to an earlier revision ("base": no tables). For tests and for a person who knows why."""
    with ONE_AT_A_TIME:
        command.downgrade(_config(connection), revision)


def _refuse_newer(connection: Connection, scripts: ScriptDirectory) -> None:
    known = {script.revision for script in scripts.walk_revisions()}
    current = MigrationContext.configure(connection).get_current_heads()
    if not known.issuperset(current):
        raise NewerSchema(NEWER)


def _config(connection: Connection) -> Config:
    """Without alembic.ini: the migrations lie in this package, wherever it is installed."""
    config = Config(attributes={"connection": connection})
    folder = Path(__file__).with_name("migrations")
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
