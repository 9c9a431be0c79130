"""What rules of alerts looked at, what happened, and who was told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def _table(name: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        *columns,
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def _text(name: str, default: str | None = None) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _whole(name: str, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def upgrade() -> None:
    _table(
        "alert_look",
        _text("rule"),
        _text("indicator"),
        sa.Column("day", sa.Date(), nullable=False),
        _text("why", ""),
        *(_whole(name, False) for name in ("judged", "waiting", "armed", "fired")),
        _whole("evaluation"),
    )
    of_look = ["rule", "indicator", "day", "why"]
    op.create_index("uq_alert_look", "alert_look", of_look, unique=True)
    _table(
        "alert_state",
        *(_text(n) for n in ("rule", "unit_code", "indicator")),
        *(_text(n) for n in ("event", "state", "line")),
        sa.Column("day", sa.Date(), nullable=False),
        _whole("numerator"),
        _whole("denominator"),
        _text("facts", ""),
        _whole("evaluation"),
    )
    op.create_index("ix_alert_state_unit_code", "alert_state", ["unit_code"])
    _table(
        "alert_told",
        _whole("alert_id", False),
        *(_text(n) for n in ("whom", "reader", "address")),
        _whole("message_id"),
    )
    of_told = ["alert_id", "whom", "reader", "address"]
    op.create_index("uq_alert_told", "alert_told", of_told, unique=True)


def downgrade() -> None:
    for name in ("alert_told", "alert_state", "alert_look"):
        op.drop_table(name)
