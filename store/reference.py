"""What checks must know of the data already kept."""

from __future__ import annotations

from typing import Literal

import pandas as pd
from sqlalchemy import Connection, Text, select

from store import bulk
from store.schema import procedure, reported_count, unit
from store.stage import staged


def validity(connection: Connection, of: Literal["unit", "procedure"]) -> pd.DataFrame:
    """Every current version's code, valid_from and valid_to."""
    table = unit if of == "unit" else procedure
    return bulk.read_frame(
        connection,
        select(table.c.code, table.c.valid_from, table.c.valid_to).where(
            table.c.current
        ),
    )


def names(connection: Connection, of: Literal["unit", "procedure"]) -> pd.DataFrame:
    """Every current version's code and name, for files that write names."""
    table = unit if of == "unit" else procedure
    return bulk.read_frame(
        connection, select(table.c.code, table.c.name).where(table.c.current)
    )


def reported_wholes(connection: Connection, units: list[str]) -> pd.DataFrame:
    """The current reported figures of `units`: id, unit_code, procedure_code,
    period_start, period_end, measure, value, reported_at."""
    table = reported_count
    keys = pd.Series(units, name="key", dtype=object)
    with staged(connection, keys, Text()) as stage:
        return bulk.read_frame(
            connection,
            select(
                table.c.id,
                table.c.unit_code,
                table.c.procedure_code,
                table.c.period_start,
                table.c.period_end,
                table.c.measure,
                table.c.value,
                table.c.reported_at,
            )
            .select_from(stage.join(table, table.c.unit_code == stage.c.key))
            .where(table.c.current, table.c.value.is_not(None)),
        )
