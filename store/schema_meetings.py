"""The tables of meetings that take stock. Rows are added and never changed."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Integer, Table, Text

from store.schema_base import metadata

meeting = Table(
    "meeting",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("title", Text, nullable=False),
    Column("held_on", Date, nullable=False),
    Column("plan", Text, nullable=False),
    Column("indicator", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("at", Text, nullable=False),
)
# Units added or taken out by hand; of each unit the newest row counts.
meeting_change = Table(
    "meeting_change",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("meeting_id", Integer, nullable=False, index=True),
    Column("unit_code", Text, nullable=False),
    Column("added", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("at", Text, nullable=False),
)
# One that is being prepared is discarded once.
meeting_discarded = Table(
    "meeting_discarded",
    metadata,
    Column("meeting_id", Integer, primary_key=True, autoincrement=False),
    Column("reason", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("at", Text, nullable=False),
)
# That pages or minutes ("pack", "minutes") are to be mailed, and that they were queued.
meeting_sending = Table(
    "meeting_sending",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("meeting_id", Integer, nullable=False, index=True),
    Column("what", Text, nullable=False),
    # The row that asked for it, of one that tells that it was done; else null.
    Column("asked_id", Integer),
    # How many messages were queued, had gone before, and who got none (JSON).
    Column("told", Text, nullable=False, server_default=""),
    Column("who", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("at", Text, nullable=False),
)
# A meeting is frozen once.
meeting_frozen = Table(
    "meeting_frozen",
    metadata,
    Column("meeting_id", Integer, primary_key=True, autoincrement=False),
    Column("evaluation", Integer, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("known_at", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("at", Text, nullable=False),
)
meeting_page = Table(
    "meeting_page",
    metadata,
    Column("meeting_id", Integer, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    # What stands on the page (JSON).
    Column("content", Text, nullable=False),
)
