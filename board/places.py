"""The places themselves: the list of units and their boundaries."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from board.known import Known
from core.clock import today
from metrics.units import Tree
from store import lookup

_COLUMNS = [
    "code",
    "name",
    "name_en",
    "kind",
    "former_district",
    "parent_code",
    "latitude",
    "longitude",
    "is_parent",
]


def _newest(known: Known) -> Tree:
    now = today(known.db.timezone)
    day: date = max(now, known.facts.last_day or now)
    return known.facts.tree(day)


def units(known: Known) -> pd.DataFrame:
    """The units in force (_COLUMNS), in Vietnamese alphabetical order; parent_code is
    "" where that parent is not in force."""
    here = _newest(known)
    rows = [
        (
            unit.code,
            unit.name,
            unit.name_en,
            unit.kind,
            unit.former_district,
            here.parents.get(unit.code, ""),
            unit.latitude,
            unit.longitude,
            bool(here.children.get(unit.code)),
        )
        for unit in here.units.values()
    ]
    return pd.DataFrame(rows, columns=_COLUMNS, dtype=object)


def boundaries(known: Known) -> dict[str, dict[str, Any]]:
    """GeoJSON geometries by unit code, outer rings clockwise."""
    with known.db.read() as connection:
        return lookup.boundaries(connection)
