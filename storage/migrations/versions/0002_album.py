"""Which album a chat was answered last."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("album", sa.String(), nullable=False, server_default="")
    with op.batch_alter_table("chat") as chat:
        chat.add_column(column)
    with op.batch_alter_table("chat") as chat:
        chat.alter_column("album", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("chat") as chat:
        chat.drop_column("album")
