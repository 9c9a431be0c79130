"""Which of a unit's figures lie unusually far from its own earlier weeks, and what a
reader is told of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from math import inf
from typing import NamedTuple

import pandas as pd

from metrics.unusual import (
    LEAST_WEEKS,
    Compared,
    Numbers,
    Week,
    beside_others,
    mix,
    share,
    speed,
    volume,
)
from metrics.weeks import UnitWeeks

# check: a key of core.reasons.UNUSUAL; unit_code: "" is the whole; procedure_code: ""
# is all of them; value, low, high: what was seen, and between what it was expected, in
# dossiers (unusual_volume) or as a share of 0 to 1; count: the dossiers behind the
# value, among `of`; than_days: the working days that those took longer than (None but
# for unusual_speed); times: how many usual swings away; weeks, before: how many earlier
# ones, and the dossiers in them; owner: who must look.
COLUMNS = (
    "check",
    "unit_code",
    "unit_name",
    "name_en",
    "procedure_code",
    "procedure_name",
    "value",
    "low",
    "high",
    "count",
    "of",
    "than_days",
    "times",
    "weeks",
    "before",
    "owner",
)


@dataclass(frozen=True)
class Unlike:
    """The newest complete `week` (None: none with enough weeks before it). `frame`:
    COLUMNS, those of the whole (unit "") before the units', the farthest first;
    `units`, `procedures`: how many units, and procedures of units, could be held
    against their own weeks; `untold`: units of which nothing can be told, too few
    dossiers or too short a history."""

    week: Week | None = None
    frame: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=list(COLUMNS), dtype=object)
    )
    units: int = 0
    procedures: int = 0
    untold: int = 0

    def of(self, unit_code: str) -> pd.DataFrame:
        """The lines of one unit; "" is every unit."""
        if not unit_code:
            return self.frame
        own = self.frame[self.frame["unit_code"] == unit_code]
        return own.reset_index(drop=True)


class Looked(NamedTuple):
    """What came of one check of a procedure ("": all) of a unit ("": the whole)."""

    check: str
    procedure: str
    unit: str
    compared: Compared
    counted: int
    of: int
    weeks: int
    before: int
    than_days: int | None = None


def compare(units: Iterable[UnitWeeks], least: Mapping[str, float]) -> list[Looked]:
    """Every comparison that the dossiers of these units and of the whole can bear,
    beside what moved alike. `least`: check -> the dossiers that it needs; a check that
    is not in it is off."""
    return held_beside(one for unit in units for one in look(unit, least))


def look(unit: UnitWeeks, least: Mapping[str, float]) -> Iterator[Looked]:
    """The same of one unit, against its own weeks alone."""
    if len(unit.days) <= LEAST_WEEKS:
        return
    yield from _rates(unit, least)
    yield from _mix(unit, least)
    yield from _speed(unit, least)


def _mix(unit: UnitWeeks, least: Mapping[str, float]) -> Iterator[Looked]:
    counts = unit.received.sum(axis=1)
    if counts[-1] < least.get("unusual_mix", inf):
        return
    moved = mix(unit.received)
    if moved is not None:
        others = round(moved.value * counts[-1])
        yield Looked("unusual_mix", "", unit.code, moved, others, *_behind(counts))


def _speed(unit: UnitWeeks, least: Mapping[str, float]) -> Iterator[Looked]:
    counts = unit.taken.sum(axis=1)
    if counts[-1] < least.get("unusual_speed", inf):
        return
    found = speed(unit.taken)
    if found is not None:
        slow, than = found
        longer = int(unit.taken[-1, than + 1 :].sum())
        about = (slow, longer, *_behind(counts), than)
        yield Looked("unusual_speed", "", unit.code, *about)


def _behind(counts: Numbers) -> tuple[int, int, int]:
    """Dossiers of the newest week, earlier weeks, and dossiers of these."""
    return int(counts[-1]), len(counts) - 1, int(counts[:-1].sum())


def _rates(unit: UnitWeeks, least: Mapping[str, float]) -> Iterator[Looked]:
    """Volume and share online, of the unit and of each of its procedures."""
    came, online = unit.received.T, unit.online.T
    yield from _rate(unit, "", came.sum(axis=0), online.sum(axis=0), least)
    # Most procedures are rare: these need no closer look.
    most = came.max(axis=1) * max(unit.days) / min(unit.days)
    for at in (most >= min(least.values())).nonzero()[0]:
        yield from _rate(unit, unit.procedures[at], came[at], online[at], least)


def _rate(
    unit: UnitWeeks,
    procedure: str,
    came: Numbers,
    online: Numbers,
    least: Mapping[str, float],
) -> Iterator[Looked]:
    behind = _behind(came)
    count, about = behind[0], (procedure, unit.code)
    found = volume(came, unit.days)
    if max(found.value, found.usual) >= least.get("unusual_volume", inf):
        yield Looked("unusual_volume", *about, found, count, *behind)
    if procedure in unit.turned or count < least.get("unusual_share", inf):
        return
    part = share(online, came)
    if part is not None:
        yield Looked("unusual_share", *about, part, int(online[-1]), *behind)


def held_beside(looked: Iterable[Looked]) -> list[Looked]:
    """The same beside what moved alike: a unit's figure beside that of the other units,
    a procedure of the whole beside the other procedures; the whole stands alone."""
    found: list[Looked] = []
    for (check, *_of), each in groupby(sorted(looked, key=_peers), key=_peers):
        group = list(each)
        compared = [one.compared for one in group]
        beside = beside_others(compared, scaled=check == "unusual_volume")
        found += [
            one._replace(compared=other)
            for one, other in zip(group, beside, strict=True)
        ]
    return found


def _peers(one: Looked) -> tuple[str, str, str]:
    """What those that a comparison stands beside have in common with it."""
    if one.unit:
        return one.check, "unit", one.procedure
    return one.check, "whole", "procedures" if one.procedure else ""
