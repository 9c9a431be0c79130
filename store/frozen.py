"""Rows of evaluations: stored where they differ from the evaluation before.

What stood in evaluation N is, for each key, the newest row with an evaluation not
after N. Compared is what a reader was told; the day measured is the evaluation's own
and moves every day, so it alone makes no new row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from sqlalchemy import Connection, Table, func, select

from store import bulk
from store.schema import frozen_plan, frozen_unit, standing

TABLES: dict[str, tuple[Table, tuple[str, ...]]] = {
    "standing": (standing, ("plan", "indicator", "reading", "unit_code")),
    "frozen_unit": (frozen_unit, ("unit_code",)),
    "frozen_plan": (frozen_plan, ("plan",)),
}
_NOT_COMPARED = {"id", "evaluation_id", "as_of", "value"}


def columns(name: str) -> list[str]:
    """The columns of a table that an evaluation fills."""
    table, _ = TABLES[name]
    aside = {"id", "evaluation_id", "as_of"}
    return [column for column in table.columns.keys() if column not in aside]


def frame(name: str, rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """`rows` with the columns of a table, as plain values."""
    return pd.DataFrame(rows, columns=columns(name), dtype=object)


def keep(connection: Connection, number: int, name: str, rows: pd.DataFrame) -> None:
    """Store what differs of `rows` from the evaluation before `number`."""
    table, _ = TABLES[name]
    changed = _changed(name, rows, newest(connection, name))
    bulk.insert(connection, table, changed.assign(evaluation_id=number))


def newest(
    connection: Connection,
    name: str,
    until: int | None = None,
    **only: str,
) -> pd.DataFrame:
    """Each key's newest row (up to evaluation `until`; with these values `only`), all
    columns; also those marked as no longer present."""
    table, key = TABLES[name]
    latest = select(func.max(table.c.id).label("id")).group_by(
        *(table.c[column] for column in key)
    )
    if until is not None:
        latest = latest.where(table.c.evaluation_id <= until)
    for column, value in only.items():
        latest = latest.where(table.c[column] == value)
    wanted = latest.subquery()
    return bulk.read_frame(
        connection,
        select(table).select_from(table.join(wanted, table.c.id == wanted.c.id)),
    )


def present(
    connection: Connection, name: str, number: int, **only: str
) -> pd.DataFrame:
    """What stood in evaluation `number`."""
    found = newest(connection, name, number, **only)
    return found[found["present"].isin([True])].reset_index(drop=True)


def _changed(name: str, rows: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """The rows that differ from `before`, and a mark for each key no longer there."""
    if before.empty:
        return rows
    key = list(TABLES[name][1])
    compared = [c for c in columns(name) if c not in (*key, *_NOT_COMPARED)]
    both = rows.merge(
        before, on=key, how="left", suffixes=("", "_before"), indicator=True
    )
    same = both["_merge"] == "both"
    for column in compared:
        now, then = both[column], both[f"{column}_before"]
        same = same & ((now == then) | (now.isna() & then.isna()))
    fresh = rows[~same.to_numpy()]
    found = pd.concat([fresh, _gone(rows, before, key)], ignore_index=True)
    return found.astype(object)


def _gone(rows: pd.DataFrame, before: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """What stood before and stands no more: its last row, marked."""
    here = pd.MultiIndex.from_frame(rows[key].astype(object))
    then = pd.MultiIndex.from_frame(before[key].astype(object))
    left = before[~then.isin(here) & before["present"].isin([True]).to_numpy()]
    return left[rows.columns].assign(present=False)
