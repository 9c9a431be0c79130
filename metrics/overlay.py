"""Accepted corrections as an overlay: the same facts, other counts of some dossiers.

What was counted is never edited. A correction says how one dossier is read instead; the
readings of the overlay are those of the same code over facts that differ by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from metrics.facts import Cube, Facts
from metrics.measures import MEASURE_KEYS, MEASURES
from metrics.windows import Window

# The dossier counts in nothing, neither above nor below the line.
LEAVE_OUT = "leave_out"
# The dossier is read as one that came online; all else about it stays.
AS_ONLINE = "as_online"
CORRECTIONS = (LEAVE_OUT, AS_ONLINE)

# What a dossier must tell for its measures to be read.
WORDS = tuple(sorted({column for m in MEASURES for column, _words in m.when.clauses}))
Vector = tuple[int, ...]
_NOTHING: Vector = (0,) * len(MEASURE_KEYS)


@dataclass(frozen=True)
class Alike:
    """`count` dossiers of one unit and day that say the same in WORDS, and how they are
    read instead."""

    unit_code: str
    day: date
    words: tuple[str, ...]
    correction: str
    count: int = 1


def measured(words: Mapping[str, str]) -> Vector:
    """What a dossier counts in, 0 or 1 a measure, in the order of MEASURE_KEYS."""
    return tuple(int(measure.when.holds(words)) for measure in MEASURES)


def change(words: Mapping[str, str], correction: str) -> Vector:
    """What a correction adds to the counts of a dossier's unit and day, mostly less
    than nothing."""
    before, after = measured(words), _NOTHING
    if correction == AS_ONLINE:
        after = measured({**words, "channel": "online"})
    return tuple(now - was for now, was in zip(after, before, strict=True))


def both(first: str, second: str) -> str:
    """The correction of a dossier to which two apply, "" is none: it counts once, and
    one that is set apart is read in no other way either."""
    return LEAVE_OUT if LEAVE_OUT in (first, second) else first or second


@dataclass(frozen=True)
class _Corrected(Facts):
    """`counted`: the facts as they are counted."""

    counted: Facts | None = field(default=None, compare=False)

    def _tally(self, window: Window) -> dict[str, dict[str, int]]:
        # A unit of which every dossier is set apart stays one that had some, so that
        # no report takes their place.
        had = self.counted.material(window).tally if self.counted else {}
        sums = self.cube.window(window).tolist()
        return {
            code: dict(zip(MEASURE_KEYS, row, strict=True))
            for code, row in zip(self.cube.units, sums, strict=True)
            if code in had
        }


def corrected(facts: Facts, dossiers: Iterable[Alike]) -> Facts:
    """The facts with these dossiers read as their corrections say; `facts` stays."""
    added = np.zeros_like(facts.cube.sums)
    place = {day: at for at, day in enumerate(facts.cube.days, start=1)}
    known: dict[tuple[tuple[str, ...], str], Vector] = {}
    for one in dossiers:
        key = (one.words, one.correction)
        if key not in known:
            words = dict(zip(WORDS, one.words, strict=True))
            known[key] = change(words, one.correction)
        unit, day = facts.cube.index.get(one.unit_code), place.get(one.day)
        # What counts in nothing stands on no day of the cube either.
        if unit is not None and day is not None:
            added[unit, day] += np.array(known[key]) * one.count
    cube = Cube(
        facts.cube.units, facts.cube.days, facts.cube.sums + added.cumsum(axis=1)
    )
    own = {name: getattr(facts, name) for name in _SHARED}
    return _Corrected(**own, cube=cube, counted=facts)


# What does not hang on dossiers; what is kept of readings is not shared.
_SHARED = (
    "versions",
    "targets",
    "terms",
    "catalogue",
    "cells",
    "first_day",
    "last_day",
    "_trees",
)


@dataclass(frozen=True)
class Overlay:
    """The facts with all accepted corrections, None where there are none; with those
    under dispute accepted too, None where nothing is under dispute; and without what
    is exempt, None where nothing is."""

    accepted: Facts | None = None
    disputed: Facts | None = None
    exempt: Facts | None = None


NO_OVERLAY = Overlay()
