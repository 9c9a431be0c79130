"""The units that an account is narrowed to, where two in office have one name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    units = sa.Column("units", sa.Text(), server_default="", nullable=False)
    op.add_column("account", units)


def downgrade() -> None:
    op.drop_column("account", "units")
