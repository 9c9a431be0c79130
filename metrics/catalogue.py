"""Which procedures are in force where, and which of them were reached online."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

NEVER = date.max.toordinal()


@dataclass(frozen=True)
class Catalogue:
    """Spans of procedures in force: at unit `unit[i]` procedure `procedure[i]` (places
    in `units` and `procedures`) is offered at LEVELS[level[i]] on the days
    first[i] to last[i] (ordinals)."""

    units: tuple[str, ...]
    procedures: tuple[str, ...]
    unit: Ints
    procedure: Ints
    level: Ints
    first: Ints
    last: Ints

    @cached_property
    def cuts(self) -> Ints:
        """The days (ordinals) on which a span begins, or has just ended."""
        days: Ints = np.unique(np.concatenate([self.first, self.last + 1]))
        return days

    def on(self, day: date) -> npt.NDArray[np.bool_]:
        """Which spans cover `day`."""
        ordinal = day.toordinal()
        covering: npt.NDArray[np.bool_] = (self.first <= ordinal) & (
            ordinal <= self.last
        )
        return covering

    def counts(self, day: date) -> Ints:
        """Procedures in force by unit and level (in the order of LEVELS)."""
        here = self.on(day)
        cells = self.unit[here] * len(LEVELS) + self.level[here]
        size = len(self.units) * len(LEVELS)
        return np.bincount(cells, minlength=size).reshape(-1, len(LEVELS))


# `_levels` takes them in this order.
LEVELS = ("full", "partial", "info", "none", "online")


@dataclass(frozen=True)
class FirstOnline:
    """For each unit and procedure the first day (ordinal) on or after a start on
    which a dossier came online; places as in the Catalogue, `NEVER` for none.
    `beyond`: the same of units without a catalogue of their own, by procedure;
    `members`: the former units whose dossiers reach a unit too."""

    day: Ints
    beyond: Mapping[str, Ints] = field(default_factory=dict)
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def build(
        cls, catalogue: Catalogue, rows: list[tuple[str, str, date]]
    ) -> FirstOnline:
        """From (unit_code, procedure_code, first day) rows."""
        units = {code: place for place, code in enumerate(catalogue.units)}
        procedures = {code: place for place, code in enumerate(catalogue.procedures)}
        found = np.full((len(units), len(procedures)), NEVER, dtype=np.int64)
        beyond: dict[str, Ints] = {}
        for unit, procedure, day in rows:
            if procedure not in procedures:
                continue
            if unit in units:
                mine = found[units[unit]]
            else:
                nobody = np.full(len(procedures), NEVER, dtype=np.int64)
                mine = beyond.setdefault(unit, nobody)
            mine[procedures[procedure]] = day.toordinal()
        return cls(found, beyond)

    def merged(
        self, catalogue: Catalogue, merged: Mapping[str, tuple[str, ...]]
    ) -> FirstOnline:
        """The same with each unit of `merged` also reached through its former ones."""
        place = {code: at for at, code in enumerate(catalogue.units)}
        day = self.day.copy()
        for code, members in merged.items():
            if code not in place:
                continue
            rows = [self.day[place[one]] for one in (code, *members) if one in place]
            rows += [self.beyond[one] for one in members if one in self.beyond]
            day[place[code]] = np.min(rows, axis=0)
        return FirstOnline(day, self.beyond, merged)

    def known(self, code: str, tally: Mapping[str, object]) -> bool:
        """Whether a dossier that could reach a unit is among those of `tally`."""
        return any(one in tally for one in (code, *self.members.get(code, ())))

    def used(self, catalogue: Catalogue, day: date) -> Ints:
        """By unit: procedures in force on `day` that a dossier had reached online."""
        here = catalogue.on(day)
        units, procedures = catalogue.unit[here], catalogue.procedure[here]
        reached = self.day[units, procedures] <= day.toordinal()
        return np.bincount(units[reached], minlength=len(catalogue.units))
