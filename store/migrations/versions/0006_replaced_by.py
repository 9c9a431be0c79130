"""Who took over from a unit that is no longer in force."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "unit",
        sa.Column("replaced_by", sa.Text(), server_default="", nullable=False),
    )
