"""Rows held back, and doubts by unit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "load", sa.Column("held", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column(
        "rejected_row",
        sa.Column("held", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column("rejected_row", sa.Column("day", sa.Date(), nullable=True))
    op.create_table(
        "doubt",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("doubt", sa.Text(), nullable=False),
        sa.Column("unit_code", sa.Text(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_doubt")),
    )
    for name in ("load_id", "unit_code"):
        op.create_index(op.f(f"ix_doubt_{name}"), "doubt", [name], unique=False)
