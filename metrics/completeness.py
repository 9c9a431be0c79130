"""What should have come in and has not: days without dossiers, reports not made.

A unit's own history says what is expected of it, so that a small unit that receives a
dossier a week is never called late, and one that fell silent is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from metrics.calendar import is_working_day, working_days

# A unit has a history of daily data from so many working days with dossiers on, ...
HISTORY = 5
# ... if from its first to its last day it had some on at least this share of them.
USUAL = Fraction(4, 5)


class Period(NamedTuple):
    """From the first to the last day, both included."""

    first: date
    last: date

    @property
    def step(self) -> str | int:
        """ "month" for a calendar month, else the number of days."""
        after = self.last + timedelta(days=1)
        whole = self.first.day == 1 and after.day == 1 and _months(self) == 1
        return "month" if whole else (self.last - self.first).days + 1

    def following(self) -> Period:
        """The next period of the same step."""
        first = self.last + timedelta(days=1)
        if self.step == "month":
            beyond = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
            return Period(first, beyond - timedelta(days=1))
        return Period(first, first + (self.last - self.first))


def _months(period: Period) -> int:
    after = period.last + timedelta(days=1)
    years = after.year - period.first.year
    return years * 12 + after.month - period.first.month


@dataclass(frozen=True)
class Completeness:
    """What came of what was expected of one unit. `basis`: "dossiers" (days),
    "reports" (periods) or "" (nothing can be expected: no history). `missing`: the
    days or periods without data, in order; `due`: the period to be reported next."""

    basis: str = ""
    expected: int = 0
    missing: tuple[Period, ...] = ()
    due: Period | None = None

    @property
    def is_complete(self) -> bool | None:
        """None where nothing is expected."""
        return None if not self.basis else not self.missing


NOTHING = Completeness()


def reports_daily(days: Collection[date], holidays: Collection[date]) -> bool:
    """Whether the working days among `days` with dossiers are a daily history."""
    worked = [day for day in days if is_working_day(day, holidays)]
    if len(worked) < HISTORY:
        return False
    span = working_days(min(worked), max(worked), holidays)
    return len(worked) >= USUAL * len(span)


def of_days(
    days: Collection[date], open_days: Sequence[date], holidays: Collection[date]
) -> Completeness:
    """A unit with dossiers on `days` (all it has known), held against `open_days`: the
    working days of the window on which some unit had data, in order. Of a unit without
    a daily history nothing is expected, of none before its first day."""
    if not reports_daily(days, holidays):
        return NOTHING
    begun = min(days)
    expected = [day for day in open_days if day >= begun]
    missing = tuple(Period(day, day) for day in expected if day not in days)
    return Completeness("dossiers", len(expected), missing)


def of_periods(reported: Iterable[Period], window: Period) -> Completeness:
    """A unit with reports on periods. The step it reports by is that of most of them;
    with two or more of it, one is expected for each following period that ends within
    the window, and the next one is due. A longer report covers those in it."""
    known = sorted(set(reported))
    steps = Counter(period.step for period in known)
    if not steps or max(steps.values()) < 2:
        return NOTHING
    step = max(steps, key=lambda one: (steps[one], str(one)))
    wanted = next(period for period in known if period.step == step)
    expected: list[Period] = []
    while wanted.last <= window.last:
        if wanted.first >= window.first:
            expected.append(wanted)
        wanted = wanted.following()
    missing = tuple(one for one in expected if not _covered(one, known))
    while _covered(wanted, known):
        wanted = wanted.following()
    return Completeness("reports", len(expected), missing, wanted)


def _covered(period: Period, reports: Iterable[Period]) -> bool:
    return any(one.first <= period.first and period.last <= one.last for one in reports)


def runs(missing: Sequence[Period], holidays: Collection[date] = ()) -> list[Period]:
    """Neighbouring missing days or periods as one: a Friday and the Monday after it
    are neighbours, for no working day lies between."""
    joined: list[Period] = []
    for one in missing:
        last = joined[-1] if joined else None
        if last is not None and not working_days(
            last.last + timedelta(days=1), one.first - timedelta(days=1), holidays
        ):
            joined[-1] = Period(last.first, one.last)
        else:
            joined.append(one)
    return joined
