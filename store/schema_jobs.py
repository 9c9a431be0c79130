"""The tables of the scheduler and of the sources that it fetches."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from store.schema_base import NAMING, metadata

# Rows of the scheduler stand apart, so that on SQLite a long load never blocks them.
jobs_metadata = MetaData(naming_convention=NAMING)

# What a source was asked last, and what is expected of it. It stands with the rows,
# so that a restored copy asks again for what it lacks.
source_state = Table(
    "source_state",
    metadata,
    Column("source", Text, primary_key=True),
    Column("title", Text, nullable=False, server_default=""),
    Column("kinds", Text, nullable=False, server_default=""),
    # Whether another system is asked (its success counts), or files are waited for.
    Column("remote", Boolean, nullable=False),
    # Hours; 0: nothing is expected. Since when, should it never give anything.
    Column("expected", Integer, nullable=False, server_default="0"),
    Column("grace", Integer, nullable=False, server_default="0"),
    Column("expected_since", Text, nullable=False, server_default=""),
    Column("succeeded_at", Text, nullable=False, server_default=""),
    # The high-water mark and its type: text, int, decimal, date, datetime.
    Column("mark", Text, nullable=False, server_default=""),
    Column("mark_type", Text, nullable=False, server_default=""),
    # For conditional requests: the hash of what was asked, and the answer's validators.
    Column("asked", Text, nullable=False, server_default=""),
    Column("etag", Text, nullable=False, server_default=""),
    Column("last_modified", Text, nullable=False, server_default=""),
)

job_run = Table(
    "job_run",
    jobs_metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("job", String(40), nullable=False),
    Column("due_at", Text, nullable=False),
    Column("started_at", Text, nullable=False),
    Column("finished_at", Text, nullable=False, server_default=""),
    # running, done, failed
    Column("outcome", Text, nullable=False),
    Column("message", Text, nullable=False, server_default=""),
    # One run for each due time, whoever leads.
    UniqueConstraint("job", "due_at"),
)
job_state = Table(
    "job_state",
    jobs_metadata,
    Column("job", String(40), primary_key=True),
    Column("next_run_at", Text, nullable=False),
    Column("schedule", Text, nullable=False),
)
# Whether a source that failed is asked at all (ingest/remote/breaker.py).
source_breaker = Table(
    "source_breaker",
    jobs_metadata,
    Column("source", Text, primary_key=True),
    # closed, open, half_open
    Column("state", Text, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("opened_at", Text, nullable=False, server_default=""),
    Column("next_try_at", Text, nullable=False, server_default=""),
    Column("tried_at", Text, nullable=False, server_default=""),
    # A catalogue key and its values, as of a job's run.
    Column("message", Text, nullable=False, server_default=""),
)
# Files that a person handed in, or a load to be undone: first looked at, then done.
upload = Table(
    "upload",
    jobs_metadata,
    # A token that cannot be guessed; also the name of the folder under var/uploads.
    Column("id", String(40), primary_key=True),
    Column("created_at", Text, nullable=False),
    Column("changed_at", Text, nullable=False),
    Column("who", Text, nullable=False),
    # see metrics.uploads.STATES
    Column("state", String(20), nullable=False, index=True),
    # The load to be undone; null where files are to be taken.
    Column("undoes", Integer),
    # JSON: what was handed in; what a look found; what was taken; a remark.
    Column("files", Text, nullable=False),
    Column("looked", Text, nullable=False, server_default=""),
    Column("done", Text, nullable=False, server_default=""),
    Column("note", Text, nullable=False, server_default=""),
    Column("progress", Float, nullable=False),
    # The data version that the look speaks of.
    Column("data_version", Integer),
)
