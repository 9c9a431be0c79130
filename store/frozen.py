"""Rows of evaluations: stored where they differ from the evaluation before.

What stood in evaluation N is, for each key, the newest row with an evaluation not
after N. Compared is what a reader was told; the day measured is the evaluation's own
and moves every day, so it alone makes no new row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
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
    here = pd.MultiIndex.from_frame(rows[key].astype(object))
    then = pd.MultiIndex.from_frame(before[key].astype(object))
    place = then.get_indexer(here)
    same = _equal(rows, before.iloc[place], compared) & (place >= 0)
    # What stood before and stands no more: its last row, marked.
    left = ~then.isin(here) & before["present"].isin([True]).to_numpy()
    fresh = rows[~same].astype(object)
    if not left.any():
        return fresh
    gone = before.loc[left, rows.columns].assign(present=False).astype(object)
    return pd.concat([fresh, gone], ignore_index=True)


def _equal(
    rows: pd.DataFrame, others: pd.DataFrame, compared: list[str]
) -> npt.NDArray[np.bool_]:
    """Which of `rows` say the same as the row beside them; unknown is as unknown."""
    now = rows[compared].to_numpy(dtype=object)
    then = others[compared].to_numpy(dtype=object)
    same = (now == then) | (pd.isna(now) & pd.isna(then))
    return np.asarray(same.all(axis=1), dtype=bool)
