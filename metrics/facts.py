"""All that is known, in memory: what any question of the screen is answered from.

Dossiers stand as running sums by unit, day and measure, so that any window is one
subtraction; the catalogue as spans of days; reported counts as cells.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np

from metrics.borders import THEN, TODAY, redrawn
from metrics.catalogue import NEVER, Catalogue, FirstOnline, Ints
from metrics.counts import Cell
from metrics.measures import MEASURE_KEYS
from metrics.targets import Target
from metrics.terms import Term
from metrics.units import Tree, Unit, tree, units_on
from metrics.windows import Window

_KEPT = 100


@dataclass(frozen=True)
class Cube:
    """Running sums of dossiers: `sums[u, d, m]` counts unit u's dossiers of measure m
    on the first d of `days` (the days with data, in order)."""

    units: tuple[str, ...]
    days: tuple[date, ...]
    sums: Ints

    @cached_property
    def index(self) -> dict[str, int]:
        return {code: place for place, code in enumerate(self.units)}

    def window(self, window: Window) -> Ints:
        """Counts by unit and measure (in the order of MEASURE_KEYS)."""
        low = 0 if window.start is None else bisect_left(self.days, window.start)
        high = max(bisect_right(self.days, window.end), low)
        counted: Ints = self.sums[:, high] - self.sums[:, low]
        return counted


@dataclass(frozen=True)
class CatalogueCount:
    """Procedures in force at one unit on a day, and how many are offered how.
    `used` is None where no dossier of the unit is known in the window."""

    in_force: int
    offered: int
    full: int
    level_known: int
    used: int | None = None

    def __add__(self, other: CatalogueCount) -> CatalogueCount:
        """Both together; `used` is known where that of one is."""
        used = [count for count in (self.used, other.used) if count is not None]
        return CatalogueCount(
            self.in_force + other.in_force,
            self.offered + other.offered,
            self.full + other.full,
            self.level_known + other.level_known,
            sum(used) if used else None,
        )


@dataclass(frozen=True)
class Material:
    """What was counted in one window, by unit code."""

    window: Window
    tally: Mapping[str, Mapping[str, int]]
    catalogue: Mapping[str, CatalogueCount]
    cells: Mapping[str, tuple[Cell, ...]]


@dataclass(frozen=True)
class Facts:
    """Everything known at one `data_version`."""

    versions: tuple[Unit, ...]
    targets: tuple[Target, ...]
    terms: tuple[Term, ...]
    cube: Cube
    catalogue: Catalogue
    cells: Mapping[str, tuple[Cell, ...]]
    first_day: date | None
    last_day: date | None
    # Readings by indicator, window, as-of and level coverage (metrics.ranking).
    amounts: dict[Any, Any] = field(default_factory=dict, compare=False)
    _materials: dict[tuple[Window, str], Material] = field(
        default_factory=dict, compare=False
    )
    _pieces: dict[int, dict[str, CatalogueCount]] = field(
        default_factory=dict, compare=False
    )

    _trees: dict[tuple[date, str], Tree] = field(default_factory=dict, compare=False)

    def share_of(self, kept: int) -> int:
        """How many answers to keep where `kept` are for a city of 130 units: fewer
        where each speaks of a whole country."""
        return max(kept * 130 // max(len(self.versions), 130), 16)

    @cached_property
    def days_of_change(self) -> frozenset[date]:
        """The days on which a reading cumulated to that day may differ from the day
        before: dossiers were received, a report ends, the catalogue changes."""
        cuts = (int(cut) for cut in self.catalogue.cuts if 0 < cut <= NEVER)
        ends = (cell.period_end for cells in self.cells.values() for cell in cells)
        return frozenset(
            [*self.cube.days, *ends, *(date.fromordinal(cut) for cut in cuts)]
        )

    def material(
        self,
        window: Window,
        first_online: FirstOnline | None = None,
        borders: str = THEN,
    ) -> Material:
        """What counts in `window`; `first_online` only for procedures in use, which
        differ by `borders`."""
        key = (window, "" if first_online is None else f"used {borders}")
        found = self._materials.get(key)
        if found is None:
            tally = self._tally(window)
            catalogue = self._catalogue(window.end, tally, first_online)
            found = Material(window, tally, catalogue, self.cells)
            self._materials[key] = found
            self.bound(self._materials)
        return found

    def bound(self, kept: dict[Any, Any]) -> None:
        """Let go of the oldest: a year of days asked once must not fill the memory."""
        for oldest in list(kept)[: -self.share_of(_KEPT)]:
            kept.pop(oldest, None)

    def tree(self, day: date, borders: str = THEN) -> Tree:
        """The units in force on `day`, as a tree; under today's borders with the data
        of those no longer in force (metrics.borders)."""
        key = (day, borders)
        if key not in self._trees:
            self._trees[key] = (
                redrawn(self.versions, day, self.having)
                if borders == TODAY
                else tree(units_on(self.versions, day))
            )
        return self._trees[key]

    @cached_property
    def having(self) -> frozenset[str]:
        """The units with a dossier, a report or a catalogue of their own."""
        return frozenset((*self.cube.units, *self.cells, *self.catalogue.units))

    def _tally(self, window: Window) -> dict[str, dict[str, int]]:
        counted = self.cube.window(window)
        return {
            code: dict(zip(MEASURE_KEYS, row, strict=True))
            for code, row in zip(self.cube.units, counted.tolist(), strict=True)
            if any(row)
        }

    def _catalogue(
        self,
        day: date,
        tally: Mapping[str, Mapping[str, int]],
        first_online: FirstOnline | None,
    ) -> dict[str, CatalogueCount]:
        offered = self._offered(day)
        if first_online is None:
            return offered
        used = first_online.used(self.catalogue, day).tolist()
        by_code = dict(zip(self.catalogue.units, used, strict=True))
        known = {code for code in offered if first_online.known(code, tally)}
        return {
            code: replace(count, used=by_code[code] if code in known else None)
            for code, count in offered.items()
        }

    def _offered(self, day: date) -> dict[str, CatalogueCount]:
        """The catalogue of `day`; it is the same until a span begins or ends."""
        piece = int(np.searchsorted(self.catalogue.cuts, day.toordinal(), "right"))
        if piece not in self._pieces:
            counts = self.catalogue.counts(day).tolist()
            self._pieces[piece] = {
                code: _levels(row)
                for code, row in zip(self.catalogue.units, counts, strict=True)
                if any(row)
            }
        return self._pieces[piece]


def _levels(row: list[int]) -> CatalogueCount:
    full, partial, _, _, online = row
    in_force = sum(row)
    return CatalogueCount(in_force, full + partial + online, full, in_force - online)


def day_before(day: date) -> date:
    """The eve of `day`."""
    return day - timedelta(days=1)
