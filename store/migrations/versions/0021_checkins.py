"""Weekly check-ins, and of whom they were asked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def _table(name: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("unit_code", sa.Text(), nullable=False),
        sa.Column("week_on", sa.Date(), nullable=False),
        *columns,
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def upgrade() -> None:
    _table("checkin_asked")
    identity = ["unit_code", "week_on"]
    op.create_index("uq_checkin_asked", "checkin_asked", identity, unique=True)
    _table(
        "checkin",
        sa.Column("confidence", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
    )
    op.create_index("ix_checkin_unit_code", "checkin", ["unit_code"])


def downgrade() -> None:
    op.drop_table("checkin")
    op.drop_table("checkin_asked")
