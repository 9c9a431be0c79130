"""Small looks at what is kept: boundaries, resources, names, last days."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from store import bulk
from store.schema import boundary, procedure, resource


def boundaries(connection: Connection) -> dict[str, dict[str, Any]]:
    """Unit code -> GeoJSON geometry, by code."""
    rows = connection.execute(
        select(boundary.c.unit_code, boundary.c.geometry).order_by(boundary.c.unit_code)
    )
    return {code: json.loads(geometry) for code, geometry in rows}


def procedures(connection: Connection) -> pd.DataFrame:
    """Every current version: code, name, field, authority, high_volume ("1" or not),
    valid_from, valid_to."""
    table = procedure
    return bulk.read_frame(
        connection,
        select(
            table.c.code,
            table.c.name,
            table.c.field,
            table.c.authority,
            table.c.high_volume,
            table.c.valid_from,
            table.c.valid_to,
        )
        .where(table.c.current)
        .order_by(table.c.code, table.c.valid_from),
    )


def resources(connection: Connection, unit_code: str) -> pd.DataFrame:
    """What a unit has, the newest day first: measure, day, value."""
    table = resource
    return bulk.read_frame(
        connection,
        select(table.c.measure, table.c.day, table.c.value)
        .where(table.c.current, table.c.unit_code == unit_code)
        .order_by(table.c.day.desc(), table.c.measure),
    )
