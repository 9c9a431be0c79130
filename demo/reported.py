"""Reports that are already summed: of communes that send nothing else, and one that
sends both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from demo.cast import Cast
from demo.dossiers import COUNTER, ONLINE, POST, UNSAID, Dossiers
from demo.faults import faulty_counts
from demo.handling import FINISHED, REFUSED, REGISTERED, RETURNED
from demo.place import Place
from demo.rollout import FULL

HEADER = ("unit_code", "period_start", "period_end", "measure", "value", "reported_at")
Period = tuple[date, date]


def count_rows(
    place: Place, cast: Cast, truth: Dossiers, first: date, until: date
) -> Iterator[tuple[object, ...]]:
    """The rows of the counts file, in HEADER's order."""
    weekly, monthly = cast.counts_only.tolist()
    both = int(cast.double_reporter[0])
    weeks, months = periods(first, until, days=7), periods(first, until, days=31)
    for unit, parts in ((weekly, weeks), (monthly, months), (both, months)):
        # The one that sends both counted a few more by hand: the difference shows.
        more = 3 if unit == both else 0
        for period in parts:
            yield from _report(place, truth, unit, period, more)
    # A cumulative report of the same weeks: it reconciles, it is not added.
    yield from _report(place, truth, weekly, (months[-1][0], until), 0)
    yield from faulty_counts(str(place.units[both]), first)
    # A figure withdrawn: the cell is there and empty.
    last = months[-1][1].isoformat()
    yield (str(place.units[both]), last, last, "received", "", f"{last}T17:30:00")


def periods(first: date, until: date, days: int) -> list[Period]:
    """Consecutive periods of at most `days`, each within one calendar month."""
    found: list[Period] = []
    start = first
    while start <= until:
        end = min(start + timedelta(days=days - 1), until, _month_end(start))
        found.append((start, end))
        start = end + timedelta(days=1)
    return found


def _month_end(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _report(
    place: Place, truth: Dossiers, unit: int, period: Period, more: int
) -> Iterator[tuple[object, ...]]:
    start, end = period
    reported = f"{(end + timedelta(days=1)).isoformat()}T09:00:00"
    for measure, value in _sums(truth, unit, period).items():
        counted = value + (more if measure in ("received", "counter") else 0)
        yield (
            str(place.units[unit]),
            start.isoformat(),
            end.isoformat(),
            measure,
            counted,
            reported,
        )


def _sums(truth: Dossiers, unit: int, period: Period) -> dict[str, int]:
    day = truth.code_day
    rows = (truth.unit == unit) & (day >= np.datetime64(period[0]))
    rows &= (day <= np.datetime64(period[1])) & (truth.status != REGISTERED)
    rows &= truth.status != REFUSED
    online = rows & (truth.channel == ONLINE)
    finished = rows & np.isin(truth.status, (FINISHED, RETURNED))
    late = finished & (truth.finished > truth.due)
    sums = {
        "received": rows,
        "online": online,
        "counter": rows & np.isin(truth.channel, (COUNTER, UNSAID)),
        "post": rows & (truth.channel == POST),
        "full_online": online & (truth.level == FULL),
        "finished": finished,
        "on_time": finished & ~late,
        "e_result": finished & np.isin(truth.result, (0, 2)),
    }
    return {measure: int(found.sum()) for measure, found in sums.items()}
