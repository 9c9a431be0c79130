"""Rows that count although something about them is doubtful, by load, unit and
procedure."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd
from sqlalchemy import ColumnElement, Connection, func, select, true

from metrics.doubted import BY, DoubtsAsked
from store import bulk
from store.schema import doubt, load

# Doubt, unit code, procedure code ("": the row speaks of none), who must look.
KEY = ("doubt", "unit_code", "procedure_code", "owner")
Key = tuple[str, str, str, str]
_WITH_LOAD = doubt.join(load, load.c.id == doubt.c.load_id)
_STANDING = load.c.undone_at == ""


def write(connection: Connection, load_id: int, doubts: Mapping[Key, int]) -> None:
    """Keep the rows of a load by `KEY`."""
    if not doubts:
        return
    told = sorted(doubts.items())
    rows = pd.DataFrame([key for key, _rows in told], columns=list(KEY))
    counts = [rows for _key, rows in told]
    bulk.insert(connection, doubt, rows.assign(load_id=load_id, rows=counts))


def loads_told(connection: Connection) -> set[int]:
    """The loads whose doubtful rows are kept by unit."""
    return set(connection.scalars(select(doubt.c.load_id).distinct()))


def doubts(
    connection: Connection,
    asked: DoubtsAsked,
    limit: int | None = None,
    kinds: Collection[str] = (),
) -> pd.DataFrame:
    """Doubtful rows of loads not undone (of `kinds`; none named: of all), the most
    first: doubt, the codes they are
    added up by (a procedure is "" where the rows speak of none, None where it was not
    kept), owner, rows, load_id (the newest), lines (how many lines there are, `limit`
    left aside)."""
    by = [doubt.c.doubt, *(doubt.c[name] for name in BY[asked.by]), doubt.c.owner]
    rows = func.sum(doubt.c.rows).label("rows")
    newest = func.max(doubt.c.load_id).label("load_id")
    lines = func.count().over().label("lines")
    return bulk.read_frame(
        connection,
        select(*by, rows, newest, lines)
        .select_from(_WITH_LOAD)
        .where(_STANDING, *_chosen(asked))
        .where(load.c.kind.in_(kinds) if kinds else true())
        .group_by(*by)
        .order_by(rows.desc(), *by)
        .limit(limit),
    )


def _chosen(asked: DoubtsAsked) -> list[ColumnElement[bool]]:
    return [
        doubt.c[name] == value
        for name, value in vars(asked).items()
        if name != "by" and value not in (None, "")
    ]


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
