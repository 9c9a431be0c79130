"""Boundaries: outer rings clockwise, holes against them, known units only."""

import json

import pytest
from sqlalchemy import select

from ingest.boundaries import clockwise, signed_area
from store.schema import boundary, rejected_row
from tests.ingest.door import put, take

SQUARE = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
HOLE = [[0.2, 0.2], [0.2, 0.4], [0.4, 0.4], [0.4, 0.2], [0.2, 0.2]]


@pytest.mark.parametrize("ring", [SQUARE, SQUARE[::-1]])
@pytest.mark.parametrize("hole", [HOLE, HOLE[::-1]])
def test_outer_rings_are_turned_clockwise_and_holes_against_them(ring, hole):
    for shape, polygons in (
        ({"type": "Polygon", "coordinates": [ring, hole]}, lambda c: [c]),
        ({"type": "MultiPolygon", "coordinates": [[ring, hole], [ring]]}, lambda c: c),
    ):
        for outer, *holes in polygons(clockwise(shape)["coordinates"]):
            assert signed_area(outer) < 0
            assert all(signed_area(one) > 0 for one in holes)


def area(code: str | None, **values: object) -> dict[str, object]:
    properties = {} if code is None else {"code": code}
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [SQUARE]},
    } | values


def collection(*areas: dict[str, object]) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(areas)})


def kept(db) -> dict[str, dict]:
    with db.read() as connection:
        rows = connection.execute(boundary.select()).mappings()
        return {row["unit_code"]: json.loads(row["geometry"]) for row in rows}


@pytest.fixture
def units(db, settings):
    take(db, settings, "u.csv", "code,name,kind\n00004,A,ward\n00008,B,ward\n")


@pytest.mark.usefixtures("units")
def test_areas_of_known_units_are_kept_and_the_others_counted(db, settings):
    text = collection(area("00004"), area(None, id="00008"), area("99999"))

    result = take(db, settings, "map.geojson", text)

    assert (result.read, result.accepted, result.rejected) == (3, 2, 1)
    assert sorted(kept(db)) == ["00004", "00008"]
    assert signed_area(kept(db)["00004"]["coordinates"][0]) < 0


@pytest.mark.usefixtures("units")
def test_an_area_of_no_unit_is_kept_with_its_reason_until_its_unit_is_known(
    db, settings
):
    text = collection(area("00004"), area("99999"))

    first = take(db, settings, "map.geojson", text)
    again = take(db, settings, "map.geojson", text)

    assert (again.unchanged, again.rejected, again.load_id) == (1, 1, None)
    assert rejected(db) == [(first.load_id, 2, "unknown_unit", "99999")]

    take(db, settings, "more.csv", "code,name,kind\n99999,C,ward\n")
    last = take(db, settings, "map.geojson", text)

    assert (last.accepted, last.rejected, last.rejected_in) == (2, 0, first.load_id)
    assert sorted(kept(db)) == ["00004", "99999"]
    assert rejected(db) == []


def rejected(db) -> list[tuple[object, ...]]:
    row = rejected_row.c
    asked = select(row.load_id, row.line, row.reason, row.unit_code)
    with db.read() as connection:
        return [tuple(found) for found in connection.execute(asked)]


@pytest.mark.usefixtures("units")
def test_the_same_map_twice_changes_nothing(db, settings):
    take(db, settings, "map.geojson", collection(area("00004")))
    again = take(db, settings, "map.geojson", collection(area("00004")))

    assert (again.accepted, again.unchanged) == (0, 1)


@pytest.mark.usefixtures("units")
@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "[]",
        "{}",
        '{"features": [{}]}',
        collection(area(None)),
        collection(area("99999")),
        collection(area("00004", geometry={"type": "Point", "coordinates": [1, 2]})),
        collection(area("00004", geometry=None)),
    ],
)
def test_what_is_no_map_of_units_is_refused(db, settings, text):
    result = take(db, settings, "map.geojson", text)

    assert result.error is not None
    assert "map.geojson" in result.error.text()
    assert put(settings, "map.geojson", text).exists()
