"""Who confirmed an exemption; those from before were, by who entered them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "exemption_confirmed",
        sa.Column("exemption_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("dossiers", sa.Integer(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("exemption_id", name=op.f("pk_exemption_confirmed")),
    )
    op.execute(
        "INSERT INTO exemption_confirmed (exemption_id, dossiers, who, at) "
        "SELECT id, dossiers, who, at FROM exemption"
    )


def downgrade() -> None:
    op.drop_table("exemption_confirmed")
