"""The table of terms of office as a person enters them. Rows are added and never
changed."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Table, Text

from store.schema_base import metadata

# Terms of office that a person enters, step by step: entered, confirmed, discarded.
# Appended; the newest step of an entry tells how it stands.
term_entry = Table(
    "term_entry",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    # The id of its first step.
    Column("entry", Integer),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("state", Text, nullable=False),
    # The form and the rows that it means, as JSON; of the first step alone.
    Column("told", Text, nullable=False, server_default=""),
    # The load that took it, of the step that confirms.
    Column("load_id", Integer),
)
