"""What stands behind a number: the loads whose rows count, and rows not taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
from sqlalchemy import Connection, FromClause, Text, false, func, select, true

from metrics.measures import RECEIVED
from metrics.windows import Window
from store import bulk
from store.questions import within
from store.rollup import holds
from store.schema import dossier, load, rejected_row, service, service_span
from store.stage import staged


def _keys(codes: Sequence[object]) -> pd.Series:
    return pd.Series(list(codes), name="key", dtype=object)


def dossier_loads(
    connection: Connection, units: Sequence[str], window: Window, procedure: str = ""
) -> dict[int, int]:
    """Load -> dossiers received at `units` in a window that stand as it brought
    them, of one procedure where it is named."""
    counting = (dossier.c.current, dossier.c.deleted != "1", holds(RECEIVED.when))
    with staged(connection, _keys(units), Text()) as stage:
        rows = connection.execute(
            select(dossier.c.load_id, func.count())
            .select_from(stage.join(dossier, dossier.c.unit_code == stage.c.key))
            .where(*counting, within(dossier.c.day, window))
            .where(dossier.c.procedure_code == procedure if procedure else true())
            .group_by(dossier.c.load_id)
        )
        return {number: int(count) for number, count in rows}


def service_loads(
    connection: Connection, units: Sequence[str], day: date, procedure: str = ""
) -> dict[int, int]:
    """Load -> its services rows that put a procedure (any, or the one named) in force
    at `units` on `day`."""
    span = service_span
    with staged(connection, _keys(units), Text()) as stage:
        rows: FromClause = stage.join(span, span.c.unit_code == stage.c.key)
        found = connection.execute(
            select(service.c.load_id, func.count(service.c.id.distinct()))
            .select_from(rows.join(service, service.c.id == span.c.service_id))
            .where(span.c.day_from <= day, span.c.day_to >= day)
            .where(span.c.procedure_code == procedure if procedure else true())
            .group_by(service.c.load_id)
        )
        return {number: int(count) for number, count in found}


def loads(connection: Connection, numbers: Sequence[int]) -> pd.DataFrame:
    """The loads `numbers`, the newest first: load_id, file, source, kind, known_at,
    flagged."""
    with staged(connection, _keys(numbers), load.c.id.type) as stage:
        return bulk.read_frame(
            connection,
            select(
                load.c.id.label("load_id"),
                load.c.file,
                load.c.source,
                load.c.kind,
                load.c.known_at,
                load.c.flagged,
            )
            .select_from(stage.join(load, load.c.id == stage.c.key))
            .order_by(load.c.id.desc()),
        )


def faults(
    connection: Connection, units: Sequence[str], kinds: Sequence[str]
) -> pd.DataFrame:
    """Rejected rows of `kinds` that name one of `units`, by reason, the most first:
    reason, rows, last_at."""
    row = rejected_row
    rows = func.count().label("rows")
    with staged(connection, _keys(units), Text()) as stage:
        named = stage.join(row, row.c.unit_code == stage.c.key)
        return bulk.read_frame(
            connection,
            select(row.c.reason, rows, func.max(load.c.known_at).label("last_at"))
            .select_from(named.join(load, load.c.id == row.c.load_id))
            .where(load.c.undone_at == "", row.c.held == false())
            .where(load.c.kind.in_(kinds))
            .group_by(row.c.reason)
            .order_by(rows.desc(), row.c.reason),
        )
