"""Rows held back: they count once somebody releases them."""

from __future__ import annotations

from datetime import date

import pandas as pd
from sqlalchemy import Connection, func, select, true, update

from store import bulk
from store.engine import raise_data_version
from store.schema import load, rejected_row


def discard(connection: Connection, load_id: int, reason: str = "") -> int:
    """Reject what a load holds back (for one reason) for good; how many rows."""
    row = rejected_row
    found = connection.execute(
        update(row)
        .where(row.c.load_id == load_id, row.c.held == true())
        .where(row.c.reason == reason if reason else true())
        .values(held=False)
    )
    raise_data_version(connection)
    return int(found.rowcount)


def held_dossiers(connection: Connection) -> list[tuple[str, date, int]]:
    """(unit code, day received, dossiers held back) of loads not undone."""
    row = rejected_row
    statement = (
        select(row.c.unit_code, row.c.day, func.count())
        .select_from(row.join(load, load.c.id == row.c.load_id))
        .where(row.c.held == true(), row.c.kind == "dossiers", row.c.day.is_not(None))
        .where(load.c.undone_at == "")
        .group_by(row.c.unit_code, row.c.day)
        .order_by(row.c.unit_code, row.c.day)
    )
    return [(unit, day, rows) for unit, day, rows in connection.execute(statement)]


def by_load(connection: Connection) -> pd.DataFrame:
    """What each load not undone holds back: load_id, file, kind, reason, rows."""
    row = rejected_row
    return bulk.read_frame(
        connection,
        select(
            row.c.load_id,
            load.c.file,
            row.c.kind,
            row.c.reason,
            func.count().label("rows"),
        )
        .select_from(row.join(load, load.c.id == row.c.load_id))
        .where(row.c.held == true(), load.c.undone_at == "")
        .group_by(row.c.load_id, load.c.file, row.c.kind, row.c.reason)
        .order_by(row.c.load_id.desc(), row.c.reason),
    )
