"""How many rows are kept of people, and since when."""

from __future__ import annotations

from sqlalchemy import Connection, Table, func, select

from store.schema import jobs_metadata, metadata

# Table -> the column that tells how old a row is.
_AGE = {
    "account": "created_at",
    "account_session": "created_at",
    "sign_in_attempt": "at",
    "code_used": "at",
    "ticket": "ends_at",
    "page_opened": "week",
    "message": "queued_at",
    "alert_told": "at",
    "dialogue_step": "at",
    "audit": "at",
    "audit_access": "at",
}
_PASSING = ("account_session", "sign_in_attempt", "code_used", "ticket", "page_opened")


def with_the_data(name: str) -> bool:
    """Whether a table stands in the main database, and not beside the scheduler's."""
    return name in metadata.tables


def rows(connection: Connection, name: str) -> tuple[int, str]:
    """How many rows a table has, and the oldest moment or day in them, "" for none."""
    table = _table(name)
    oldest = func.min(table.c[_AGE[name]])
    number, first = connection.execute(select(func.count(), oldest)).one()
    return int(number), "" if first is None else str(first)


def passing(connection: Connection) -> int:
    """How many rows there are of those that go with time, in the jobs database."""
    return sum(rows(connection, name)[0] for name in _PASSING)


def _table(name: str) -> Table:
    return (metadata if with_the_data(name) else jobs_metadata).tables[name]
