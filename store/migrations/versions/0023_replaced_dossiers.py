"""Versions of dossiers that another took the place of, by unit and day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_dossier_replaced",
        "dossier",
        ["unit_code", "day"],
        sqlite_where=sa.text("current = 0"),
        postgresql_where=sa.text("NOT current"),
    )


def downgrade() -> None:
    op.drop_index("ix_dossier_replaced", table_name="dossier")
