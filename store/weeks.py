"""Dossiers by unit, procedure and week, and how long those finished took."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Integer,
    Text,
    case,
    func,
    literal_column,
    select,
)

from metrics.measures import FINISHED
from store import bulk
from store.moments import local_days
from store.rollup import holds
from store.schema import daily_tally, dossier
from store.stage import staged


def by_week(connection: Connection, weeks: Mapping[date, int]) -> pd.DataFrame:
    """Dossiers received on the days of `weeks` (day -> number of its week):
    unit_code, procedure_code, week, received, online."""
    table = daily_tally
    days = pd.DataFrame(
        {"day": list(weeks), "week": list(weeks.values())}, dtype=object
    )
    with staged(connection, days, Date(), Integer()) as stage:
        groups = (table.c.unit_code, table.c.procedure_code, stage.c.week)
        sums = [func.sum(table.c[key]).label(key) for key in ("received", "online")]
        frame = bulk.read_frame(
            connection,
            select(*groups, *sums)
            .select_from(stage.join(table, table.c.day == stage.c.day))
            .group_by(*groups),
        )
    return frame.astype(dict.fromkeys(("week", "received", "online"), "int64"))


def finished(
    connection: Connection, first: date, last: date, timezone: str
) -> pd.DataFrame:
    """Dossiers finished from `first` to `last`, local days: unit_code, day (received),
    finished (the day), dossiers. Those of which no time of finishing is told are left
    out. In a zone with summer time the hour that it moves counts as at `last`."""
    at = dossier.c.finished_at
    # As text, not as parameters: PostgreSQL takes one that is grouped by for another.
    on = func.substr(at, literal_column("1"), literal_column("10")).label("on_day")
    part = _part_of_day(at, last, timezone).label("part")
    groups = (dossier.c.unit_code, dossier.c.day, on, part)
    # A local day may begin on the UTC day before it.
    since = str(first - timedelta(days=1))
    frame = bulk.read_frame(
        connection,
        select(*groups, func.count().label("dossiers"))
        .where(dossier.c.current, dossier.c.deleted != "1", holds(FINISHED.when))
        .where(at >= since, dossier.c.day <= last)
        .group_by(*groups),
    )
    moments = frame["on_day"].astype(object) + frame["part"].astype(object)
    days = pd.to_datetime(local_days(moments, timezone)).dt.date
    told = frame[["unit_code", "day", "dossiers"]].assign(finished=days)
    return told[(days >= first) & (days <= last)].reset_index(drop=True)


def _part_of_day(
    moment: ColumnElement[str], near: date, timezone: str
) -> ColumnElement[str]:
    """A clock time in UTC for the part of the UTC day in which a moment lies, before or
    after the local midnight; "" for a bare day. A group a part is far fewer rows than
    one a moment, and local_days tells the day of either."""
    offset = datetime.combine(near, time(12), ZoneInfo(timezone)).utcoffset()
    midnight = (datetime.combine(near, time()) - (offset or timedelta())).time()
    before = literal_column("'T00:00:00Z'", Text)
    after = literal_column(f"'T{midnight:%H:%M:%S}Z'", Text)
    clock = func.substr(moment, literal_column("12"), literal_column("8"))
    return case(
        (func.length(moment) == literal_column("10"), literal_column("''")),
        (clock >= literal_column(f"'{midnight:%H:%M:%S}'"), after),
        else_=before,
    )
