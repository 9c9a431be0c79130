"""Meetings that were discarded, and whose pages and minutes were mailed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def _by() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
    )


def upgrade() -> None:
    op.create_table(
        "meeting_discarded",
        sa.Column("meeting_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *_by(),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_meeting_discarded")),
    )
    op.create_table(
        "meeting_sending",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("asked_id", sa.Integer(), nullable=True),
        sa.Column("told", sa.Text(), server_default="", nullable=False),
        *_by(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_sending")),
    )
    op.create_index("ix_meeting_sending_meeting_id", "meeting_sending", ["meeting_id"])


def downgrade() -> None:
    op.drop_table("meeting_sending")
    op.drop_table("meeting_discarded")
