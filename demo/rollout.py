"""The rollout: from which day each procedure is offered online, and end to end.

Both follow a curve of the whole city; a unit stands above or below it, and gains or
loses ground. The levels of 24 July are those of the pictures in the design notes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from demo.place import Place, dice

NONE, PARTIAL, FULL = 0, 1, 2
LEVEL_WORDS = ("none", "partial", "full")

Curve = tuple[tuple[date, float], ...]
Real = NDArray[np.float64]
Whole = NDArray[np.int64]

# Share of procedures offered in the middle unit, by day.
OFFERED: Curve = (
    (date(2025, 6, 1), 0.105),
    (date(2025, 6, 30), 0.13),
    (date(2025, 7, 7), 0.27),
    (date(2025, 7, 16), 0.475),
    (date(2025, 7, 24), 0.60),
    (date(2025, 7, 31), 0.70),
    (date(2025, 8, 31), 0.84),
    (date(2025, 9, 30), 0.90),
)
END_TO_END: Curve = (
    (date(2025, 6, 1), 0.006),
    (date(2025, 6, 30), 0.012),
    (date(2025, 7, 10), 0.055),
    (date(2025, 7, 24), 0.172),
    (date(2025, 7, 31), 0.20),
    (date(2025, 8, 31), 0.29),
    (date(2025, 9, 30), 0.37),
)
# Certified copies and the like are for the counter only in the national catalogue;
# from mid-August some communes take scanned ones in a trial.
TRIAL: Curve = ((date(2025, 8, 14), 0.0), (date(2025, 9, 30), 0.5))

# Days between two releases; some units gather changes for ten days.
RHYTHMS = (1, 1, 2, 3, 5, 10)

FIRST_DAY = date(2025, 5, 1).toordinal()
LAST_DAY = date(2026, 12, 31).toordinal()
NEVER = LAST_DAY + 1
DAYS = np.arange(FIRST_DAY, NEVER)


@dataclass(frozen=True)
class Rollout:
    """By unit and procedure, the ordinal of the day from which it is offered online,
    end to end, and no more (NEVER: not at all)."""

    online_from: Whole
    full_from: Whole
    withdrawn_from: Whole

    def level(self, unit: Whole, procedure: Whole, day: Whole) -> Whole:
        """NONE, PARTIAL or FULL for each (unit, procedure, ordinal of the day)."""
        pair = (unit, procedure)
        level = (day >= self.online_from[pair]).astype(np.int64)
        level += (day >= self.full_from[pair]) & (level == PARTIAL)
        return np.where(day >= self.withdrawn_from[pair], NONE, level)


def along(curve: Curve, ordinals: Whole) -> Real:
    """The curve's value on each day, straight between its points, flat outside."""
    days = [day.toordinal() for day, _value in curve]
    return np.interp(ordinals, days, [value for _day, value in curve])


def logit(share: Real) -> Real:
    return np.log(share / (1 - share))


def expit(value: Real) -> Real:
    return 1 / (1 + np.exp(-value))


def strength(seed: int, place: Place) -> Real:
    """How far each unit stands above the middle, in standard deviations."""
    return dice(seed, "strength").standard_normal(place.units.size)


def plan_rollout(seed: int, place: Place, ease: Real) -> Rollout:
    """The days of every unit and procedure; `ease` puts easy procedures first."""
    random = dice(seed, "rollout")
    shape = (place.units.size, place.procedures.size)
    good = strength(seed, place)
    momentum = random.standard_normal(shape[0])
    wish = ease + random.standard_normal(shape)
    wish_full = 0.35 * wish + random.standard_normal(shape)
    share = _unit_shares(OFFERED, 0.5 * good, 0.3 * momentum)
    better = 0.35 * good + 0.45 * random.standard_normal(shape[0])
    share_full = _unit_shares(END_TO_END, better, 0.25 * momentum)
    online = _first_days(share, np.where(place.own_online, wish, -np.inf))
    full = _first_days(share_full, np.where(place.own_online, wish_full, -np.inf))
    _start_trial(online, np.flatnonzero(~place.own_online), random)
    online = _on_release_days(online, random)
    full = np.maximum(_on_release_days(full, random), online)
    gone = random.random(shape) < 0.008
    withdrawn = np.where(gone, online + random.integers(6, 40, shape), NEVER)
    withdrawn = np.minimum(withdrawn, NEVER)
    return Rollout(online, np.where(full < withdrawn, full, NEVER), withdrawn)


def _start_trial(
    online: Whole, counter_only: Whole, random: np.random.Generator
) -> None:
    """Fill in (in place) the days of procedures that are for the counter only."""
    trial = along(TRIAL, DAYS)
    for column in counter_only:
        reached = np.searchsorted(trial, random.random(len(online)))
        online[:, column] = np.minimum(FIRST_DAY + reached, NEVER)


def _unit_shares(curve: Curve, above: Real, gain: Real) -> Real:
    """Unit x day: the share offered, never falling."""
    middle = date(2025, 7, 12).toordinal()
    drift = np.clip((DAYS - middle) / 12, -1.0, 1.5)
    value = logit(along(curve, DAYS)) + above[:, None] + gain[:, None] * drift
    return np.maximum.accumulate(expit(value), axis=1)


def _first_days(share: Real, wish: Real) -> Whole:
    """Unit x procedure: the day on which the share reaches the procedure's place in
    the unit's queue; procedures with the wish -inf are never reached."""
    order = np.argsort(np.argsort(-wish, axis=1), axis=1)
    place = (order + 0.5) / wish.shape[1]
    found = [np.searchsorted(share[unit], place[unit]) for unit in range(len(share))]
    days = FIRST_DAY + np.stack(found)
    return np.where(np.isneginf(wish), NEVER, np.minimum(days, NEVER))


def _on_release_days(days: Whole, random: np.random.Generator) -> Whole:
    """`days` put off to the next release: every unit has its own rhythm, none works
    at the weekend."""
    rhythm = random.choice(RHYTHMS, (len(days), 1))
    waiting = (-(days + random.integers(0, 10, (len(days), 1)))) % rhythm
    later = np.where(days < NEVER, days + waiting, NEVER)
    # An ordinal is divisible by 7 on Sundays.
    weekday = (later + 6) % 7
    moved: Whole = later + np.where(weekday >= 5, 7 - weekday, 0)
    return np.minimum(moved, NEVER)
