"""What was picked on a prompt last."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("prompt") as prompt:
        prompt.add_column(sa.Column("picked", sa.Integer(), nullable=True))
        prompt.add_column(sa.Column("picked_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("prompt") as prompt:
        prompt.drop_column("picked_at")
        prompt.drop_column("picked")
