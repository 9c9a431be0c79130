"""How far a unit's newest complete week lies from its own earlier weeks.

Everything is counted on working days and held against a rate a working day, so that a
holiday or a weekend is never unusual by itself. The usual value is a median of weeks or
their pooled share; the usual swing is how far these weeks lie apart (1.4826 times the
median deviation, which is the standard deviation where they are normal), and at least
what chance alone does to so many dossiers. What units did alike, week by week, is no
matter of one of them: it is taken off each, and told of the whole. It flags and
explains nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import inf, nan, sqrt
from statistics import fmean

import numpy as np
import numpy.typing as npt

from metrics.calendar import working_days

Numbers = npt.NDArray[np.float64]

# Fewer earlier weeks are no history; older ones than so many are another time.
LEAST_WEEKS, MOST_WEEKS = 4, 12
# Fewer units tell nothing of what moved everywhere.
LEAST_UNITS = 8
# A median deviation as a standard deviation; the variance of a median of so many.
_NORMAL, _MEDIAN = 1.4826, np.pi / 2
# Procedures of which fewer dossiers are expected are looked at together.
_RARE = 5
# |x| of a standard normal x: its mean, and its variance.
_FOLDED, _FOLDED_VARIANCE = sqrt(2 / np.pi), 1 - 2 / np.pi


@dataclass(frozen=True)
class Week:
    """A week from Monday `first`, and its working days (at least one)."""

    first: date
    days: tuple[date, ...]

    @property
    def last(self) -> date:
        return self.first + timedelta(days=6)


@dataclass(frozen=True)
class Compared:
    """The newest week's `value` beside the `usual` one. `earlier`: the weeks before it,
    NaN for one without dossiers; `chance`: how far so many dossiers lie apart by chance
    alone; none is above `most`. `wider`: how many times wider all swing."""

    value: float
    usual: float
    chance: float
    earlier: Numbers
    most: float = inf
    wider: float = 1.0

    @property
    def swing(self) -> float:
        """How far a week usually lies away."""
        return max(_apart(self.earlier), self.chance) * self.wider

    @property
    def times(self) -> float:
        """How many swings the value lies away, whichever way."""
        return abs(self.value - self.usual) / self.swing

    def moved(self, scaled: bool) -> Numbers:
        """How far each week, the newest last, lies from the usual value (`scaled`: as a
        share of it)."""
        away: Numbers = np.append(self.earlier, self.value) - self.usual
        return away / self.usual if scaled else away

    def beside(self, common: Numbers, scaled: bool) -> Compared:
        """The same where all moved by `common`, week by week."""
        away = common[-len(self.earlier) - 1 :] * (self.usual if scaled else 1.0)
        usual = min(max(self.usual + float(away[-1]), 0.0), self.most)
        return replace(self, usual=usual, earlier=self.earlier - away[:-1])

    def span(self, limit: float) -> tuple[float, float]:
        """What is expected, from and to; within 0 and `most`."""
        away = limit * self.swing
        return max(self.usual - away, 0.0), min(self.usual + away, self.most)


def complete_weeks(
    first: date, last: date, holidays: Collection[date], most: int = MOST_WEEKS + 1
) -> list[Week]:
    """The newest weeks from Monday to Sunday that lie within `first` and `last` with
    all their working days, the newest last: at most `most`. A week without a working
    day is left out."""
    monday = first + timedelta(days=-first.weekday() % 7)
    found: list[Week] = []
    while monday <= last:
        days = working_days(monday, monday + timedelta(days=6), holidays)
        if days and days[-1] <= last:
            found.append(Week(monday, tuple(days)))
        monday += timedelta(days=7)
    return found[-most:]


def days_worth(weeks: Sequence[Week], by_day: Mapping[date, int]) -> tuple[float, ...]:
    """How many mean working days each week is worth, a Monday as many as Mondays had
    dossiers: `by_day`, those of a day. Earlier weeks tell it, the newest is last."""
    counts: dict[int, list[int]] = {}
    for day in (day for week in weeks[:-1] for day in week.days):
        counts.setdefault(day.weekday(), []).append(by_day.get(day, 0))
    means = {weekday: fmean(of) for weekday, of in counts.items()}
    mean = fmean(means.values())
    if not mean:
        return tuple(float(len(week.days)) for week in weeks)
    # A weekday that was off in every earlier week is as any other.
    return tuple(
        sum(means.get(day.weekday(), mean) for day in week.days) / mean
        for week in weeks
    )


def volume(counts: Numbers, days: Sequence[float]) -> Compared:
    """Dossiers of each week, the newest last, and how many working days it is worth:
    the newest week's count against what these let expect."""
    scaled = counts[:-1] * days[-1] / np.asarray(days[:-1], dtype=float)
    usual = float(np.median(scaled))
    chance = sqrt(max(usual, 1.0) * (1 + _MEDIAN / len(scaled)))
    return Compared(float(counts[-1]), usual, chance, scaled)


