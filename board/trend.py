"""How units moved: values over periods, the target's path beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

import numpy as np
import pandas as pd

from board.known import Known
from core.errors import UsageError
from metrics.answers import Trend
from metrics.asking import Asked
from metrics.facts import day_before
from metrics.questions import Question
from metrics.ranking import total
from metrics.reading import Amount
from metrics.standing import expected
from metrics.targets import Target, ladder
from metrics.units import Unit
from metrics.windows import STEPS, Window, periods
from store import history

CUMULATIVE = "cumulative"
WHOLE = ""
COLUMNS = [
    "unit_code",
    "unit_name",
    "period_start",
    "period_end",
    "numerator",
    "denominator",
    "value",
    "coverage",
]
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
) -> Trend:
    """Values of `units` ("" is the whole) by day, week or month, or cumulated from
    the start to each day. Raises UsageError for a unit or step that is not known, or
    a start after the end."""
    asked = known.resolve(Question(indicator, plan, start=start, as_of=end))
    _refuse(asked, units, start)
    first = start or asked.start or _first_day(known, asked)
    amounts = {p: _amounts(known, asked, p) for p in _periods(step, first, asked.as_of)}
    codes = units or (WHOLE,)
    frame = _frame(asked, codes, amounts)
    if as_published:
        step, frame = CUMULATIVE, _published(known, asked, codes, first)
    judged = _judged(asked, codes)
    return Trend(
        reading=replace(known.reading(asked), start=first),
        step=step,
        frame=frame,
        band=_band(asked, amounts),
        steps=_steps(asked, judged),
        path=_path(known, asked, judged),
        events=_events(known, asked, codes, first),
        terms=_terms(known, asked, codes),
        as_published=as_published,
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


def _amounts(known: Known, asked: Asked, period: Period) -> dict[str, Amount]:
    """What every unit amounts to in a period; the catalogue on its last day."""
    amounts = known.amounts(asked, Window(*period))
    return {**amounts, WHOLE: total(asked.tree, amounts)}


def _name(asked: Asked, code: str) -> str:
    roots = asked.tree.roots
    if code == WHOLE and len(roots) == 1:
        code = roots[0]
    return asked.tree.units[code].name if code else ""


def _frame(
    asked: Asked, codes: Sequence[str], amounts: Mapping[Period, Mapping[str, Amount]]
) -> pd.DataFrame:
    rows: list[tuple[object, ...]] = []
    for code in codes:
        name = _name(asked, code)
        for (start, end), of_units in amounts.items():
            amount = of_units[code]
            numbers = (amount.numerator, amount.denominator, _float(amount.value))
            coverage = float(amount.coverage)
            rows.append((code, name, start, end, *numbers, coverage))
    return pd.DataFrame(rows, columns=COLUMNS, dtype=object)


def _float(share: Fraction | None) -> float | None:
    return None if share is None else float(share)


def _band(asked: Asked, amounts: Mapping[Period, Mapping[str, Amount]]) -> pd.DataFrame:
    """Quartiles of the units without children that have a value."""
    leaves = asked.tree.leaves
    rows: list[tuple[object, ...]] = []
    for (_, end), of_units in amounts.items():
        values = [
            v for code in leaves if (v := _float(of_units[code].value)) is not None
        ]
        quartiles = np.quantile(values, (0.25, 0.5, 0.75)) if values else [None] * 3
        rows.append((end, *(None if q is None else float(q) for q in quartiles)))
    return pd.DataFrame(
        rows, columns=["period_end", "low", "middle", "high"], dtype=object
    )


def _judged(asked: Asked, codes: Sequence[str]) -> Unit | None:
    """The unit whose target is drawn: the first one asked, or the root."""
    first = next(iter(codes), WHOLE)
    if first:
        return asked.tree.units[first]
    roots = asked.tree.roots
    return asked.tree.units[roots[0]] if len(roots) == 1 else None


def _steps(
    asked: Asked, unit: Unit | None
) -> tuple[tuple[date | None, date, float], ...]:
    if unit is None:
        return ()
    stages = ladder(unit, asked.targets)
    return tuple((t.starts_on, t.deadline, float(t.value)) for t in stages)


def _path(
    known: Known, asked: Asked, unit: Unit | None
) -> tuple[tuple[date, float], ...]:
    """Both ends of the straight path of the stage in force."""
    target = asked.target(unit) if unit else None
    begins = asked.begins(target) if target else None
    if unit is None or target is None or begins is None:
        return ()
    return _ends(known, asked, unit, target, begins)


def _ends(
    known: Known, asked: Asked, unit: Unit, target: Target, begins: date
) -> tuple[tuple[date, float], ...]:
    window = asked.eve(target)
    before = known.amounts(asked, window)[unit.code].value if window else None
    days = (day_before(begins), target.deadline)
    return tuple((day, float(expected(target, day, before, begins))) for day in days)


def _published(
    known: Known, asked: Asked, codes: Sequence[str], first: date
) -> pd.DataFrame:
    """The same columns from the frozen evaluations: one point an as-of day."""
    plan = asked.plan
    own = plan is not None and asked.indicator.key in plan.indicators
    with known.db.read() as connection:
        frozen = history.published(
            connection,
            plan.key if plan else "",
            asked.indicator.key,
            "own" if own else "cumulative",
            _members(asked, codes),
        )
    frozen = frozen[(frozen["as_of"] >= first) & (frozen["as_of"] <= asked.as_of)]
    rows = [
        (code, _name(asked, code), *_frozen_point(day, points))
        for code in codes
        for day, points in _of(frozen, _members(asked, (code,))).groupby("as_of")
    ]
    return pd.DataFrame(rows, columns=COLUMNS, dtype=object)


def _of(frame: pd.DataFrame, units: Sequence[str]) -> pd.DataFrame:
    return frame[frame["unit_code"].isin(units)]


def _frozen_point(day: object, points: pd.DataFrame) -> tuple[object, ...]:
    """A frozen day: of several roots the sum of those that had a value."""
    known = points[points["value"].notna()]
    start = next((s for s in points["window_start"] if s is not None), day)
    coverage = float(points["coverage"].astype(float).mean())
    if known.empty:
        return start, day, None, None, None, coverage
    above, below = int(known["numerator"].sum()), int(known["denominator"].sum())
    return start, day, above, below, float(Fraction(above, below)), coverage


def _events(
    known: Known, asked: Asked, codes: Sequence[str], first: date
) -> pd.DataFrame:
    """Notes for all, or for the units asked, their kinds, or those above them."""
    last = max(asked.as_of, asked.deadline or asked.as_of)
    with known.db.read() as connection:
        found = history.events(connection, first, last)
    scopes = {"", *_scopes(asked, codes)}
    return found[found["scope_code"].isin(scopes)].reset_index(drop=True)


def _members(asked: Asked, codes: Sequence[str]) -> tuple[str, ...]:
    """The units asked; the roots where the whole is."""
    found = [c for code in codes for c in ((code,) if code else asked.tree.roots)]
    return tuple(dict.fromkeys(found))


def _scopes(asked: Asked, codes: Sequence[str]) -> Iterable[str]:
    for code in _members(asked, codes):
        yield asked.tree.units[code].kind
        above: str | None = code
        while above:
            yield above
            above = asked.tree.parents.get(above)


def _terms(known: Known, asked: Asked, codes: Sequence[str]) -> pd.DataFrame:
    """The Chairs of the units asked, in order."""
    asking = _members(asked, codes)
    rows = [
        (
            term.unit_code,
            term.person,
            term.starts_on,
            None if term.ends_on == date.max else term.ends_on,
            term.acting,
        )
        for term in known.facts.terms
        if term.post == "chair" and term.unit_code in asking
    ]
    columns = ["unit_code", "person", "starts_on", "ends_on", "acting"]
    rows.sort(key=lambda row: (row[0], row[2], row[1]))
    return pd.DataFrame(rows, columns=columns, dtype=object)
