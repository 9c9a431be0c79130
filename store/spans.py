"""The resolved catalogue: which level is in force where, from day to day."""

from __future__ import annotations

from datetime import date

import pandas as pd
from sqlalchemy import Connection, Text, select

from metrics.levels import spans
from store import bulk
from store.schema import service, service_span, unit
from store.stage import staged


def read_spans(connection: Connection, units: pd.Series | None = None) -> pd.DataFrame:
    """The spans as `metrics.levels.levels_on` takes them (days as ordinals); with
    `units` those of these units only."""
    if units is None:
        frame = bulk.read_frame(connection, select(service_span))
    else:
        keys = pd.Series(units.unique(), name="key", dtype=object)
        with staged(connection, keys, Text()) as stage:
            joined = stage.join(service_span, service_span.c.unit_code == stage.c.key)
            frame = bulk.read_frame(
                connection, select(service_span).select_from(joined)
            )
    return frame.assign(
        day_from=pd.Series([d.toordinal() for d in frame["day_from"]], dtype="int64"),
        day_to=pd.Series([d.toordinal() for d in frame["day_to"]], dtype="int64"),
    )


def rebuild(connection: Connection) -> pd.DataFrame:
    """Resolve all services rows anew; the (unit_code, procedure_code) pairs whose
    levels are not what they were."""
    before = read_spans(connection)
    offered = bulk.read_frame(
        connection,
        select(
            service.c.id,
            service.c.load_id,
            service.c.procedure_code,
            service.c.unit_code,
            service.c.unit_kind,
            service.c.online_level,
            service.c.valid_from,
            service.c.valid_to,
        )
        .where(service.c.current)
        .order_by(service.c.load_id, service.c.line),
    )
    # Within one load the later line wins, whenever its version was written.
    after = spans(
        offered.assign(id=range(len(offered))),
        bulk.read_frame(
            connection,
            select(unit.c.code, unit.c.kind, unit.c.valid_from, unit.c.valid_to).where(
                unit.c.current
            ),
        ),
    )
    connection.execute(service_span.delete())
    bulk.insert(
        connection,
        service_span,
        after.assign(
            service_id=offered["id"].to_numpy()[after["service_id"].astype("int64")],
            day_from=[date.fromordinal(day) for day in after["day_from"]],
            day_to=[date.fromordinal(day) for day in after["day_to"]],
        ),
    )
    return _changed(before, after)


def _changed(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    columns = ["unit_code", "procedure_code", "day_from", "day_to", "level"]
    both = pd.concat([before[columns], after[columns]], ignore_index=True)
    differing = both.drop_duplicates(columns, keep=False)
    return differing[["unit_code", "procedure_code"]].drop_duplicates(ignore_index=True)
