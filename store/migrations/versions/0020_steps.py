"""Steps of the ladder of escalation."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), nullable=False)


def _number(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Integer(), autoincrement=name == "id", nullable=False)


def _day(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "dialogue_step",
        _number("id"),
        _text("about"),
        _number("about_id"),
        _number("request_id"),
        _text("unit_code"),
        _text("rung"),
        _day("due_on"),
        _number("late"),
        _number("paused"),
        _text("told"),
        _text("who"),
        _day("day"),
        _text("at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_step")),
    )
    op.create_index("ix_dialogue_step_request_id", "dialogue_step", ["request_id"])
    identity = ["about", "about_id", "due_on", "rung"]
    op.create_index("uq_dialogue_step", "dialogue_step", identity, unique=True)


def downgrade() -> None:
    op.drop_table("dialogue_step")
