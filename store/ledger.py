"""The ledger: what was loaded, what was rejected, how fresh each source is."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd
from sqlalchemy import Connection, false, func, select

from store import bulk
from store.schema import evaluation, load, rejected_row

# Made once: every page of data asks for it.
_NEWEST = select(func.max(load.c.id))


def loads(connection: Connection, limit: int | None = 50) -> pd.DataFrame:
    """The newest loads first: load_id, known_at, file, source, kind, outcome, read,
    accepted, unchanged, rejected, held, flagged, flags, message, retry_of, undone_at
    ("" is not undone)."""
    return bulk.read_frame(
        connection,
        select(
            load.c.id.label("load_id"),
            load.c.known_at,
            load.c.file,
            load.c.source,
            load.c.kind,
            load.c.outcome,
            load.c.read,
            load.c.accepted,
            load.c.unchanged,
            load.c.rejected,
            load.c.held,
            load.c.flagged,
            load.c.flags,
            load.c.message,
            load.c.retry_of,
            load.c.undone_at,
        )
        .order_by(load.c.id.desc())
        .limit(limit),
    )


def newest(connection: Connection) -> int:
    """The number of the newest load, taken or refused; 0 where there is none."""
    return int(connection.scalar(_NEWEST) or 0)


def rejected(
    connection: Connection,
    load_id: int | None = None,
    limit: int | None = None,
    unit_code: str | None = None,
    held: bool = False,
    units: Collection[str] | None = None,
) -> pd.DataFrame:
    """Rejected rows of loads not undone, the newest load first: load_id, file, line,
    kind, reason, field, row, unit_code. `held`: those that are held back instead;
    `units`: only those of these units."""
    row = rejected_row
    statement = (
        select(
            row.c.load_id,
            load.c.file,
            row.c.line,
            row.c.kind,
            row.c.reason,
            row.c.field,
            row.c.row,
            row.c.unit_code,
        )
        .select_from(row.join(load, load.c.id == row.c.load_id))
        .where(load.c.undone_at == "", row.c.held == held)
        .order_by(row.c.load_id.desc(), row.c.line)
        .limit(limit)
    )
    if load_id is not None:
        statement = statement.where(row.c.load_id == load_id)
    if unit_code is not None:
        statement = statement.where(row.c.unit_code == unit_code)
    if units is not None:
        statement = statement.where(row.c.unit_code.in_(sorted(units)))
    return bulk.read_frame(connection, statement)


def reasons(connection: Connection, unit_code: str | None = None) -> pd.DataFrame:
    """Rejected rows by reason, the most first: reason, rows, last_at (the moment of
    the newest load that has one)."""
    row = rejected_row
    rows = func.count().label("rows")
    statement = (
        select(row.c.reason, rows, func.max(load.c.known_at).label("last_at"))
        .select_from(row.join(load, load.c.id == row.c.load_id))
        .where(load.c.undone_at == "", row.c.held == false())
        .group_by(row.c.reason)
        .order_by(rows.desc(), row.c.reason)
    )
    if unit_code is not None:
        statement = statement.where(row.c.unit_code == unit_code)
    return bulk.read_frame(connection, statement)


def freshness(connection: Connection) -> pd.DataFrame:
    """Each source and kind of the loads that count: source ("" is neutral files), kind,
    last_load (moment), last_day, rows (accepted in all)."""
    return bulk.read_frame(
        connection,
        select(
            load.c.source,
            load.c.kind,
            func.max(load.c.known_at).label("last_load"),
            func.max(load.c.last_day).label("last_day"),
            func.sum(load.c.accepted).label("rows"),
        )
        .where(load.c.outcome == "taken", load.c.undone_at == "")
        .group_by(load.c.source, load.c.kind)
        .order_by(load.c.source, load.c.kind),
    )


def evaluations(connection: Connection, limit: int = 50) -> pd.DataFrame:
    """The newest evaluations first: evaluation, known_at, as_of, cause."""
    return bulk.read_frame(
        connection,
        select(
            evaluation.c.id.label("evaluation"),
            evaluation.c.known_at,
            evaluation.c.as_of,
            evaluation.c.cause,
        )
        .order_by(evaluation.c.id.desc())
        .limit(limit),
    )


def taken_since(
    connection: Connection, sha256: str, moment: str
) -> dict[str, object] | None:
    """The load that took these bytes at `moment` or later, as an upload tells it;
    None where none did."""
    row = connection.execute(
        select(load)
        .where(
            load.c.sha256 == sha256,
            load.c.outcome == "taken",
            load.c.known_at >= moment,
        )
        .order_by(load.c.id)
    ).first()
    if row is None:
        return None
    counts = ("file", "source", "kind", "read", "accepted", "unchanged", "rejected")
    place = row.retry_of or row.id
    told = {name: row._mapping[name] for name in counts}
    return {**told, "load_id": row.id, "rejected_in": place}
