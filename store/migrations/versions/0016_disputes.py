"""Disputes, incidents, and what became of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _open_text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def upgrade() -> None:
    op.create_table(
        "dispute",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        _text("unit_code"),
        _text("reason"),
        _text("correction"),
        _text("text"),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        _open_text("since"),
        _open_text("until"),
        _open_text("procedures"),
        _open_text("channel"),
        sa.Column("dossiers", sa.Integer(), nullable=False),
        _text("who"),
        _text("at"),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("evaluation", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute")),
    )
    op.create_table(
        "dispute_dossier",
        sa.Column("dispute_id", sa.Integer(), nullable=False),
        _text("dossier_code"),
        _text("unit_code"),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "dispute_id", "dossier_code", name=op.f("pk_dispute_dossier")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "dispute_effect",
        sa.Column("dispute_id", sa.Integer(), nullable=False),
        _text("unit_code"),
        _text("indicator"),
        sa.Column("numerator", sa.BigInteger(), nullable=True),
        sa.Column("denominator", sa.BigInteger(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=True),
        _text("status"),
        sa.Column("with_numerator", sa.BigInteger(), nullable=True),
        sa.Column("with_denominator", sa.BigInteger(), nullable=True),
        sa.Column("with_rank", sa.Integer(), nullable=True),
        _text("with_status"),
        sa.PrimaryKeyConstraint(
            "dispute_id", "unit_code", "indicator", name=op.f("pk_dispute_effect")
        ),
        sqlite_with_rowid=False,
    )
    _states()


def _states() -> None:
    op.create_table(
        "dispute_state",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("dispute_id", sa.Integer(), nullable=False),
        _text("state"),
        _open_text("note"),
        _text("who"),
        _text("at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute_state")),
    )
    op.create_index("ix_dispute_state_dispute_id", "dispute_state", ["dispute_id"])
    op.create_table(
        "dispute_part",
        sa.Column("state_id", sa.Integer(), nullable=False),
        _text("dossier_code"),
        sa.PrimaryKeyConstraint(
            "state_id", "dossier_code", name=op.f("pk_dispute_part")
        ),
        sqlite_with_rowid=False,
    )
