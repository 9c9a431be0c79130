"""The tables of the dialogue: what was asked, said and promised. Rows are
added and never changed; drafts alone are, for they are nobody's word yet."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, Table, Text

from store.schema_base import metadata


def _told(*columns: Column[object], name: str) -> Table:
    """A table of rows that carry who added them, on which local day, at what moment."""
    return Table(
        name,
        metadata,
        Column("id", Integer, primary_key=True, autoincrement=True),
        *columns,
        Column("who", Text, nullable=False),
        Column("day", Date, nullable=False),
        Column("at", Text, nullable=False),
    )


dialogue_request = _told(
    Column("unit_code", Text, nullable=False, index=True),
    # The rule that asked; "" is a leader, by hand.
    Column("rule", Text, nullable=False, server_default=""),
    Column("indicator", Text, nullable=False, server_default=""),
    Column("text", Text, nullable=False, server_default=""),
    # What it rests on, as known then (JSON).
    Column("facts", Text, nullable=False, server_default=""),
    Column("person", Text, nullable=False, server_default=""),
    Column("due_on", Date, nullable=False),
    name="dialogue_request",
)
dialogue_entry = _told(
    Column("request_id", Integer, nullable=False, index=True),
    # One of metrics.dialogue.ENTRIES.
    Column("what", Text, nullable=False),
    Column("text", Text, nullable=False, server_default=""),
    Column("cause", Text, nullable=False, server_default=""),
    Column("due_on", Date),
    name="dialogue_entry",
)
dialogue_draft = Table(
    "dialogue_draft",
    metadata,
    Column("request_id", Integer, primary_key=True, autoincrement=False),
    # The fields of the form as they were typed (JSON).
    Column("fields", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
)
commitment = _told(
    Column("request_id", Integer, nullable=False, index=True),
    # The answer that it was promised in.
    Column("entry_id", Integer, nullable=False),
    Column("unit_code", Text, nullable=False, index=True),
    Column("indicator", Text, nullable=False),
    # A procedure's code or a field of procedures; both "" are all.
    Column("procedure_code", Text, nullable=False, server_default=""),
    Column("field", Text, nullable=False, server_default=""),
    # A share as it was written, exact: "0.06" is six points.
    Column("gain", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("owner", Text, nullable=False),
    name="commitment",
)
# What was known of all units when a commitment was made.
commitment_baseline = _told(
    Column("commitment_id", Integer, nullable=False, index=True),
    Column("start_on", Date, nullable=False),
    Column("end_on", Date, nullable=False),
    Column("evaluation", Integer),
    # Unit code -> numerator and denominator (JSON).
    Column("counts", Text, nullable=False),
    name="commitment_baseline",
)
commitment_grade = _told(
    Column("commitment_id", Integer, nullable=False, index=True),
    # One of metrics.grading.VERDICTS, and of its REASONS.
    Column("verdict", Text, nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    # Counts, spans and days (JSON).
    Column("facts", Text, nullable=False),
    Column("evaluation", Integer),
    name="commitment_grade",
)
# A rung of the ladder of escalation that was taken; of one due day each once.
dialogue_step = _told(
    # What climbs (metrics.ladder): a request, or a commitment of it.
    Column("about", Text, nullable=False),
    Column("about_id", Integer, nullable=False),
    Column("request_id", Integer, nullable=False, index=True),
    Column("unit_code", Text, nullable=False),
    Column("rung", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    # Days late without the paused ones, and these.
    Column("late", Integer, nullable=False),
    Column("paused", Integer, nullable=False),
    # Office, person and what became of telling them (JSON); no addresses.
    Column("told", Text, nullable=False),
    name="dialogue_step",
)
Index(
    "uq_dialogue_step",
    *(dialogue_step.c[name] for name in ("about", "about_id", "due_on", "rung")),
    unique=True,
)
# Of which units and weeks (their Monday) a check-in was asked for; and what was said.
checkin_asked = _told(
    Column("unit_code", Text, nullable=False),
    Column("week_on", Date, nullable=False),
    name="checkin_asked",
)
Index(
    "uq_checkin_asked",
    checkin_asked.c.unit_code,
    checkin_asked.c.week_on,
    unique=True,
)
checkin = _told(
    Column("unit_code", Text, nullable=False, index=True),
    Column("week_on", Date, nullable=False),
    # One of metrics.checkins.CONFIDENCE.
    Column("confidence", Text, nullable=False),
    Column("text", Text, nullable=False, server_default=""),
    # What was shown then (JSON).
    Column("facts", Text, nullable=False),
    name="checkin",
)
