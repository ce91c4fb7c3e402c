"""Tokens that change by themselves, for channels that want them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

UTC = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "credential",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("access", sa.String(), nullable=False),
        sa.Column("refresh", sa.String(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("expires_at", UTC, nullable=False),
        sa.Column("updated_at", UTC, nullable=False),
        sa.Column("held_until", UTC, nullable=True),
        sa.PrimaryKeyConstraint("channel", "key", name="pk_credential"),
    )


def downgrade() -> None:
    op.drop_table("credential")
