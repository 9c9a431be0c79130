"""The tables of alerts: what rules looked at, what happened, who was told. Rows are
added and never changed."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, Table, Text

from store.schema_base import metadata

# A rule looked at an indicator at all units on a day, or could not.
alert_look = Table(
    "alert_look",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("rule", Text, nullable=False),
    Column("indicator", Text, nullable=False),
    # The day of the figures.
    Column("day", Date, nullable=False),
    # Why it could not, a catalogue key with its values; "": it could.
    Column("why", Text, nullable=False, server_default=""),
    # Units that were judged, and where the rule then stood there.
    Column("judged", Integer, nullable=False),
    Column("waiting", Integer, nullable=False),
    Column("armed", Integer, nullable=False),
    Column("fired", Integer, nullable=False),
    Column("evaluation", Integer),
    Column("at", Text, nullable=False),
)
Index(
    "uq_alert_look",
    alert_look.c.rule,
    alert_look.c.indicator,
    alert_look.c.day,
    alert_look.c.why,
    unique=True,
)

# What happened to a rule at a unit: the newest row is where it stands.
alert_state = Table(
    "alert_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("rule", Text, nullable=False),
    Column("unit_code", Text, nullable=False, index=True),
    Column("indicator", Text, nullable=False),
    # One of metrics.alerts: what happened, and the state after it.
    Column("event", Text, nullable=False),
    Column("state", Text, nullable=False),
    # The target it was judged by, an exact fraction ("4/5"); "" is none.
    Column("line", Text, nullable=False),
    # The figure, as it was known then.
    Column("day", Date, nullable=False),
    Column("numerator", Integer),
    Column("denominator", Integer),
    # What a firing rests on beside (JSON).
    Column("facts", Text, nullable=False, server_default=""),
    Column("evaluation", Integer),
    Column("at", Text, nullable=False),
)

# Who was told of a firing, by which message; reader "": there was nobody to tell.
alert_told = Table(
    "alert_told",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("alert_id", Integer, nullable=False),
    # The unit's Chair ("chair") or somebody who leads the whole ("leaders").
    Column("whom", Text, nullable=False),
    Column("reader", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("message_id", Integer),
    Column("at", Text, nullable=False),
)
Index(
    "uq_alert_told",
    alert_told.c.alert_id,
    alert_told.c.whom,
    alert_told.c.reader,
    alert_told.c.address,
    unique=True,
)
