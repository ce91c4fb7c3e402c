"""Links to files, for channels that take none."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

UTC = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "link",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("file_id", sa.String(), nullable=False),
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("created_at", UTC, nullable=False),
        sa.Column("expires_at", UTC, nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name="fk_link_file_id"),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name="fk_link_chat_id"),
        sa.PrimaryKeyConstraint("digest", name="pk_link"),
    )
    op.create_index("ix_link_file_id", "link", ["file_id"])
    op.create_index("ix_link_chat_id", "link", ["chat_id"])
    op.create_index("ix_link_expires_at", "link", ["expires_at"])


def downgrade() -> None:
    op.drop_table("link")
