"""Sums and rows that a reader's question needs beyond what is held in memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    Text,
    and_,
    case,
    func,
    select,
    true,
)

from metrics.measures import MEASURE_KEYS, MEASURES
from metrics.windows import Window
from store import bulk
from store.rollup import holds
from store.schema import (
    daily_tally,
    dossier,
    load,
    reported_count,
    service,
    service_span,
)
from store.stage import staged


def within(column: ColumnElement[date], window: Window) -> ColumnElement[bool]:
    """Whether a day lies in a window."""
    first = true() if window.start is None else column >= window.start
    return and_(first, column <= window.end)


def by_procedure(connection: Connection, window: Window) -> pd.DataFrame:
    """Dossiers of a window: unit_code, procedure_code and a column a measure."""
    table = daily_tally
    groups = (table.c.unit_code, table.c.procedure_code)
    sums = [func.sum(table.c[key]).label(key) for key in MEASURE_KEYS]
    frame = bulk.read_frame(
        connection,
        select(*groups, *sums)
        .where(within(table.c.day, window))
        .group_by(*groups)
        .order_by(*groups),
    )
    return frame.astype(dict.fromkeys(MEASURE_KEYS, "int64"))


def by_day(
    connection: Connection, units: Sequence[str], procedure: str, window: Window
) -> pd.DataFrame:
    """Dossiers of one procedure ("": all) at `units`: day and a column a measure."""
    table = daily_tally
    sums = [func.sum(table.c[key]).label(key) for key in MEASURE_KEYS]
    with staged(connection, _keys(units), Text()) as stage:
        frame = bulk.read_frame(
            connection,
            select(table.c.day, *sums)
            .select_from(stage.join(table, table.c.unit_code == stage.c.key))
            .where(within(table.c.day, window), _of(table, procedure))
            .group_by(table.c.day)
            .order_by(table.c.day),
        )
    return frame.astype(dict.fromkeys(MEASURE_KEYS, "int64"))


def by_load(
    connection: Connection, units: Sequence[str], procedure: str, day: date
) -> pd.DataFrame:
    """Dossiers received on `day` by the load that brought what counts of them:
    load_id, file, known_at and a column a measure."""
    groups = (dossier.c.load_id, load.c.file, load.c.known_at)
    sums = [func.sum(case((holds(m.when), 1), else_=0)).label(m.key) for m in MEASURES]
    with staged(connection, _keys(units), Text()) as stage:
        rows = stage.join(dossier, dossier.c.unit_code == stage.c.key)
        frame = bulk.read_frame(
            connection,
            select(*groups, *sums)
            .select_from(rows.join(load, load.c.id == dossier.c.load_id))
            .where(dossier.c.current, dossier.c.deleted != "1")
            .where(dossier.c.day == day, _of(dossier, procedure))
            .group_by(*groups)
            .order_by(dossier.c.load_id),
        )
    return frame.astype(dict.fromkeys(MEASURE_KEYS, "int64"))


def _of(table: Table, procedure: str) -> ColumnElement[bool]:
    return table.c.procedure_code == procedure if procedure else true()


def _keys(codes: Sequence[str]) -> pd.Series:
    return pd.Series(list(codes), name="key", dtype=object)


def services(
    connection: Connection, units: Sequence[str], procedure: str, day: date
) -> pd.DataFrame:
    """Which services row puts each procedure ("": all) in force at `units` on `day`:
    unit_code, procedure_code, service_id."""
    span = service_span
    with staged(connection, _keys(units), Text()) as stage:
        return bulk.read_frame(
            connection,
            select(span.c.unit_code, span.c.procedure_code, span.c.service_id)
            .select_from(stage.join(span, span.c.unit_code == stage.c.key))
            .where(span.c.day_from <= day, span.c.day_to >= day, _of(span, procedure)),
        )


def service_rows(connection: Connection, ids: Sequence[int]) -> pd.DataFrame:
    """Services rows and the loads that brought them: service_id, valid_from,
    valid_to, decision, load_id, file."""
    keys = pd.Series(list(ids), name="key", dtype=object)
    with staged(connection, keys, service.c.id.type) as stage:
        rows = stage.join(service, service.c.id == stage.c.key)
        return bulk.read_frame(
            connection,
            select(
                service.c.id.label("service_id"),
                service.c.valid_from,
                service.c.valid_to,
                service.c.decision,
                service.c.load_id,
                load.c.file,
            ).select_from(rows.join(load, load.c.id == service.c.load_id)),
        )


def report_files(connection: Connection) -> dict[int, str]:
    """The file of each load that brought a reported figure that counts."""
    statement = (
        select(load.c.id, load.c.file)
        .select_from(reported_count.join(load, load.c.id == reported_count.c.load_id))
        .where(reported_count.c.current)
        .distinct()
    )
    return {number: file for number, file in connection.execute(statement)}
