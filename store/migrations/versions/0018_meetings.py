"""Meetings that take stock of units."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), nullable=False)


def _told() -> list[sa.Column[object]]:
    return [_text("who"), sa.Column("day", sa.Date(), nullable=False), _text("at")]


def _number(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Integer(), autoincrement=name == "id", nullable=False)


def upgrade() -> None:
    op.create_table(
        "meeting",
        _number("id"),
        _text("title"),
        sa.Column("held_on", sa.Date(), nullable=False),
        _text("plan"),
        _text("indicator"),
        *_told(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    op.create_table(
        "meeting_change",
        _number("id"),
        _number("meeting_id"),
        _text("unit_code"),
        sa.Column("added", sa.Boolean(), nullable=False),
        _text("reason"),
        *_told(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_change")),
    )
    op.create_index("ix_meeting_change_meeting_id", "meeting_change", ["meeting_id"])
    op.create_table(
        "meeting_frozen",
        _number("meeting_id"),
        _number("evaluation"),
        sa.Column("as_of", sa.Date(), nullable=False),
        _text("known_at"),
        _text("hash"),
        *_told(),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_meeting_frozen")),
    )
    op.create_table(
        "meeting_page",
        _number("meeting_id"),
        _number("place"),
        _text("content"),
        sa.PrimaryKeyConstraint("meeting_id", "place", name=op.f("pk_meeting_page")),
    )


def downgrade() -> None:
    for name in ("meeting_page", "meeting_frozen", "meeting_change", "meeting"):
        op.drop_table(name)
