"""Equal tiles near the true places, for any province."""

import csv
from math import cos, hypot, radians
from pathlib import Path

import pytest

from figures.hexgrid import corners, tiles

PLACES = Path(__file__).parents[1] / "samples" / "hanoi_places.csv"


@pytest.fixture(scope="module")
def hanoi():
    with PLACES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return tuple((float(row["latitude"]), float(row["longitude"])) for row in rows)


def nearest(places, one, count):
    scale = cos(radians(21))

    def away(other):
        return hypot(
            places[other][0] - places[one][0],
            (places[other][1] - places[one][1]) * scale,
        )

    others = [other for other in range(len(places)) if other != one]
    return sorted(others, key=away)[:count]


def test_nine_in_ten_of_the_six_nearest_stay_within_two_tiles(hanoi):
    centres = tiles(hanoi)
    kept = [
        hypot(centres[one][0] - centres[other][0], centres[one][1] - centres[other][1])
        <= 2.001
        for one in range(len(hanoi))
        for other in nearest(hanoi, one, 6)
    ]

    assert len(hanoi) == 126
    assert sum(kept) / len(kept) >= 0.9


def test_no_two_units_share_a_tile(hanoi):
    centres = tiles(hanoi)

    assert len({(round(x, 6), round(y, 6)) for x, y in centres}) == len(hanoi)


def test_the_same_places_give_the_same_tiles(hanoi):
    first = tiles(hanoi)
    tiles.cache_clear()

    assert tiles(hanoi) == first


@pytest.mark.parametrize(
    "places",
    [(), ((21.0, 105.8),), ((21.0, 105.8), (21.0, 105.8)), ((21.0, 105.8), (10, 106))],
)
def test_few_or_equal_places_have_tiles_too(places):
    assert len(set(tiles(places))) == len(places)


def test_north_is_up_and_east_is_right():
    south, north, east = tiles(((20.0, 105.0), (21.0, 105.0), (20.0, 106.0)))

    assert north[1] > south[1]
    assert east[0] > south[0]


def test_a_tile_is_a_closed_hexagon():
    points = corners((0.0, 0.0))

    assert len(points) == 7
    assert points[0] == points[-1]
    assert len(set(points)) == 6
