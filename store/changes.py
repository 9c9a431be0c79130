"""What a transaction wrote into the versions, beside what stood there before it."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from sqlalchemy import Connection, func, select

from core.kinds import KINDS, Kind
from store import bulk
from store.schema import VERSIONED, unit_day_tally
from store.stage import staged

# Rows compared at a time, so that memory does not grow with the file.
_ROWS = 20_000
COUNTED = ("received", "online", "full_online")


def newest_ids(connection: Connection) -> dict[str, int]:
    """The highest id of each table of versions, by kind; 0 for an empty one."""
    return {
        kind.name: int(
            connection.scalar(select(func.max(VERSIONED[kind.name].c.id))) or 0
        )
        for kind in KINDS
    }


def brought(connection: Connection, kind: Kind, after: int) -> Iterator[pd.DataFrame]:
    """The versions of `kind` with an id above `after`, in their order, some thousand
    at a time: all columns."""
    table = VERSIONED[kind.name]
    while True:
        found = bulk.read_frame(
            connection,
            select(table).where(table.c.id > after).order_by(table.c.id).limit(_ROWS),
        )
        if found.empty:
            return
        yield found
        after = max(found["id"].tolist())


def current_like(
    connection: Connection, kind: Kind, rows: pd.DataFrame
) -> pd.DataFrame:
    """The current versions that share the first identity column with one of `rows`:
    all columns."""
    table = VERSIONED[kind.name]
    first = table.c[kind.identity[0]]
    keys = pd.Series(rows[first.name].unique(), name="key", dtype=object)
    with staged(connection, keys, first.type) as stage:
        joined = stage.join(table, first == stage.c.key)
        return bulk.read_frame(
            connection, select(table).select_from(joined).where(table.c.current)
        )


def counted(connection: Connection) -> pd.DataFrame:
    """What dossiers add up to at each unit over all days: unit_code and COUNTED."""
    sums = [func.sum(unit_day_tally.c[name]).label(name) for name in COUNTED]
    unit = unit_day_tally.c.unit_code
    found = bulk.read_frame(connection, select(unit, *sums).group_by(unit))
    return found.astype({name: "int64" for name in COUNTED})
