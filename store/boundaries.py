"""The boundaries in force: those of the newest load of any."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import Connection, insert, select

from store.schema import boundary


def put(
    connection: Connection, load_id: int, shapes: Mapping[str, dict[str, object]]
) -> None:
    """These boundaries (unit code -> GeoJSON geometry) in place of all kept before."""
    connection.execute(boundary.delete())
    if shapes:
        connection.execute(
            insert(boundary),
            [
                {"unit_code": code, "geometry": json.dumps(shape), "load_id": load_id}
                for code, shape in shapes.items()
            ],
        )


def loads_of(connection: Connection, codes: set[str]) -> set[int]:
    """The loads that the boundaries in force of these units came with."""
    rows = connection.execute(select(boundary.c.unit_code, boundary.c.load_id))
    return {load_id for code, load_id in rows if code in codes}
