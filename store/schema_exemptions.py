"""The tables of exemptions. Rows are added and never changed."""

from __future__ import annotations

from sqlalchemy import Column, Date, Integer, Table, Text

from store.schema_base import metadata

exemption = Table(
    "exemption",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    # "": at all units.
    Column("unit_code", Text, nullable=False),
    # Codes, joined by "|".
    Column("procedures", Text, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    Column("decision_no", Text, nullable=False),
    Column("reason", Text, nullable=False),
    # How many dossiers it left out when it was entered, and what that was read on.
    Column("dossiers", Integer, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("evaluation", Integer),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
)
# One counts from the moment it was confirmed: with its entry, or by a second person
# where two are asked for.
exemption_confirmed = Table(
    "exemption_confirmed",
    metadata,
    Column("exemption_id", Integer, primary_key=True, autoincrement=False),
    # How many dossiers it left out then.
    Column("dossiers", Integer, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
)
# One ends early once: with `last`, the last day whose dossiers it leaves out.
exemption_ended = Table(
    "exemption_ended",
    metadata,
    Column("exemption_id", Integer, primary_key=True, autoincrement=False),
    Column("last", Date, nullable=False),
    Column("reason", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
)
