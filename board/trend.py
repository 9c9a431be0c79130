"""How units moved: values over periods, the target's path beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pandas as pd

from board.known import Known
from core.errors import UsageError
from metrics.answers import Question, Trend
from metrics.ranking import Asked
from metrics.reading import UNKNOWN, Amount, read
from metrics.standing import expected
from metrics.targets import Target
from metrics.units import Tree
from metrics.windows import STEPS, Window, periods
from store import history

CUMULATIVE = "cumulative"
_COLUMNS = [
    "unit_code",
    "unit_name",
    "period_start",
    "period_end",
    "numerator",
    "denominator",
    "value",
    "coverage",
]


def trend(
    known: Known,
    indicator: str,
    units: Sequence[str],
    plan: str = "",
    start: date | None = None,
    end: date | None = None,
    step: str = CUMULATIVE,
    as_published: bool = False,
) -> Trend:
    """Values of `units` ("" is the whole) by day, week or month, or cumulated from
    the start to each day. Raises UsageError for a unit that is not known."""
    asked = known.resolve(Question(indicator, plan, start=start, as_of=end))
    first = start or asked.start or _first_day(known, asked)
    spans = _spans(step, first, asked.as_of)
    amounts = {span: _amounts(known, asked, Window(*span)) for span in spans}
    _refuse_unknown(asked.tree, units)
    frame = _frame(asked.tree, units, amounts)
    if as_published:
        frame = history.as_published(known.db, asked.indicator.key, asked.plan, frame)
    return Trend(
        reading=replace(known.reading(asked), start=first),
        step=step,
        frame=frame,
        band=_band(asked.tree, amounts),
        steps=_steps(asked, units),
        path=_path(known, asked, units),
        events=history.events(known.db, first, asked.deadline or asked.as_of),
        terms=_terms(known, units),
        as_published=as_published,
    )


def _first_day(known: Known, asked: Asked) -> date:
    """Where a trend begins when no window says: a month before as-of, or the first
    day with data when that is later."""
    month = asked.as_of - timedelta(days=30)
    return max(month, known.facts.first_day or month)


def _spans(step: str, first: date, last: date) -> list[tuple[date, date]]:
    """The periods shown. Raises UsageError for an unknown step."""
    if step == CUMULATIVE:
        return [(first, day) for _, day in periods("day", first, last)]
    if step not in STEPS:
        raise UsageError(
            "“{step}” is no step. Use one of: {known}.",
            step=step,
            known=", ".join((*STEPS, CUMULATIVE)),
        )
    return periods(step, first, last)


def _amounts(known: Known, asked: Asked, window: Window) -> dict[str, Amount]:
    online = None
    if asked.indicator.basis == "both":
        online = known.first_online(window.start)
    return read(
        asked.indicator,
        asked.tree,
        known.facts.material(window, online),
        known.rules.level_coverage,
    )
