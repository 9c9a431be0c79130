"""Counting signals: what the database is asked, what is seen of each at each unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from statistics import median_low
from zoneinfo import ZoneInfo

import pandas as pd

from board.known import Known
from metrics.asking import Asked
from metrics.facts import Cube, Facts
from metrics.limits import AllLimits
from metrics.measures import MEASURE_KEYS
from metrics.signal_counts import Came, burst, counted, stopped, vanished
from metrics.signals import Limits, Seen
from metrics.windows import Window
from store import signal_rows, signals

_RECEIVED, _ONLINE, _COUNTER = (
    MEASURE_KEYS.index(key) for key in ("received", "online", "counter")
)
Units = Sequence[str] | None


@dataclass(frozen=True)
class Signs:
    """`seen`: signal -> unit -> what is seen; `rows`: the dossiers pointed at, columns
    signal, id, unit_code, knot (store.signal_sets)."""

    seen: Mapping[str, Mapping[str, Seen]]
    rows: pd.DataFrame


def signs(known: Known, asked: Asked, limits: AllLimits, units: Units = None) -> Signs:
    """All signals over the window asked; `units`: only at these."""
    deadline = last_deadline(known.facts, asked)
    with known.db.read() as connection:
        rows, totals = signals.find(connection, asked.span, limits, units)
    hours, late = _burst(known, deadline, limits["deadline_burst"], units)
    seen: dict[str, Mapping[str, Seen]] = {
        **counted(rows, totals),
        "deadline_burst": hours,
        "vanished": _vanished(known, asked, limits["vanished"], units),
        "stopped": _stopped(known.facts, asked, limits["stopped"], units),
    }
    return Signs(seen, pd.concat([rows, late], ignore_index=True))


def last_deadline(facts: Facts, asked: Asked) -> date | None:
    """The last deadline of the plan's targets that lies in the window."""
    if asked.plan is None:
        return None
    return max(
        (
            target.deadline
            for target in facts.targets
            if target.plan == asked.plan.key
            and target.deadline <= asked.as_of
            and (asked.start is None or target.deadline >= asked.start)
        ),
        default=None,
    )


def _burst(
    known: Known, deadline: date | None, limits: Limits, units: Units
) -> tuple[dict[str, Seen], pd.DataFrame]:
    if deadline is None:
        return {}, pd.DataFrame(columns=["signal", "id", "unit_code", "knot"])
    hours, days = int(limits["hours"]), int(limits["days"])
    midnight = datetime.combine(deadline + timedelta(days=1), time())
    end = int(midnight.replace(tzinfo=ZoneInfo(known.db.timezone)).timestamp())
    first = deadline - timedelta(days=days + hours // 24 * (days + 1))
    span = signal_rows.Before(end, hours, days, Window(first, deadline))
    with known.db.read() as connection:
        frame = signal_rows.before_deadline(connection, span, units)
        return burst(frame), signal_rows.in_last_hours(connection, span, units)


def _vanished(
    known: Known, asked: Asked, limits: Limits, units: Units
) -> dict[str, Seen]:
    """Units whose days are complete, the last days against as many before."""
    facts, days = known.facts, int(limits["days"])
    end = asked.as_of
    now = Window(end - timedelta(days=days - 1), end)
    before = Window(end - timedelta(days=2 * days - 1), end - timedelta(days=days))
    if (
        facts.first_day is None
        or before.start is None
        or before.start < facts.first_day
    ):
        return {}
    last = known.last_days(end)
    leaves = asked.childless(asked.tree.units)
    ends = sorted(last[code] for code in leaves if code in last)
    came, earlier = _came(facts, now), _came(facts, before)
    whole, whole_before = (sum(c.received for c in w.values()) for w in (came, earlier))
    if not ends or not whole_before:
        return {}
    movement = Fraction(whole, whole_before)
    usual = median_low(ends)
    return {
        code: vanished(came[code], earlier[code], movement)
        for code in leaves
        if (units is None or code in units)
        and code in came
        and earlier[code].received
        and last[code] >= usual
    }


def _came(facts: Facts, window: Window) -> dict[str, Came]:
    sums = facts.cube.window(window)[:, [_RECEIVED, _ONLINE, _COUNTER]].tolist()
    return {code: Came(*row) for code, row in zip(facts.cube.units, sums, strict=True)}


def _stopped(
    facts: Facts, asked: Asked, limits: Limits, units: Units
) -> dict[str, Seen]:
    seen = {}
    for code, days in daily(facts.cube, asked.start, asked.as_of).items():
        if units is not None and code not in units:
            continue
        unit = asked.tree.units.get(code)
        target = asked.target(unit) if unit else None
        if target is not None:
            seen[code] = stopped(days, target.value, limits)
    return seen


def daily(
    cube: Cube, start: date | None, end: date
) -> dict[str, list[tuple[int, int]]]:
    """Unit -> (received, online) of each day with data from `start` to `end`."""
    places = [
        place
        for place, day in enumerate(cube.days)
        if day <= end and (start is None or day >= start)
    ]
    if not places:
        return {}
    sums = cube.sums[:, places[0] : places[-1] + 2][:, :, [_RECEIVED, _ONLINE]]
    counts = (sums[:, 1:] - sums[:, :-1]).tolist()
    return {
        code: [(received, online) for received, online in days]
        for code, days in zip(cube.units, counts, strict=True)
    }
