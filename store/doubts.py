"""Rows that count although something about them is doubtful, by load and unit."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from sqlalchemy import Connection, func, insert, select

from store import bulk
from store.schema import doubt, load


def write(
    connection: Connection, load_id: int, doubts: Mapping[tuple[str, str, str], int]
) -> None:
    """Keep the rows of a load by (doubt, unit code, who must look)."""
    rows = [
        {"load_id": load_id, "doubt": d, "unit_code": u, "owner": o, "rows": rows}
        for (d, u, o), rows in sorted(doubts.items())
    ]
    if rows:
        connection.execute(insert(doubt), rows)


def loads_told(connection: Connection) -> set[int]:
    """The loads whose doubtful rows are kept by unit."""
    return set(connection.scalars(select(doubt.c.load_id).distinct()))


def doubts(
    connection: Connection, load_id: int | None = None, unit_code: str | None = None
) -> pd.DataFrame:
    """Doubtful rows of loads not undone (of one load; at one unit), the most first:
    doubt, unit_code, owner, rows, load_id (the newest)."""
    rows = func.sum(doubt.c.rows).label("rows")
    statement = (
        select(
            doubt.c.doubt,
            doubt.c.unit_code,
            doubt.c.owner,
            rows,
            func.max(doubt.c.load_id).label("load_id"),
        )
        .select_from(doubt.join(load, load.c.id == doubt.c.load_id))
        .where(load.c.undone_at == "")
        .group_by(doubt.c.doubt, doubt.c.unit_code, doubt.c.owner)
        .order_by(rows.desc(), doubt.c.doubt, doubt.c.unit_code)
    )
    if load_id is not None:
        statement = statement.where(doubt.c.load_id == load_id)
    if unit_code is not None:
        statement = statement.where(doubt.c.unit_code == unit_code)
    return bulk.read_frame(connection, statement)
