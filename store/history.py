"""What stood on which day: frozen readings and dated notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
from sqlalchemy import Connection, Text, func, select

from store import bulk
from store.schema import evaluation, event, standing
from store.stage import staged

_VALUES = ["window_start", "numerator", "denominator", "value", "coverage"]


def published(
    connection: Connection,
    plan: str,
    indicator: str,
    reading: str,
    units: Sequence[str],
) -> pd.DataFrame:
    """What was frozen of `units`: for each as-of day its newest evaluation.

    Columns unit_code, as_of, window_start, numerator, denominator, value, coverage;
    by unit and day. A unit that was not measured then has no row.
    """
    table = standing
    keys = pd.Series(list(units), name="key", dtype=object)
    with staged(connection, keys, Text()) as stage:
        rows = bulk.read_frame(
            connection,
            select(
                table.c.evaluation_id,
                table.c.unit_code,
                table.c.present,
                *(table.c[name] for name in _VALUES),
            )
            .select_from(stage.join(table, table.c.unit_code == stage.c.key))
            .where(
                table.c.plan == plan,
                table.c.indicator == indicator,
                table.c.reading == reading,
            )
            .order_by(table.c.id),
        )
    return _spread(rows, _newest_of_each_day(connection))


def _newest_of_each_day(connection: Connection) -> pd.DataFrame:
    newest = func.max(evaluation.c.id).label("evaluation_id")
    frame = bulk.read_frame(
        connection, select(newest, evaluation.c.as_of).group_by(evaluation.c.as_of)
    )
    return frame.astype({"evaluation_id": "int64"}).sort_values("evaluation_id")


def _spread(rows: pd.DataFrame, days: pd.DataFrame) -> pd.DataFrame:
    """Only differences are stored: a unit's standing in an evaluation is its newest
    row not after it."""
    columns = ["unit_code", "as_of", *_VALUES]
    if rows.empty or days.empty:
        return pd.DataFrame(columns=columns, dtype=object)
    rows = rows.astype({"evaluation_id": "int64"}).sort_values("evaluation_id")
    found = [
        pd.merge_asof(days, own, on="evaluation_id")
        for _, own in rows.groupby("unit_code")
    ]
    spread = pd.concat(found, ignore_index=True)
    spread = spread[spread["present"].isin([True])]
    # Days in order of the day, though a later evaluation may speak of an earlier one.
    return spread[columns].sort_values(["unit_code", "as_of"], ignore_index=True)


def events(connection: Connection, first: date, last: date) -> pd.DataFrame:
    """Notes that touch the days from `first` to `last`, by day: day, ends_on, title,
    kind, note, scope_code."""
    table = event
    return bulk.read_frame(
        connection,
        select(
            table.c.day,
            table.c.ends_on,
            table.c.title,
            table.c.kind,
            table.c.note,
            table.c.scope_code,
        )
        .where(
            table.c.current,
            table.c.day <= last,
            func.coalesce(table.c.ends_on, table.c.day) >= first,
        )
        .order_by(table.c.day, table.c.title),
    )
