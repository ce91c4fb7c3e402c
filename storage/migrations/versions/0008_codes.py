"""Codes that join chats, and guesses at them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

UTC = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "code",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", UTC, nullable=False),
        sa.Column("spent_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name="fk_code_chat_id"),
        sa.ForeignKeyConstraint(["spent_by"], ["chat.id"], name="fk_code_spent_by"),
        sa.PrimaryKeyConstraint("digest", name="pk_code"),
    )
    op.create_table(
        "miss",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name="fk_miss_chat_id"),
        sa.PrimaryKeyConstraint("id", name="pk_miss"),
    )
    for table, column in (
        ("code", "chat_id"), ("code", "expires_at"), ("code", "spent_by"),
        ("miss", "chat_id"), ("miss", "at"),
    ):  # fmt: skip
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    op.drop_table("miss")
    op.drop_table("code")
