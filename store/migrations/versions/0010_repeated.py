"""What a source said of a dossier that another source had said already."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "repeated",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repeated")),
    )
    op.create_index(op.f("ix_repeated_version_id"), "repeated", ["version_id"])
    # Of loads from before this was kept, what they repeated is not known.
    op.execute(
        "INSERT INTO repeated (load_id, version_id) "
        "SELECT coalesce(retry_of, id), 0 FROM load "
        "WHERE outcome = 'taken' AND unchanged > 0 AND kind LIKE '%dossiers%'"
    )
