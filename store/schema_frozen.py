"""The tables of evaluations: what was published, and when.

Only rows that differ from the evaluation before are stored: what stood in evaluation N
is, of each key, the newest row with evaluation_id <= N (store.frozen).
"""

from __future__ import annotations

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
)

from store.schema_base import BIG, metadata

evaluation = Table(
    "evaluation",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("known_at", Text, nullable=False),
    Column("as_of", Date, nullable=False),
    # load, nightly, recount, undo or deadline
    Column("cause", Text, nullable=False),
    Column("data_version", Integer, nullable=False),
    # The last load it knew, and of each table of versions the last row (JSON): what
    # came later is told by these, never by a clock. Empty before they were kept.
    Column("last_load", Integer),
    Column("last_rows", Text, nullable=False, server_default=""),
    # The deadline it was frozen for: a moment, for the cause "deadline".
    Column("deadline", Text, nullable=False, server_default=""),
)
standing = Table(
    "standing",
    metadata,
    Column("id", BIG, primary_key=True, autoincrement=True),
    Column("evaluation_id", Integer, nullable=False),
    Column("plan", Text, nullable=False),
    Column("indicator", Text, nullable=False),
    # "own": the target's window; "cumulative": the same for all twelve.
    Column("reading", Text, nullable=False),
    Column("unit_code", Text, nullable=False),
    Column("window_start", Date),
    Column("as_of", Date, nullable=False),
    Column("numerator", BigInteger),
    Column("denominator", BigInteger),
    Column("value", Float),
    Column("rank", Integer),
    Column("target", Text),
    Column("status", Text, nullable=False),
    Column("coverage", Float),
    # False: the unit is no longer among those measured.
    Column("present", Boolean, nullable=False),
    # What the rest of a ranking row is told from: the window's word, the reading a
    # week earlier and on the eve of the target, and where its path begins and ends.
    Column("window", Text),
    Column("earlier_numerator", BigInteger),
    Column("earlier_denominator", BigInteger),
    Column("eve_numerator", BigInteger),
    Column("eve_denominator", BigInteger),
    Column("starts_on", Date),
    Column("deadline", Date),
)
Index(
    "ix_standing_key",
    standing.c.plan,
    standing.c.indicator,
    standing.c.reading,
    standing.c.unit_code,
    standing.c.evaluation_id,
)
# Units with their Chairs, and plans, as they were at an evaluation.
frozen_unit = Table(
    "frozen_unit",
    metadata,
    Column("id", BIG, primary_key=True, autoincrement=True),
    Column("evaluation_id", Integer, nullable=False),
    Column("unit_code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("parent_code", Text, nullable=False),
    Column("former_district", Text, nullable=False),
    Column("latitude", Float),
    Column("longitude", Float),
    # The Chair in office on as-of; NULL without one.
    Column("chair", Text),
    Column("acting", Boolean, nullable=False),
    Column("present", Boolean, nullable=False),
)
Index("ix_frozen_unit_key", frozen_unit.c.unit_code, frozen_unit.c.evaluation_id)
frozen_plan = Table(
    "frozen_plan",
    metadata,
    Column("id", BIG, primary_key=True, autoincrement=True),
    Column("evaluation_id", Integer, nullable=False),
    Column("plan", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("decision_no", Text, nullable=False),
    Column("issued_on", Date),
    Column("starts_on", Date),
    Column("last_deadline", Date, nullable=False),
    # Indicator keys and unit kinds, joined by commas.
    Column("indicators", Text, nullable=False),
    Column("official", Text, nullable=False),
    Column("kinds", Text, nullable=False),
    # Whether it is the plan where a question names none.
    Column("by_default", Boolean, nullable=False),
    Column("present", Boolean, nullable=False),
)
# Tables that were taken away: what a file's content is found again by.
citation = Table(
    "citation",
    metadata,
    # metrics.citation.table_hash, and the evaluation it carries (0: none yet).
    Column("hash", Text, primary_key=True),
    Column("evaluation", Integer, primary_key=True, autoincrement=False),
    Column("made_at", Text, nullable=False),
    # How it was asked for, as JSON: what it is compared with later.
    Column("asked", Text, nullable=False),
)
