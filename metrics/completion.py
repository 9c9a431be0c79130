"""How complete recent days are, learned from how much past days grew.

The completion of a day after k days is the share of its final dossiers that were known
by then. It is learned only from days that are old enough to be final and that were
loaded at least once within MATURE days; a day that was loaded later, as when an office
first hands in its history, says nothing about how fast dossiers come.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate

# After so many days a day is taken as final, and so soon it must have been loaded.
MATURE = 14
# Fewer days teach nothing that could be claimed.
LEAST_DAYS = 10
# A day of which less than this is known is provisional.
ENOUGH = Fraction(99, 100)
# day, days after it on which a dossier of it was first known, dossiers.
Arrival = tuple[date, int, int]


@dataclass(frozen=True)
class Curve:
    """`shares[k]`: the share of a day's final dossiers known k days after it, for k
    from 0 to MATURE; `days`: how many days it was learned from."""

    shares: tuple[Fraction, ...]
    days: int

    def after(self, days: int) -> Fraction:
        """The share known so many days after."""
        return self.shares[min(max(days, 0), MATURE)]


@dataclass(frozen=True)
class Provisional:
    """The recent days that are not complete: day -> share known of it; `known` of
    `expected` dossiers of them all, `expected` None where nothing tells it. `curve`:
    from what that was learned; None: too few days can tell, and none is named."""

    days: Mapping[date, Fraction]
    known: int
    expected: int | None
    curve: Curve | None

    def reached_by(self, as_of: date) -> bool:
        """Whether days up to `as_of` hold one that is provisional."""
        return any(day <= as_of for day in self.days)

    @property
    def share(self) -> Fraction | None:
        """How much is known of all of them; None where that cannot be told."""
        return Fraction(self.known, self.expected) if self.expected else None


def learn(arrivals: Iterable[Arrival], known_on: date) -> Curve | None:
    """The completion curve of what was known on `known_on`; None where fewer than
    LEAST_DAYS days can teach it."""
    by_day: dict[date, dict[int, int]] = {}
    for day, lag, count in arrivals:
        if count and day <= known_on - timedelta(days=MATURE):
            lags = by_day.setdefault(day, {})
            lags[max(lag, 0)] = lags.get(max(lag, 0), 0) + count
    fit = [lags for lags in by_day.values() if min(lags) <= MATURE]
    if len(fit) < LEAST_DAYS:
        return None
    final = sum(sum(lags.values()) for lags in fit)
    came = [sum(lags.get(lag, 0) for lags in fit) for lag in range(MATURE + 1)]
    return Curve(tuple(Fraction(n, final) for n in accumulate(came)), len(fit))


def provisional(
    curve: Curve | None, counts: Mapping[date, int], known_on: date, last: date
) -> Provisional:
    """Which of the days up to `last` are provisional, from the dossiers known of each
    (`counts`). Without a curve none can be named."""
    if curve is None:
        return Provisional({}, 0, None, None)
    recent = [last - timedelta(days=back) for back in reversed(range(MATURE))]
    shares = {day: curve.after((known_on - day).days) for day in recent}
    days = {day: share for day, share in shares.items() if share < ENOUGH}
    known = sum(counts.get(day, 0) for day in days)
    told = [expect(counts.get(day, 0), share) for day, share in days.items()]
    expected = None if None in told else sum(count or 0 for count in told)
    return Provisional(days, known, expected, curve)


def expect(known: int, share: Fraction) -> int | None:
    """The final count that `known` dossiers point to where `share` of them is known;
    None where nothing was known so early before."""
    return round(known / share) if share else None
