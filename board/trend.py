"""How units moved: values over periods, the target's path beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from board import milestones
from board.completion import expected, reaching
from board.former import outside
from board.known import Known
from board.published import published
from board.whole import COLUMNS, WHOLE, unit_name
from core.errors import UsageError
from metrics import plain
from metrics.answers import Trend
from metrics.asking import Asked
from metrics.borders import THEN
from metrics.questions import Question
from metrics.ranking import total
from metrics.reading import Amount
from metrics.windows import STEPS, Window, periods

CUMULATIVE = "cumulative"
Period = tuple[date, date]


def trend(
    known: Known,
    indicator: str,
    units: Sequence[str],
    plan: str = "",
    start: date | None = None,
    end: date | None = None,
    step: str = CUMULATIVE,
    as_published: bool = False,
    borders: str = THEN,
) -> Trend:
    """Values of `units` ("" is the whole) by day, week or month, or cumulated from
    the start to each day. What was published speaks of the units of its day, whatever
    `borders` say. Raises UsageError for a unit or step that is not known, or a start
    after the end."""
    drawn = THEN if as_published else borders
    question = Question(indicator, plan, start=start, as_of=end, borders=drawn)
    asked = known.resolve(question)
    _refuse(asked, units, start)
    first = start or asked.start or _first_day(known, asked)
    amounts = _all_amounts(known, asked, _periods(step, first, asked.as_of), step)
    codes = units or (WHOLE,)
    frame = _frame(asked, codes, amounts)
    if as_published:
        step, frame = CUMULATIVE, published(known, asked, codes, first)
    judged = milestones.judged(asked, codes)
    return Trend(
        reading=replace(known.reading(asked), start=first),
        step=step,
        frame=frame,
        band=_band(asked, amounts),
        steps=milestones.steps(asked, judged),
        path=milestones.path(known, asked, judged),
        events=milestones.events(known, asked, codes, first),
        terms=milestones.terms(known, asked, codes),
        as_published=as_published,
        outside=outside(known, asked, Window(first, asked.as_of)),
        provisional=reaching(known, asked),
        expected={} if as_published else expected(known, asked, amounts),
    )


def _refuse(asked: Asked, units: Sequence[str], start: date | None) -> None:
    strange = [code for code in units if code and code not in asked.tree.units]
    if strange:
        raise UsageError(
            "There is no unit “{code}” on {day}.",
            code=", ".join(strange),
            day=asked.as_of.isoformat(),
        )
    if start is not None and start > asked.as_of:
        raise UsageError(
            "The first day, {start}, lies after the last, {end}.",
            start=start.isoformat(),
            end=asked.as_of.isoformat(),
        )


def _first_day(known: Known, asked: Asked) -> date:
    """Where a trend begins that no window bounds: the start of the indicator's
    targets, else the first day with data, else as-of."""
    starts = [t.starts_on for t in asked.targets if t.starts_on is not None]
    return min(starts, default=known.facts.first_day or asked.as_of)


def _periods(step: str, first: date, last: date) -> list[Period]:
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


def _all_amounts(
    known: Known, asked: Asked, shown: Sequence[Period], step: str
) -> dict[Period, dict[str, Amount]]:
    """What every unit amounts to in each period. What is cumulated stays as it was
    until a day on which something was received, reported, or offered anew."""
    found: dict[Period, dict[str, Amount]] = {}
    moved = known.facts.days_of_change if step == CUMULATIVE else None
    for before, period in zip([None, *shown], shown, strict=False):
        if before is None or moved is None or period[1] in moved:
            found[period] = _amounts(known, asked, period)
        else:
            found[period] = found[before]
    return found


def _amounts(known: Known, asked: Asked, period: Period) -> dict[str, Amount]:
    """What every unit amounts to in a period; the catalogue on its last day."""
    amounts = known.amounts(asked, Window(*period))
    return {**amounts, WHOLE: total(asked.tree, amounts)}


def _frame(
    asked: Asked, codes: Sequence[str], amounts: Mapping[Period, Mapping[str, Amount]]
) -> pd.DataFrame:
    rows: list[tuple[object, ...]] = []
    for code in codes:
        name = unit_name(asked, code)
        for (start, end), of_units in amounts.items():
            amount = of_units[code]
            numbers = (amount.numerator, amount.denominator, plain.number(amount.value))
            coverage = float(amount.coverage)
            rows.append((code, name, start, end, *numbers, coverage))
    return pd.DataFrame(rows, columns=COLUMNS, dtype=object)


def _band(asked: Asked, amounts: Mapping[Period, Mapping[str, Amount]]) -> pd.DataFrame:
    """Quartiles of the units without children that have a value."""
    leaves = asked.tree.leaves
    rows: list[tuple[object, ...]] = []
    for (_, end), of_units in amounts.items():
        shares = (of_units[code].value for code in leaves)
        values = [float(share) for share in shares if share is not None]
        quartiles = np.quantile(values, (0.25, 0.5, 0.75)) if values else [None] * 3
        rows.append((end, *(None if q is None else float(q) for q in quartiles)))
    return pd.DataFrame(
        rows, columns=["period_end", "low", "middle", "high"], dtype=object
    )