def share(parts: Numbers, wholes: Numbers) -> Compared | None:
    """Of `wholes` of each week, the newest last, the `parts`: the newest share against
    the pooled earlier one (0 to 1). None without dossiers now or before."""
    newest, before = float(wholes[-1]), float(wholes[:-1].sum())
    if not before or not newest:
        return None
    part = float(parts[:-1].sum())
    # Were all of them online before, the next one still might not be.
    chance = (part + 1) / (before + 2)
    by_chance = sqrt(chance * (1 - chance) * (1 / newest + 1 / before))
    weekly = np.divide(
        parts[:-1],
        wholes[:-1],
        out=np.full(len(wholes) - 1, nan),
        where=wholes[:-1] > 0,
    )
    return Compared(float(parts[-1]) / newest, part / before, by_chance, weekly, 1.0)


def mix(table: Numbers) -> Compared | None:
    """Dossiers by week (rows, the newest last) and procedure: which share of the
    newest week's would have to be of other procedures to be as before (0 to 1, the
    total variation distance), against what earlier weeks showed so. None without
    dossiers now or before."""
    total = table.sum(axis=0)
    if not table[-1].sum() or not table[:-1].sum():
        return None
    before = total - table[-1]
    value, chance, deviation = _moved(table[-1], before)
    if not chance:
        return None
    # How much more than by chance each earlier week moved against the others.
    times = np.array([_times(week, before - week) for week in table[:-1]])
    told = times[~np.isnan(times)]
    usually = max(float(np.median(told)) if len(told) else 1.0, 1.0)
    usual, by_chance = usually * chance, usually * deviation
    return Compared(value, usual, by_chance, times * chance, 1.0)


def _times(week: Numbers, others: Numbers) -> float:
    value, chance, _deviation = _moved(week, others)
    return value / chance if chance else nan


def _moved(week: Numbers, others: Numbers) -> tuple[float, float, float]:
    """The distance between the mix of `week` and of `others`; the mean and standard
    deviation it has by chance."""
    here, there = float(week.sum()), float(others.sum())
    if not here or not there:
        return 0.0, 0.0, 0.0
    rare = others * here / there < _RARE
    week = np.append(week[~rare], week[rare].sum())
    others = np.append(others[~rare], others[rare].sum())
    usual = (others + week) / (there + here)
    swing = np.sqrt(usual * (1 - usual) * (1 / here + 1 / there))
    distance = np.abs(week / here - others / there).sum() / 2
    deviation = sqrt(_FOLDED_VARIANCE * float((swing**2).sum())) / 2
    return float(distance), _FOLDED * float(swing.sum()) / 2, deviation


def speed(taken: Numbers) -> tuple[Compared, int] | None:
    """Dossiers finished by week (rows, the newest last) and working days that they took
    (columns from 0 on, the last for all that took longer): which share of the newest
    week's took longer than so many days, against the earlier share; and how many days.
    These are the median of the earlier ones or, where dossiers became faster, a day
    less. No dossier that lay for a year can so speak for all others. None without
    dossiers finished now or in LEAST_WEEKS of the earlier weeks."""
    wholes = taken.sum(axis=1)
    if not wholes[-1] or (wholes[:-1] > 0).sum() < LEAST_WEEKS:
        return None
    before = taken[:-1].sum(axis=0).cumsum()
    median = int(np.searchsorted(before, before[-1] / 2))
    found = [
        (compared, days)
        for days in (median, median - 1)
        if days >= 0
        and (compared := share(taken[:, days + 1 :].sum(axis=1), wholes)) is not None
    ]
    return max(found, key=lambda one: one[0].times)


def beside_others(found: Sequence[Compared], scaled: bool) -> list[Compared]:
    """The same comparison at several units, beside what they did in common: the median
    of how far each lies from its usual value (`scaled`: as a share of that) is taken
    off, week by week; and where units then still lie farther apart than each by itself
    should, all swing wider. Fewer than LEAST_UNITS, and those whose usual value is 0,
    stay as they are."""
    able = [one for one in found if one.usual or not scaled]
    if len(able) < LEAST_UNITS:
        return list(found)
    common = _common([one.moved(scaled) for one in able])
    beside = [one.beside(common, scaled) for one in able]
    apart = _apart(np.array([(one.value - one.usual) / one.swing for one in beside]))
    wider = iter([replace(one, wider=max(apart, 1.0)) for one in beside])
    return [next(wider) if one.usual or not scaled else one for one in found]


def _common(moved: Sequence[Numbers]) -> Numbers:
    """The median of each week, the newest last; 0 where fewer than LEAST_UNITS had
    dossiers."""
    table = np.full((len(moved), max(map(len, moved))), nan)
    for row, own in zip(table, moved, strict=True):
        row[-len(own) :] = own
    common = np.zeros(table.shape[1])
    enough = (~np.isnan(table)).sum(axis=0) >= LEAST_UNITS
    common[enough] = np.nanmedian(table[:, enough], axis=0)
    return common


def _apart(values: Numbers) -> float:
    """How far values lie apart: their median deviation as a standard deviation."""
    known = values[~np.isnan(values)]
    if not len(known):
        return 0.0
    return _NORMAL * float(np.median(np.abs(known - np.median(known))))
