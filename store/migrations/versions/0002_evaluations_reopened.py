"""What an evaluation needs to be reopened exactly.

Standings frozen before keep what they have; what was not frozen then is not known.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_STANDING = (
    ("window", sa.Text()),
    ("earlier_numerator", sa.BigInteger()),
    ("earlier_denominator", sa.BigInteger()),
    ("eve_numerator", sa.BigInteger()),
    ("eve_denominator", sa.BigInteger()),
    ("starts_on", sa.Date()),
    ("deadline", sa.Date()),
)


def upgrade() -> None:
    op.add_column("evaluation", sa.Column("last_load", sa.Integer()))
    for name in ("last_rows", "deadline"):
        op.add_column(
            "evaluation",
            sa.Column(name, sa.Text(), nullable=False, server_default=""),
        )
    for name, kind in _STANDING:
        op.add_column("standing", sa.Column(name, kind))
    op.create_table(
        "frozen_unit",
        sa.Column("id", _BIG, autoincrement=True, nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("unit_code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("parent_code", sa.Text(), nullable=False),
        sa.Column("former_district", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Float()),
        sa.Column("longitude", sa.Float()),
        sa.Column("chair", sa.Text()),
        sa.Column("acting", sa.Boolean(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frozen_unit")),
    )
    op.create_index("ix_frozen_unit_key", "frozen_unit", ["unit_code", "evaluation_id"])
    op.create_table(
        "frozen_plan",
        sa.Column("id", _BIG, autoincrement=True, nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("decision_no", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date()),
        sa.Column("starts_on", sa.Date()),
        sa.Column("last_deadline", sa.Date(), nullable=False),
        sa.Column("indicators", sa.Text(), nullable=False),
        sa.Column("official", sa.Text(), nullable=False),
        sa.Column("kinds", sa.Text(), nullable=False),
        sa.Column("by_default", sa.Boolean(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frozen_plan")),
    )
