"""Frames into tables, fast: COPY of text on PostgreSQL, executemany on SQLite.

Never a statement, and on PostgreSQL never a Python object, for each row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
_TAB, _NO, _END = (pa.scalar(text, pa.large_string()) for text in ("\t", "", "\n"))


def insert(connection: Connection, table: Table, frame: pd.DataFrame) -> None:
    """Append `frame` to `table`; its columns are columns of the table."""
    if frame.empty:
        return
    columns = [table.c[str(name)] for name in frame.columns]
    columns = [one for one in columns if not _left_out(one, frame[one.name])]
    write = _copy if connection.dialect.name == "postgresql" else _bind
    if columns:
        write(connection, table.name, columns, frame)


def _left_out(column: Column[object], values: pd.Series) -> bool:
    """Whether every value is what the database would put there itself."""
    if column.server_default is not None:
        # Most columns that say something say it in their first row.
        return values.iat[0] == "" and bool((values == "").all())
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
    # Who works with SQLite need not wait for it.
    from psycopg.copy import QueuedLibpqWriter

    names = ", ".join(f'"{column.name}"' for column in columns)
    constants = {c.name: _constant(frame[c.name]) for c in columns}
    cursor: Any = connection.connection.cursor()
    # What is written waits in line, so that the next rows are made meanwhile.
    writer = QueuedLibpqWriter(cursor)
    with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN', writer=writer) as copy:
        for rows in _some(frame):
            copy.write(_lines(columns, rows, constants))
    cursor.close()


def _lines(
    columns: Columns, rows: pd.DataFrame, constants: Mapping[str, int | None]
) -> bytes:
    """The rows in the text form of COPY: tabs between, \\N where nothing is known."""
    texts = [
        _text(rows[c.name], c.type.python_type)
        if constants[c.name] is None
        else pa.scalar(str(constants[c.name]), pa.large_string())
        for c in columns
    ]
    lines = _joined(texts, len(rows))
    unknown = sum(text.null_count for text in texts if isinstance(text, pa.Array))
    # A sign between cells, after a row or in \\N; any more of them stand in a cell.
    if _signs(lines) > len(rows) * len(texts) + unknown:
        lines = _joined([_escaped(text) for text in texts], len(rows))
    return bytes(lines)


def _joined(texts: Sequence[pa.Array | pa.Scalar], rows: int) -> pa.Buffer:
    joined = pc.binary_join_element_wise(
        *texts, _TAB, null_handling="replace", null_replacement="\\N"
    )
    lines = pc.binary_join_element_wise(joined, pa.repeat(_END, rows), _NO)
    _valid, _places, data = lines.buffers()
    return data


def _signs(lines: pa.Buffer) -> int:
    """How many bytes there are among which are all that COPY reads as a sign."""
    octets = np.frombuffer(lines, dtype=np.uint8)
    return int(np.count_nonzero((octets < ord(" ")) | (octets == ord("\\"))))


def _escaped(text: pa.Array | pa.Scalar) -> pa.Array | pa.Scalar:
    for sign, written in _ESCAPES.items():
        text = pc.replace_substring(text, sign, written)
    return text


def _text(values: pd.Series, kind: type) -> pa.Array:
    if kind is date:
        return pa.array(_days(values), type=pa.large_string())
    if kind is not str:
        types = {int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
        numbers = pa.array(values, type=types[kind], from_pandas=True)
        return numbers.cast(pa.large_string())
    text = pa.array(values, type=pa.large_string(), from_pandas=True)
    return text.combine_chunks() if isinstance(text, pa.ChunkedArray) else text


def read_frame(connection: Connection, statement: object) -> pd.DataFrame:
    """The rows of a statement as a frame of plain Python values (object columns)."""
    result = connection.execute(statement)  # type: ignore[call-overload]
    # Rows of a stretch are fetched together, which takes a third of one by one.
    rows = [tuple(row) for some in result.partitions(_ROWS) for row in some]
    return pd.DataFrame(rows, columns=list(result.keys()), dtype=object)
