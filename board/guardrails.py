"""Which rises are hollow: a headline of dossiers up, a guardrail worse."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pandas as pd

from board.alarms import hollow_alarms
from board.known import Known
from board.thresholds import Thresholds
from metrics.asking import Asked
from metrics.guardrails import COUNTS, Hollow, rails, rises
from metrics.indicators import BY_KEY
from metrics.limits import AllLimits
from metrics.questions import Question
from metrics.units import Tree
from metrics.windows import Window

Sums = dict[str, Counter[str]]


def hollow(
    known: Known,
    indicators: tuple[str, ...],
    plan: str,
    as_of: date | None,
    thresholds: Thresholds,
) -> Hollow:
    """The last days to as-of against as many before, for those of `indicators` that
    count dossiers. Raises UsageError for an unknown key or plan."""
    limits = thresholds.all()
    days = int(limits["hollow"]["days"])
    asked = [known.resolve(Question(k, plan, as_of=as_of)) for k in indicators]
    asked = [one for one in asked if BY_KEY[one.indicator.key].basis == "dossiers"]
    if not asked or days < 1:
        return Hollow(frozenset(), {}, days)
    end, tree = asked[0].as_of, asked[0].tree
    middle = end - timedelta(days=days - 1)
    windows = (
        Window(middle - timedelta(days=days), middle - timedelta(days=1)),
        Window(middle, end),
    )
    frame = known.guarded(Window(windows[0].start, end), middle)
    before, now = (_up(_half(frame, half), tree) for half in (0, 1))
    found = {code: rails(before[code], now[code], limits) for code in tree.units}
    risen = {c for one in asked for c in _risen(known, one, windows, limits)}
    worse = {c for c, own in found.items() if any(rail.worse for rail in own)}
    return Hollow(frozenset(risen & worse), found, days, hollow_alarms())


def _risen(
    known: Known, asked: Asked, windows: tuple[Window, Window], limits: AllLimits
) -> list[str]:
    first, last = (known.amounts(asked, window) for window in windows)
    return [c for c in last if rises(first[c].value, last[c].value, limits)]


def _half(frame: pd.DataFrame, half: int) -> Sums:
    own = frame[frame["late_half"] == half].set_index("unit_code")[list(COUNTS)]
    return {str(code): Counter(row) for code, row in own.to_dict("index").items()}  # type: ignore[arg-type]


def _up(own: Sums, tree: Tree) -> Sums:
    """Every unit with those below it."""
    found: Sums = {}
    for code in tree.units:
        found[code] = Counter()
        for one in (code, *tree.below(code)):
            found[code].update(own.get(one, Counter()))
    return found
