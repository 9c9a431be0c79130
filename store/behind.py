"""What stands behind a number: the loads whose rows count, and rows not taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Text,
    false,
    func,
    or_,
    select,
)

from metrics.measures import RECEIVED
from metrics.windows import Window
from store import bulk
from store.evaluations import Evaluation
from store.questions import within
from store.rollup import holds
from store.schema import dossier, load, rejected_row, service, service_span
from store.stage import staged


def _keys(codes: Sequence[object]) -> pd.Series:
    return pd.Series(list(codes), name="key", dtype=object)


def dossier_loads(
    connection: Connection, units: Sequence[str], window: Window
) -> dict[int, int]:
    """Load -> dossiers received at `units` in a window that stand as it brought
    them."""
    counting = (dossier.c.current, dossier.c.deleted != "1", holds(RECEIVED.when))
    with staged(connection, _keys(units), Text()) as stage:
        rows = connection.execute(
            select(dossier.c.load_id, func.count())
            .select_from(stage.join(dossier, dossier.c.unit_code == stage.c.key))
            .where(*counting, within(dossier.c.day, window))
            .group_by(dossier.c.load_id)
        )
        return {number: int(count) for number, count in rows}


def service_loads(
    connection: Connection, units: Sequence[str], day: date
) -> dict[int, int]:
    """Load -> its services rows that put a procedure in force at `units` on `day`."""
    span = service_span
    with staged(connection, _keys(units), Text()) as stage:
        rows: FromClause = stage.join(span, span.c.unit_code == stage.c.key)
        found = connection.execute(
            select(service.c.load_id, func.count(service.c.id.distinct()))
            .select_from(rows.join(service, service.c.id == span.c.service_id))
            .where(span.c.day_from <= day, span.c.day_to >= day)
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


def faults(connection: Connection, units: Sequence[str]) -> pd.DataFrame:
    """Rejected rows that name one of `units`, by reason, the most first: reason,
    rows, last_at."""
    row = rejected_row
    rows = func.count().label("rows")
    with staged(connection, _keys(units), Text()) as stage:
        named = stage.join(row, row.c.unit_code == stage.c.key)
        return bulk.read_frame(
            connection,
            select(row.c.reason, rows, func.max(load.c.known_at).label("last_at"))
            .select_from(named.join(load, load.c.id == row.c.load_id))
            .where(load.c.undone_at == "", row.c.held == false())
            .group_by(row.c.reason)
            .order_by(rows.desc(), row.c.reason),
        )


def touched_since(
    connection: Connection, then: Evaluation, units: Sequence[str], window: Window
) -> pd.DataFrame:
    """Loads that `then` did not know, with versions of dossiers that lie, or lay, at
    `units` in the window: load_id, file, kind, known_at, rows (dossiers)."""
    table, old = dossier, dossier.alias("old")
    with staged(connection, _keys(units), Text()) as stage:
        among = select(stage.c.key)
        lay = select(old.c.dossier_code).where(
            old.c.unit_code.in_(among), within(old.c.day, window)
        )
        here: ColumnElement[bool] = table.c.unit_code.in_(among)
        touches = or_(here & within(table.c.day, window), table.c.dossier_code.in_(lay))
        return bulk.read_frame(
            connection,
            select(
                load.c.id.label("load_id"),
                load.c.file,
                load.c.kind,
                load.c.known_at,
                func.count(table.c.dossier_code.distinct()).label("rows"),
            )
            .select_from(load.join(table, table.c.load_id == load.c.id))
            .where(_unknown_to(then, table.c.id), touches)
            .group_by(load.c.id, load.c.file, load.c.kind, load.c.known_at)
            .order_by(load.c.id),
        )


def _unknown_to(
    then: Evaluation, version: ColumnElement[int] | None = None
) -> ColumnElement[bool]:
    """Whether a load, or a `version` of a dossier, came after an evaluation; by the
    clock where the evaluation did not yet keep the last it knew."""
    if then.last_load is None:
        return load.c.known_at > then.known_at
    if version is not None:
        # A row tried again keeps the place of its first load.
        return version > then.last_rows["dossiers"]
    return load.c.id > then.last_load


def other_loads_since(connection: Connection, then: Evaluation) -> pd.DataFrame:
    """Loads that `then` did not know, of other things than dossiers: load_id, file,
    kind, known_at, rows (accepted)."""
    return bulk.read_frame(
        connection,
        select(
            load.c.id.label("load_id"),
            load.c.file,
            load.c.kind,
            load.c.known_at,
            load.c.accepted.label("rows"),
        )
        .where(_unknown_to(then), load.c.outcome == "taken")
        .where(load.c.kind != "dossiers", load.c.accepted > 0)
        .order_by(load.c.id),
    )
