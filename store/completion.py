"""When the dossiers of each day first became known."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Subquery,
    Table,
    Text,
    and_,
    case,
    func,
    select,
)

from core import kinds
from metrics.completion import MATURE, Arrival
from metrics.measures import RECEIVED
from store.moments import local_days
from store.rollup import holds
from store.schema import dossier, load, unit
from store.stage import staged

# Days that teach how fast dossiers come: recent habits, not those of years ago.
_DAYS = 60
_COUNTING = (load.c.outcome == "taken", load.c.undone_at == "")


def known_on(connection: Connection, timezone: str) -> date | None:
    """The local day of the last load of dossiers that was taken and not undone. A
    load of anything else says nothing about which dossiers are still to come."""
    last = connection.scalar(
        select(func.max(load.c.known_at)).where(
            *_COUNTING, load.c.kind == kinds.DOSSIERS.name
        )
    )
    return None if last is None else _local([last], timezone)[0]


def arrivals(connection: Connection, timezone: str, last: date) -> list[Arrival]:
    """Of each of the days up to `last` (some weeks), how many of the dossiers that
    count became known how many days after it. A row that was rejected and taken later
    has the place, and so the day, of the load it first came in."""
    codes = pd.Series(
        list(connection.scalars(select(unit.c.code).distinct())),
        name="key",
        dtype=object,
    )
    since = last - timedelta(days=_DAYS + MATURE)
    with staged(connection, codes, Text()) as stage:
        rows, came = _first_known(stage)
        found = connection.execute(
            select(dossier.c.day, came, func.count())
            .select_from(rows)
            .where(dossier.c.current, dossier.c.deleted != "1", holds(RECEIVED.when))
            .where(dossier.c.day >= since, dossier.c.day <= last)
            .group_by(dossier.c.day, came)
        ).all()
    days = _load_days(connection, timezone)
    return [(day, (days[number] - day).days, int(n)) for day, number, n in found]


def _first_known(stage: Table) -> tuple[FromClause, ColumnElement[int]]:
    """The dossiers unit by unit, so that the index on unit and day serves, and the
    load with which each was first known: that of its first version."""
    before = _replaced()
    rows = stage.join(dossier, dossier.c.unit_code == stage.c.key).outerjoin(
        before, before.c.dossier_code == dossier.c.dossier_code
    )
    earlier = before.c.load_id < dossier.c.load_id
    return rows, case((earlier, before.c.load_id), else_=dossier.c.load_id)


def _replaced() -> Subquery:
    """dossier_code, load_id: the first version of each dossier that has several."""
    rows = dossier.join(load, load.c.id == dossier.c.load_id)
    return (
        select(dossier.c.dossier_code, func.min(dossier.c.load_id).label("load_id"))
        .select_from(rows)
        .where(and_(~dossier.c.current, *_COUNTING))
        .group_by(dossier.c.dossier_code)
        .subquery()
    )


def _load_days(connection: Connection, timezone: str) -> dict[int, date]:
    rows = connection.execute(select(load.c.id, load.c.known_at)).all()
    days = _local([row.known_at for row in rows], timezone)
    return {row.id: day for row, day in zip(rows, days, strict=True)}


def _local(moments: list[str], timezone: str) -> list[date]:
    days = local_days(pd.Series(moments, dtype=object), timezone)
    return [date.fromisoformat(day) for day in days]
