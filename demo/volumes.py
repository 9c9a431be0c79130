"""How many dossiers, where, of which procedure, at what hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from demo.place import Place, dice
from demo.rollout import Real, Whole

DOSSIERS_PER_DAY = 8_000

# Days off besides weekends; 2 September and the day given with it.
HOLIDAYS = np.array(["2025-09-01", "2025-09-02", "2026-01-01"], dtype="datetime64[D]")
# Monday to Sunday, as shares of a working day; the counters take a few at weekends.
WEEK = np.array([1.15, 1.03, 1.0, 0.98, 0.84, 0.045, 0.015])

# Shares (in percent) of the procedures with most dossiers, after the press: mostly
# certification and civil status (domain notes, section 5). The rest share what is left.
MIX = {
    "2.000815": 21.0,
    "2.000884": 6.0,
    "2.001035": 3.0,
    "2.000908": 0.6,
    "2.001406": 0.5,
    "2.001016": 0.4,
    "2.001019": 0.3,
    "2.000635": 13.0,
    "1.001193": 9.5,
    "1.004873": 9.0,
    "1.000894": 4.5,
    "1.000656": 4.0,
    "1.004859": 2.8,
    "1.004884": 1.6,
    "2.000986": 1.4,
    "2.001023": 0.7,
    "2.002516": 0.9,
    "1.001022": 0.4,
    "2.000528": 0.3,
    "1.001612": 4.2,
    "2.000720": 2.2,
    "1.001266": 1.1,
    "1.001570": 0.9,
    "2.000575": 0.6,
    "1.013978": 2.0,
    "1.011441": 1.3,
    "1.012817": 0.5,
    "1.012812": 0.4,
    "1.013225": 0.9,
    "1.013229": 0.6,
    "1.013274": 0.6,
    "1.011607": 0.5,
    "1.011608": 0.3,
}
REST = 4.0
# Land, farms and poverty lists weigh more in communes; household businesses in wards.
RURAL = ("Đất đai", "Giảm nghèo", "Thủy lợi", "Nông nghiệp", "Lâm nghiệp")
URBAN = ("Thành lập và hoạt động doanh nghiệp (hộ kinh doanh)", "Hoạt động xây dựng")

# Half hours from 7:30; the counters close for lunch, a few still take dossiers.
OPENS = 7 * 3600 + 1800
HALF_HOURS = np.array(
    [5, 11, 13, 13, 11, 9, 7, 4, 1, 0.6, 0.8, 3, 7, 8.5, 8, 7, 5.5, 3.5, 2], dtype=float
)


@dataclass(frozen=True)
class Arrivals:
    """Dossiers in order of day and unit: positions, and the moment of receipt."""

    unit: Whole
    procedure: Whole
    day: NDArray[np.datetime64]
    received: NDArray[np.datetime64]
    number: Whole


def procedure_mix(place: Place) -> Real:
    """Share of each procedure among all dossiers, before a unit's own slant."""
    named: Real = np.array([MIX.get(code, 0.0) for code in place.procedures.tolist()])
    unnamed = named == 0
    tail = 1 / np.arange(1, unnamed.sum() + 1)
    named[unnamed] = REST * tail / tail.sum()
    return np.asarray(named / named.sum())


def ease(place: Place) -> Real:
    """How early a procedure goes online: the ones with most dossiers first."""
    size = np.log(procedure_mix(place))
    return np.asarray(0.9 * (size - size.mean()) / size.std())


def arrive(seed: int, place: Place, first: date, until: date, per_day: int) -> Arrivals:
    """The dossiers received from `first` to `until`, both days included.

    `per_day` is the city's mean on a working day.
    """
    random = dice(seed, "volumes")
    days = np.arange(
        np.datetime64(first, "D"), np.datetime64(until, "D") + np.timedelta64(1, "D")
    )
    expected = per_day * np.outer(_day_weights(days), _unit_shares(random, place))
    counts = random.poisson(expected)
    cells = np.repeat(np.arange(counts.size), counts.ravel())
    day, unit = cells // place.units.size, cells % place.units.size
    starts = np.cumsum(counts.ravel()) - counts.ravel()
    second = _seconds(random, cells.size)
    # Numbers run with the clock within one unit's day.
    second = second[np.lexsort((second, cells))]
    received = days[day].astype("datetime64[s]") + second.astype("timedelta64[s]")
    procedure = _procedures(random, place, unit)
    number = np.arange(cells.size) - np.repeat(starts, counts.ravel()) + 1
    return Arrivals(unit, procedure, days[day], received, number)


def _day_weights(days: NDArray[np.datetime64]) -> Real:
    # 1 January 1970 was a Thursday.
    weight = WEEK[(days.astype(np.int64) + 3) % 7]
    return np.where(np.isin(days, HOLIDAYS), WEEK[6], weight)


def _unit_shares(random: np.random.Generator, place: Place) -> Real:
    size = random.lognormal(0.0, 0.62, place.units.size)
    size *= np.where(place.unit_kinds == "ward", 1.35, 1.0)
    return np.asarray(size / size.sum(), dtype=np.float64)


def _seconds(random: np.random.Generator, size: int) -> Whole:
    """Seconds after midnight, by the counter's busy and quiet half hours."""
    steps = np.concatenate([[0.0], np.cumsum(HALF_HOURS) / HALF_HOURS.sum()])
    edges = OPENS + 1800 * np.arange(steps.size)
    return np.interp(random.random(size), steps, edges).astype(np.int64)


def _procedures(random: np.random.Generator, place: Place, unit: Whole) -> Whole:
    chance = random.random(unit.size)
    chosen = np.zeros(unit.size, dtype=np.int64)
    for kind in np.unique(place.unit_kinds):
        heavy = RURAL if kind == "commune" else URBAN
        mix = procedure_mix(place) * np.where(np.isin(place.fields, heavy), 1.8, 1.0)
        here = place.unit_kinds[unit] == kind
        steps = np.cumsum(mix / mix.sum())
        found = np.searchsorted(steps, chance[here])
        chosen[here] = np.minimum(found, place.procedures.size - 1)
    return chosen
