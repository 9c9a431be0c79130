"""Doubts by procedure too; of those kept before, none is known."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("doubt", sa.Column("procedure_code", sa.Text(), nullable=True))
