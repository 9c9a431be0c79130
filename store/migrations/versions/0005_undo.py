"""Loads can be undone: when, by whom and why."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("undone_at", "undone_by", "undone_why"):
        op.add_column(
            "load", sa.Column(name, sa.Text(), nullable=False, server_default="")
        )
