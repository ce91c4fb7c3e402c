"""What another bot on the same chats keeps."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = ("channel", "bot", "chat", "user", "thread", "destiny")


def upgrade() -> None:
    op.create_table(
        "guest",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in KEY),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest")),
        sa.UniqueConstraint(*KEY, name=op.f("uq_guest_channel_bot_chat_user_thread_destiny")),
    )


def downgrade() -> None:
    op.drop_table("guest")
