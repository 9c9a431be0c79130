"""Short-lived tables of keys, so that a set is joined, never listed in a statement."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pandas as pd
from sqlalchemy import Column, Connection, MetaData, Table
from sqlalchemy.types import TypeEngine

from store import bulk


@contextmanager
def staged(
    connection: Connection,
    keys: pd.Series | pd.DataFrame,
    *types: TypeEngine[Any],
) -> Iterator[Table]:
    """A temporary table of `keys` (a column each), dropped at the end."""
    frame = keys.to_frame() if isinstance(keys, pd.Series) else keys
    columns = [
        Column(str(name), kind) for name, kind in zip(frame.columns, types, strict=True)
    ]
    table = Table("stage", MetaData(), *columns, prefixes=["TEMPORARY"])
    table.create(connection)
    try:
        bulk.insert(connection, table, frame)
        # Else a few keys are taken for a million, and all that is stored is scanned.
        connection.exec_driver_sql("ANALYZE stage")
        yield table
    finally:
        table.drop(connection)
