"""What a unit has besides its percentage: staff, kiosks, lawyers, helpers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from demo.cast import Cast
from demo.place import Place, dice
from demo.rollout import Whole, strength

HEADER = ("unit_code", "measure", "day", "value")
# Known of the city: five officers at a desk, two lawyers a day, 476 kiosks in all,
# students of the campaign from 24 July (domain notes, section 2.2).
DESK, LAWYERS, KIOSKS = 5, 2, 476
CAMPAIGN = date(2025, 7, 24)


def resource_rows(
    seed: int, place: Place, cast: Cast, first: date, until: date
) -> Iterator[tuple[str, str, str, int]]:
    """One row a unit, measure and reporting day, in HEADER's order."""
    random = dice(seed, "resources")
    size = place.units.size
    staff = DESK + random.integers(-1, 4, size)
    share = random.dirichlet(np.full(size, 8.0))
    kiosks = np.maximum(1, np.rint(KIOSKS * share)).astype(np.int64)
    present = np.setdiff1d(np.arange(size), cast.empty)
    for day in reporting_days(first, until):
        trained = np.clip(_trained(seed, place, day), 0, staff)
        values = {
            "staff": staff + (_helped_down(staff) if day >= CAMPAIGN else 0),
            "kiosks": kiosks,
            "lawyers": np.full(size, LAWYERS),
            "volunteers": random.integers(4, 18, size) * (day >= CAMPAIGN),
            "trained_officers": trained,
            "contacts_helped": random.poisson(90, size),
        }
        for measure, numbers in values.items():
            for unit in present.tolist():
                value = int(numbers[unit])
                yield str(place.units[unit]), measure, day.isoformat(), value


def reporting_days(first: date, until: date) -> list[date]:
    """Mondays from the first day of two-level government on, and the last day."""
    start = max(first, date(2025, 7, 1))
    monday = start + timedelta(days=-start.weekday() % 7)
    mondays = [
        monday + timedelta(weeks=week)
        for week in range(max(0, (until - monday).days // 7 + 1))
    ]
    return sorted({*mondays, until})


def _helped_down(staff: Whole) -> Whole:
    """City officials moved down to the desks with the fewest."""
    return np.where(staff <= DESK, 1, 0)


def _trained(seed: int, place: Place, day: date) -> Whole:
    weeks = max(0, (day - date(2025, 7, 1)).days) / 7
    return np.rint(1 + 0.6 * weeks + 0.8 * strength(seed, place)).astype(np.int64)
