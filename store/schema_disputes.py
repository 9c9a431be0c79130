"""The tables of disputes: which dossiers, with what effect, and what became of each.
Rows are added and never changed; the newest state counts."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, Index, Integer, Table, Text

from store.schema_base import metadata

dispute = Table(
    "dispute",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    # "": an incident, at all units.
    Column("unit_code", Text, nullable=False),
    # A reason and a correction of metrics/disputes.py, and what its author says.
    Column("reason", Text, nullable=False),
    Column("correction", Text, nullable=False),
    Column("text", Text, nullable=False),
    # The rule by which the dossiers were picked, as it was then: days; hours, as
    # moments; procedures, joined by "|"; a channel. Without days: by their codes.
    Column("first_day", Date),
    Column("last_day", Date),
    Column("since", Text, nullable=False, server_default=""),
    Column("until", Text, nullable=False, server_default=""),
    Column("procedures", Text, nullable=False, server_default=""),
    Column("channel", Text, nullable=False, server_default=""),
    Column("dossiers", Integer, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
    # The last day on which it is decided in time; an incident has none.
    Column("due_on", Date),
    # What its effect was read on: the day, and the newest evaluation then.
    Column("as_of", Date, nullable=False),
    Column("evaluation", Integer),
)
# Its dossiers: where each counted then, and the version (dossier.id) that did.
dispute_dossier = Table(
    "dispute_dossier",
    metadata,
    Column("dispute_id", Integer, primary_key=True),
    Column("dossier_code", Text, primary_key=True),
    Column("unit_code", Text, nullable=False),
    Column("version_id", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
# The standings as they were counted when it was sent, and with its dossiers corrected.
dispute_effect = Table(
    "dispute_effect",
    metadata,
    Column("dispute_id", Integer, primary_key=True),
    Column("unit_code", Text, primary_key=True),
    Column("indicator", Text, primary_key=True),
    Column("numerator", BigInteger),
    Column("denominator", BigInteger),
    Column("rank", Integer),
    Column("status", Text, nullable=False),
    Column("with_numerator", BigInteger),
    Column("with_denominator", BigInteger),
    Column("with_rank", Integer),
    Column("with_status", Text, nullable=False),
    sqlite_with_rowid=False,
)
# open, accepted, partly, refused, withdrawn; with the reason that all may read.
dispute_state = Table(
    "dispute_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("dispute_id", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("note", Text, nullable=False, server_default=""),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
)
Index("ix_dispute_state_dispute_id", dispute_state.c.dispute_id)
# The dossiers of a dispute that was accepted in part.
dispute_part = Table(
    "dispute_part",
    metadata,
    Column("state_id", Integer, primary_key=True),
    Column("dossier_code", Text, primary_key=True),
    sqlite_with_rowid=False,
)
