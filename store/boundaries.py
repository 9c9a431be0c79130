"""The boundaries in force: those of the newest load of any."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete, insert, select

from store.engine import raise_data_version
from store.loads import NewLoad, Taken, write_taken
from store.schema import boundary, rejected_row

Shapes = Mapping[str, Mapping[str, object]]
KIND = "boundaries"


def put(connection: Connection, load_id: int, shapes: Shapes) -> None:
    """`shapes` (GeoJSON geometries by unit code, outer rings clockwise) in place of
    all boundaries that are kept."""
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


def take(
    connection: Connection,
    record: NewLoad,
    shapes: Shapes,
    unknown: Sequence[tuple[int, str]] = (),
) -> Taken:
    """Keep a file's boundaries. Areas of no unit, `unknown` as (place in the file,
    code), are rejected. Of bytes known from before (`retry_of`) they were tried again:
    all keep the place of that first load."""
    load_id = write_taken(
        connection,
        record,
        kind=KIND,
        read=len(shapes) + len(unknown),
        accepted=len(shapes),
        rejected=len(unknown),
    )
    place = record.retry_of or load_id
    put(connection, place, shapes)
    _reject(connection, place, unknown)
    raise_data_version(connection)
    read = len(shapes) + len(unknown)
    return Taken(load_id, read, len(shapes), 0, len(unknown))


def _reject(
    connection: Connection, load_id: int, unknown: Sequence[tuple[int, str]]
) -> None:
    connection.execute(delete(rejected_row).where(rejected_row.c.load_id == load_id))
    rows = [
        {
            "load_id": load_id,
            "kind": KIND,
            "line": line,
            "reason": "unknown_unit",
            "field": "code",
            "row": json.dumps({"code": code}),
            "unit_code": code,
        }
        for line, code in unknown
    ]
    if rows:
        connection.execute(insert(rejected_row), rows)


def still_unknown(connection: Connection, load_id: int) -> set[str]:
    """The codes that were of no unit when a file of boundaries was taken."""
    rows = connection.scalars(
        select(rejected_row.c.unit_code).where(rejected_row.c.load_id == load_id)
    )
    return set(rows)
