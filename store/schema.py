"""The tables. Those of the neutral kinds are made from `core.kinds`.

Days are dates; moments are text, "2025-07-24T01:30:00Z" in UTC or a bare local day
"2025-07-24", so that both engines keep apart a time and a day without a clock time.
Codes, words and flags are never null: "" is not known. Numbers may be null.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    Index,
    Integer,
    Table,
    Text,
    false,
    text,
)
from sqlalchemy.types import TypeEngine

from core import kinds
from metrics.measures import MEASURES
from store.schema_accounts import account as account
from store.schema_accounts import account_identity as account_identity
from store.schema_accounts import account_session as account_session
from store.schema_accounts import account_totp as account_totp
from store.schema_accounts import audit as audit
from store.schema_accounts import audit_access as audit_access
from store.schema_accounts import code_used as code_used
from store.schema_accounts import page_opened as page_opened
from store.schema_accounts import sign_in_attempt as sign_in_attempt
from store.schema_accounts import ticket as ticket
from store.schema_alerts import alert_look as alert_look
from store.schema_alerts import alert_state as alert_state
from store.schema_alerts import alert_told as alert_told
from store.schema_base import BIG
from store.schema_base import metadata as metadata
from store.schema_dialogue import checkin as checkin
from store.schema_dialogue import checkin_asked as checkin_asked
from store.schema_dialogue import commitment as commitment
from store.schema_dialogue import commitment_baseline as commitment_baseline
from store.schema_dialogue import commitment_grade as commitment_grade
from store.schema_dialogue import dialogue_draft as dialogue_draft
from store.schema_dialogue import dialogue_entry as dialogue_entry
from store.schema_dialogue import dialogue_request as dialogue_request
from store.schema_dialogue import dialogue_step as dialogue_step
from store.schema_disputes import dispute as dispute
from store.schema_disputes import dispute_dossier as dispute_dossier
from store.schema_disputes import dispute_effect as dispute_effect
from store.schema_disputes import dispute_part as dispute_part
from store.schema_disputes import dispute_state as dispute_state
from store.schema_exemptions import exemption as exemption
from store.schema_exemptions import exemption_confirmed as exemption_confirmed
from store.schema_exemptions import exemption_ended as exemption_ended
from store.schema_frozen import evaluation as evaluation
from store.schema_frozen import frozen_plan as frozen_plan
from store.schema_frozen import frozen_unit as frozen_unit
from store.schema_frozen import standing as standing
from store.schema_jobs import job_run as job_run
from store.schema_jobs import job_state as job_state
from store.schema_jobs import jobs_metadata as jobs_metadata
from store.schema_jobs import source_breaker as source_breaker
from store.schema_jobs import source_state as source_state
from store.schema_jobs import upload as upload
from store.schema_meetings import meeting as meeting
from store.schema_meetings import meeting_change as meeting_change
from store.schema_meetings import meeting_discarded as meeting_discarded
from store.schema_meetings import meeting_frozen as meeting_frozen
from store.schema_meetings import meeting_page as meeting_page
from store.schema_meetings import meeting_sending as meeting_sending
from store.schema_messages import delivery as delivery
from store.schema_messages import message as message
from store.schema_messages import message_file as message_file
from store.schema_messages import subscription as subscription
from store.schema_terms import term_entry as term_entry


def _column(column: kinds.Column) -> Column[object]:
    types: dict[str, TypeEngine[Any]] = {
        "day": Date(),
        "whole": BigInteger(),
        "decimal": Float(),
    }
    if column.type in types:
        nullable = column.open == ""
        return Column(column.name, types[column.type], nullable=nullable)
    return Column(column.name, Text(), nullable=False, server_default="")


def _versions(kind: kinds.Kind, *derived: Column[object]) -> Table:
    """A table of versions: a row is what one load brought of one identity, the
    columns that its file lacked taken from the version before; `current` marks the
    one that counts. Rows are never edited but for that flag."""
    table = Table(
        kind.table,
        metadata,
        Column("id", BIG, primary_key=True, autoincrement=True),
        # The load whose place in the order the row has, and the line in its file.
        Column("load_id", Integer, nullable=False),
        Column("line", Integer, nullable=False),
        Column("current", Boolean, nullable=False),
        *(_column(column) for column in kind.columns),
        *derived,
    )
    Index(
        f"uq_{kind.table}_current",
        *(table.c[name] for name in kind.identity),
        unique=True,
        sqlite_where=text("current = 1"),
        postgresql_where=text("current"),
    )
    return table


unit = _versions(kinds.UNITS)
procedure = _versions(kinds.PROCEDURES)
service = _versions(kinds.SERVICES)
target = _versions(kinds.TARGETS)
office_term = _versions(kinds.OFFICE_TERMS)
resource = _versions(kinds.RESOURCES)
event = _versions(kinds.EVENTS)
reported_count = _versions(kinds.COUNTS)
dossier = _versions(
    kinds.DOSSIERS,
    # The local day received, the level that counts (its own, else the one in force)
    # and whether it was on time: derived when the row is written.
    Column("day", Date, nullable=False),
    Column("level", Text, nullable=False),
    Column("timeliness", Text, nullable=False),
)
# The replaced are few: signals ask what of them was taken out.
_days = (dossier.c.unit_code, dossier.c.day)
for _name, _here, _there in (
    ("ix_dossier_unit_code_day", "current = 1", "current"),
    ("ix_dossier_replaced", "current = 0", "NOT current"),
):
    Index(_name, *_days, sqlite_where=text(_here), postgresql_where=text(_there))

VERSIONED: dict[str, Table] = {
    kind.name: metadata.tables[kind.table] for kind in kinds.KINDS
}

load = Table(
    "load",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("known_at", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("sha256", Text, nullable=False, index=True),
    # The source description that matched; "" is a neutral file.
    Column("source", Text, nullable=False, server_default=""),
    Column("kind", Text, nullable=False, server_default=""),
    # "taken" or "refused" (then `message` says why and nothing was kept).
    Column("outcome", Text, nullable=False),
    Column("message", Text, nullable=False, server_default=""),
    # The first load of the same bytes, when only its rejected rows were tried again.
    Column("retry_of", Integer),
    Column("read", Integer, nullable=False, server_default="0"),
    Column("accepted", Integer, nullable=False, server_default="0"),
    Column("unchanged", Integer, nullable=False, server_default="0"),
    Column("rejected", Integer, nullable=False, server_default="0"),
    # Rows kept back until somebody releases or discards them.
    Column("held", Integer, nullable=False, server_default="0"),
    # Rows that count although something about them is doubtful, with the doubts.
    Column("flagged", Integer, nullable=False, server_default="0"),
    Column("flags", Text, nullable=False, server_default=""),
    Column("last_day", Date),
    # A load that was taken back counts no more: when, by whom and why; "" is not.
    Column("undone_at", Text, nullable=False, server_default=""),
    Column("undone_by", Text, nullable=False, server_default=""),
    Column("undone_why", Text, nullable=False, server_default=""),
)
rejected_row = Table(
    "rejected_row",
    metadata,
    Column("id", BIG, primary_key=True, autoincrement=True),
    Column("load_id", Integer, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("line", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    # The column at fault, and what is wrong with it, as a catalogue key.
    Column("field", Text, nullable=False, server_default=""),
    # The mapped columns as they stood in the file, as JSON.
    Column("row", Text, nullable=False),
    Column("unit_code", Text, nullable=False, server_default="", index=True),
    # Held back: it counts once it is released; and the local day of a dossier.
    Column("held", Boolean, nullable=False, server_default=false()),
    Column("day", Date),
)
# Doubtful rows that count all the same, by load, unit and check.
doubt = Table(
    "doubt",
    metadata,
    Column("id", BIG, primary_key=True, autoincrement=True),
    Column("load_id", Integer, nullable=False, index=True),
    Column("doubt", Text, nullable=False),
    Column("unit_code", Text, nullable=False, index=True),
    Column("rows", Integer, nullable=False),
    # Who must look, as it stood when the load was made.
    Column("owner", Text, nullable=False),
    # "": the row speaks of none; null: kept before procedures were.
    Column("procedure_code", Text),
)
# Versions of dossiers that rows of another source's load repeated: these left no
# version of their own. Version 0: what the load repeated is not known.
repeated = Table(
    "repeated",
    metadata,
    Column("id", BIG, primary_key=True, autoincrement=True),
    Column("load_id", Integer, nullable=False),
    Column("version_id", BigInteger, nullable=False, index=True),
)


def _measures() -> list[Column[int]]:
    return [Column(measure.key, Integer, nullable=False) for measure in MEASURES]


daily_tally = Table(
    "daily_tally",
    metadata,
    Column("unit_code", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("procedure_code", Text, primary_key=True),
    *_measures(),
    # On SQLite the key is the table: nothing is kept twice.
    sqlite_with_rowid=False,
)
unit_day_tally = Table(
    "unit_day_tally",
    metadata,
    Column("unit_code", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    *_measures(),
    sqlite_with_rowid=False,
)
# Which level each procedure is offered at, at each unit, from day to day: services
# rows resolved (unit over kind over all, then later valid_from, then later load).
service_span = Table(
    "service_span",
    metadata,
    Column("unit_code", Text, primary_key=True),
    Column("procedure_code", Text, primary_key=True),
    Column("day_from", Date, primary_key=True),
    Column("day_to", Date, nullable=False),
    Column("level", Text, nullable=False),
    Column("service_id", BIG, nullable=False),
    sqlite_with_rowid=False,
)

# What a reviewer said of a signal at a unit: appended, the newest counts.
signal_review = Table(
    "signal_review",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("signal", Text, nullable=False),
    Column("unit_code", Text, nullable=False),
    Column("window_start", Date),
    Column("window_end", Date, nullable=False),
    # open, legitimate_help, data_fault, misuse
    Column("verdict", Text, nullable=False),
    Column("note", Text, nullable=False, server_default=""),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
    # How many dossiers were seen when it was given.
    Column("found", Integer, nullable=False),
)

boundary = Table(
    "boundary",
    metadata,
    Column("unit_code", Text, primary_key=True),
    Column("geometry", Text, nullable=False),
    Column("load_id", Integer, nullable=False),
)

# timezone, data_version, demo, submitter key fingerprint.
setting = Table(
    "setting",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
