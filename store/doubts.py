"""Rows that count although something about them is doubtful, by load, unit and
procedure."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from sqlalchemy import Connection, func, select

from store import bulk
from store.schema import doubt, load

# Doubt, unit code, procedure code ("": the row speaks of none), who must look.
KEY = ("doubt", "unit_code", "procedure_code", "owner")
Key = tuple[str, str, str, str]
_WITH_LOAD = doubt.join(load, load.c.id == doubt.c.load_id)
_STANDING = load.c.undone_at == ""


def write(connection: Connection, load_id: int, doubts: Mapping[Key, int]) -> None:
    """Keep the rows of a load by `KEY`."""
    told = sorted(doubts.items())
    rows = pd.DataFrame([key for key, _rows in told], columns=list(KEY))
    counts = [rows for _key, rows in told]
    bulk.insert(connection, doubt, rows.assign(load_id=load_id, rows=counts))


def loads_told(connection: Connection) -> set[int]:
    """The loads whose doubtful rows are kept by unit."""
    return set(connection.scalars(select(doubt.c.load_id).distinct()))


def doubts(
    connection: Connection,
    load_id: int | None = None,
    unit_code: str | None = None,
    by_procedure: bool = False,
) -> pd.DataFrame:
    """Doubtful rows of loads not undone (of one load; at one unit), the most first:
    doubt, unit_code, owner, rows, load_id (the newest); `by_procedure`: procedure_code
    too, "" where the rows speak of none, None where it was not kept."""
    by = [doubt.c.doubt, doubt.c.unit_code, doubt.c.owner]
    if by_procedure:
        by.append(doubt.c.procedure_code)
    rows = func.sum(doubt.c.rows).label("rows")
    newest = func.max(doubt.c.load_id).label("load_id")
    statement = select(*by, rows, newest).select_from(_WITH_LOAD).where(_STANDING)
    statement = statement.group_by(*by).order_by(rows.desc(), *by)
    if load_id is not None:
        statement = statement.where(doubt.c.load_id == load_id)
    if unit_code is not None:
        statement = statement.where(doubt.c.unit_code == unit_code)
    return bulk.read_frame(connection, statement)


def by_procedure(connection: Connection) -> dict[str, int]:
    """Doubts of each procedure: a row counts once for each doubt about it."""
    code = doubt.c.procedure_code
    rows = connection.execute(
        select(code, func.sum(doubt.c.rows))
        .select_from(_WITH_LOAD)
        .where(_STANDING, code != "")
        .group_by(code)
    )
    return {procedure: int(count) for procedure, count in rows}
