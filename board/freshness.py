"""Which sources are late, and since when."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from core.clock import now
from metrics.freshness import Expected, StaleSource, end_of, is_stale
from store import sources
from store.engine import Database, data_version


def stale_sources(db: Database) -> tuple[StaleSource, ...]:
    """The sources that are late now, by name; none of a demo's, and none of which
    nothing is expected."""
    return version_and_stale(db)[1]


def version_and_stale(db: Database) -> tuple[int, tuple[StaleSource, ...]]:
    """The data version and the late sources, in one read: every page asks for both."""
    with db.read() as connection:
        version = data_version(connection)
        rows = sources.expectations(connection)
    return version, _late(db, rows)


def _late(db: Database, rows: list[dict[str, Any]]) -> tuple[StaleSource, ...]:
    if not rows or db.demo:
        return ()
    moment = now()
    late = []
    for row in rows:
        last, since = _last(row, db.timezone)
        if is_stale(Expected(row["expected"], row["grace"]), last, moment):
            kinds = tuple(row["kinds"].split(","))
            late.append(StaleSource(row["source"], row["title"], since, kinds))
    return tuple(late)


def _last(row: dict[Any, Any], timezone: str) -> tuple[datetime, str]:
    """The moment up to which a source is known to be up to date, and how it is told.

    A system that was asked and had nothing new is up to date. A file is only as new as
    the last day it speaks of; where it speaks of no day, as when it was last seen.
    """
    seen = max(row["succeeded_at"], row["last_load"] or "")
    if row["remote"]:
        seen = row["succeeded_at"]
    if not seen:
        return datetime.fromisoformat(row["expected_since"]), ""
    last = datetime.fromisoformat(seen)
    day = row["last_day"]
    if row["remote"] or not isinstance(day, date):
        return last, seen
    end = end_of(day, timezone)
    return (end, day.isoformat()) if end < last else (last, seen)
