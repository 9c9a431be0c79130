"""Requests for explanations, what was said of them, and commitments."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def _table(name: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        *columns,
        _text("who"),
        sa.Column("day", sa.Date(), nullable=False),
        _text("at"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), nullable=False)


def _open(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def upgrade() -> None:
    _table(
        "dialogue_request",
        _text("unit_code"),
        _open("rule"),
        _open("indicator"),
        _open("text"),
        _open("facts"),
        _open("person"),
        sa.Column("due_on", sa.Date(), nullable=False),
    )
    _index("dialogue_request", "unit_code")
    _table(
        "dialogue_entry",
        sa.Column("request_id", sa.Integer(), nullable=False),
        _text("what"),
        _open("text"),
        _open("cause"),
        sa.Column("due_on", sa.Date(), nullable=True),
    )
    _index("dialogue_entry", "request_id")
    op.create_table(
        "dialogue_draft",
        sa.Column("request_id", sa.Integer(), autoincrement=False, nullable=False),
        _text("fields"),
        _text("who"),
        _text("at"),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_dialogue_draft")),
    )
    _commitments()


def _commitments() -> None:
    _table(
        "commitment",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        _text("unit_code"),
        _text("indicator"),
        _open("procedure_code"),
        _open("field"),
        _text("gain"),
        sa.Column("due_on", sa.Date(), nullable=False),
        _text("owner"),
    )
    _index("commitment", "request_id")
    _index("commitment", "unit_code")


def downgrade() -> None:
    for name in (
        "commitment",
        "dialogue_draft",
        "dialogue_entry",
        "dialogue_request",
    ):
        op.drop_table(name)
