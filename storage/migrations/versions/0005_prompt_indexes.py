"""A chat of many months finds its last prompts, and those that still show their buttons, without reading all."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SHOWN = sa.text("platform_id != ''")


def upgrade() -> None:
    op.create_index(op.f("ix_prompt_chat_id_created_at"), "prompt", ["chat_id", "created_at"])
    op.create_index(
        "ix_prompt_shown", "prompt", ["chat_id"], sqlite_where=SHOWN, postgresql_where=SHOWN
    )


def downgrade() -> None:
    op.drop_index("ix_prompt_shown", "prompt")
    op.drop_index(op.f("ix_prompt_chat_id_created_at"), "prompt")
