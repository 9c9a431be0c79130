"""Frames into tables, fast: COPY of text on PostgreSQL, executemany on SQLite.

Never a statement, and on PostgreSQL never a Python object, for each row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import Column, Connection, Table

Columns = list[Column[object]]
# Rows that are brought into the database's form at once.
_ROWS = 20_000
# What the text form of COPY writes in another way; the backslash goes first.
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


def insert(connection: Connection, table: Table, frame: pd.DataFrame) -> None:
    """Append `frame` to `table`; its columns are columns of the table."""
    columns = [table.c[str(name)] for name in frame.columns]
    columns = [one for one in columns if not _left_out(one, frame[one.name])]
    write = _copy if connection.dialect.name == "postgresql" else _bind
    if columns and len(frame):
        write(connection, table.name, columns, frame)


def _left_out(column: Column[object], values: pd.Series) -> bool:
    """Whether every value is what the database would put there itself."""
    if column.server_default is not None:
        # Most columns that say something say it in their first row.
        return bool(len(values)) and values.iat[0] == "" and bool((values == "").all())
    return bool(column.nullable) and bool(values.isna().all())


def _bind(
    connection: Connection, table: str, columns: Columns, frame: pd.DataFrame
) -> None:
    constants = {c.name: _constant(frame[c.name]) for c in columns}
    bound = [column for column in columns if constants[column.name] is None]
    terms = [
        "?" if constants[column.name] is None else str(constants[column.name])
        for column in columns
    ]
    names = ", ".join(f'"{column.name}"' for column in columns)
    statement = f'INSERT INTO "{table}" ({names}) VALUES ({", ".join(terms)})'
    cursor = connection.connection.cursor()
    for rows in _some(frame):
        values = [_plain(rows[c.name], c.type.python_type is date) for c in bound]
        # Any iterable of tuples is taken, whatever the protocol says.
        tuples: Any = zip(*values, strict=True) if values else [()] * len(rows)
        cursor.executemany(statement, tuples)
    cursor.close()


def _some(frame: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The frame in stretches whose Python objects take little memory."""
    for begins in range(0, len(frame), _ROWS):
        yield frame.iloc[begins : begins + _ROWS]


def _constant(values: pd.Series) -> int | None:
    """The whole number (or flag) that all rows have; a number needs no binding."""
    if values.dtype not in (np.dtype(np.int64), np.dtype(bool)):
        return None
    numbers = values.to_numpy()
    return int(numbers[0]) if (numbers == numbers[0]).all() else None


def _plain(column: pd.Series, is_date: bool) -> Sequence[object]:
    """A column as what the driver takes: days as text, missing as None."""
    if is_date:
        return _days(column)
    missing = column.isna().to_numpy()
    if missing.any():
        values = column.to_numpy(dtype=object, copy=True)
        values[missing] = None
    elif column.dtype == object:
        values = column.to_numpy()
    else:
        plain: list[object] = column.tolist()
        return plain
    found: list[object] = values.tolist()
    return found


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
    connection: Connection, table: str, columns: Columns, frame: pd.DataFrame
) -> None:
    names = ", ".join(f'"{column.name}"' for column in columns)
    cursor = connection.connection.cursor()
    with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
        for rows in _some(frame):
            copy.write(_lines(columns, rows))
    cursor.close()


def _lines(columns: Columns, rows: pd.DataFrame) -> bytes:
    """The rows in the text form of COPY: tabs between, \\N where nothing is known."""
    texts = [_text(rows[c.name], c.type.python_type) for c in columns]
    joined = pc.binary_join_element_wise(
        *texts, "\t", null_handling="replace", null_replacement="\\N"
    )
    lines = pc.binary_join_element_wise(joined, "", "\n")
    _valid, _places, data = lines.buffers()
    found: bytes = data.to_pybytes() if data is not None else b""
    return found


def _text(values: pd.Series, kind: type) -> pa.Array:
    if kind is date:
        return pa.array(_days(values), type=pa.string())
    if kind is not str:
        types = {int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
        return pa.array(values, type=types[kind], from_pandas=True).cast(pa.string())
    text = pa.array(values, type=pa.string(), from_pandas=True)
    if isinstance(text, pa.ChunkedArray):
        text = text.combine_chunks()
    if pc.any(pc.match_substring_regex(text, r"[\\\t\n\r]")).as_py():
        for sign, written in _ESCAPES.items():
            text = pc.replace_substring(text, sign, written)
    return text


def read_frame(connection: Connection, statement: object) -> pd.DataFrame:
    """The rows of a statement as a frame of plain Python values (object columns)."""
    result = connection.execute(statement)  # type: ignore[call-overload]
    return pd.DataFrame(
        [tuple(row) for row in result], columns=list(result.keys()), dtype=object
    )
