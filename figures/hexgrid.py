"""One equal tile for each unit, near its true place, for any province.

Equal discs are relaxed from the true positions until they hardly overlap, then
assigned to the hexagons of a grid so that they move as little as can be.
"""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi, radians, sqrt

import numpy as np

# Not its parts: they are a quarter of every start, and only a map needs them.
import scipy
from numpy.typing import NDArray

Points = NDArray[np.float64]
Place = tuple[float, float]  # latitude, longitude

_STEPS = 400
# How far apart discs come to lie, in units of a tile's width: a little slack lets
# the assignment keep the outline.
_APART = 1.0
# Share of the way back to its true place that a disc is drawn at each step.
_PULL = 0.08
# Found on Hanoi's 126 units, where the crowded middle pushes the rim outwards.
_DENSER = 1.15


def _plane(places: tuple[Place, ...]) -> Points:
    """Places on a flat map, scaled so that tiles of width 1 would just fill it."""
    latitude = np.array([place[0] for place in places])
    longitude = np.array([place[1] for place in places])
    flat = np.column_stack([longitude * cos(radians(float(latitude.mean()))), latitude])
    flat = flat - flat.mean(axis=0)
    distance = np.asarray(
        scipy.spatial.cKDTree(flat).query(flat, k=[min(2, len(flat))])[0]
    )
    middle = float(np.median(distance[:, -1])) if len(flat) > 1 else 1.0
    spread = sqrt(float(np.prod(np.ptp(flat, axis=0))) * pi / 4 / len(flat))
    # Dense inner wards and wide rural communes: between the two measures.
    scale = sqrt(middle * spread) if middle and spread else middle or spread or 1.0
    return flat / scale / _DENSER


def _relaxed(true: Points) -> Points:
    """The points pushed apart until discs of width 1 hardly overlap."""
    now = true + np.random.default_rng(1).normal(0, 1e-6, true.shape)
    for _ in range(_STEPS):
        pairs = scipy.spatial.cKDTree(now).query_pairs(_APART, output_type="ndarray")
        now = now + (true - now) * _PULL
        if not len(pairs):
            continue
        away = now[pairs[:, 0]] - now[pairs[:, 1]]
        length = np.maximum(np.linalg.norm(away, axis=1, keepdims=True), 1e-9)
        push = away / length * np.maximum(_APART - length, 0) / 2
        np.add.at(now, pairs[:, 0], push)
        np.add.at(now, pairs[:, 1], -push)
    return now


def _grid(around: Points) -> Points:
    """Centres of hexagons of width 1, pointed at the top, that cover the points."""
    low, high = around.min(axis=0) - 2, around.max(axis=0) + 2
    height = sqrt(3) / 2
    rows = np.arange(low[1], high[1] + height, height)
    columns = np.arange(low[0], high[0] + 1)
    centres = [
        (x + (0.5 if place % 2 else 0), y)
        for place, y in enumerate(rows)
        for x in columns
    ]
    return np.array(centres)


@lru_cache(maxsize=16)
def tiles(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """The centre (x, y) of each place's tile, y to the north; tiles are hexagons of
    width 1, pointed at the top. No two places share one."""
    if not places:
        return ()
    relaxed = _relaxed(_plane(places))
    grid = _grid(relaxed)
    cost = ((relaxed[:, None, :] - grid[None, :, :]) ** 2).sum(axis=2)
    rows, chosen = scipy.optimize.linear_sum_assignment(cost)
    centres = grid[chosen[np.argsort(rows)]]
    return tuple((float(x), float(y)) for x, y in centres)


def corners(centre: Place, size: float = 0.94) -> list[Place]:
    """The six corners of a tile, and the first again."""
    radius = size / sqrt(3)
    return [
        (
            round(centre[0] + radius * cos(pi / 6 + pi / 3 * step), 4),
            round(centre[1] + radius * cos(pi / 6 + pi / 3 * step - pi / 2), 4),
        )
        for step in range(7)
    ]
