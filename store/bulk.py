"""Frames into tables, fast: COPY on PostgreSQL, executemany over tuples on SQLite."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd
from sqlalchemy import Column, Connection, Date, Table


def insert(connection: Connection, table: Table, frame: pd.DataFrame) -> None:
    """Append `frame` to `table`; its columns are columns of the table."""
    if frame.empty:
        return
    names = [str(n) for n in frame.columns if not _left_out(table.c[n], frame[n])]
    if connection.dialect.name == "postgresql":
        _copy(connection, table.name, names, frame)
        return
    dates = {c.name for c in table.columns if isinstance(c.type, Date)}
    columns = [_plain(frame[name], name in dates) for name in names]
    quoted = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    connection.exec_driver_sql(
        f'INSERT INTO "{table.name}" ({quoted}) VALUES ({marks})',
        list(zip(*columns, strict=True)),
    )


def _left_out(column: Column[object], values: pd.Series) -> bool:
    """Whether every value is what the database would put there itself."""
    if column.server_default is not None:
        return bool((values == "").all())
    return bool(column.nullable) and bool(values.isna().all())


def _plain(column: pd.Series, is_date: bool) -> Sequence[object]:
    """A column as what the driver takes: days as text, missing as None."""
    if is_date:
        return _days(column)
    values: list[object] = column.tolist()
    if column.dtype == object or column.hasnans:
        return [None if value is None or value != value else value for value in values]
    return values


def _days(column: pd.Series) -> Sequence[object]:
    """Days as ISO text, each different day written once."""
    codes, days = pd.factorize(column, use_na_sentinel=True)
    texts = np.array([_iso(day) for day in days] + [None], dtype=object)
    found: list[object] = texts[codes].tolist()
    return found


def _iso(day: date) -> str:
    # strftime("%Y") does not pad years on every platform; isoformat does.
    return day.isoformat()


def _copy(
    connection: Connection, table: str, names: list[str], frame: pd.DataFrame
) -> None:
    columns = [_plain(frame[name], False) for name in names]
    quoted = ", ".join(f'"{name}"' for name in names)
    cursor = connection.connection.cursor()
    with cursor.copy(f'COPY "{table}" ({quoted}) FROM STDIN') as copy:
        for row in zip(*columns, strict=True):
            copy.write_row(row)
    cursor.close()


def read_frame(connection: Connection, statement: object) -> pd.DataFrame:
    """The rows of a statement as a frame of plain Python values (object columns)."""
    result = connection.execute(statement)  # type: ignore[call-overload]
    return pd.DataFrame(
        [tuple(row) for row in result], columns=list(result.keys()), dtype=object
    )
