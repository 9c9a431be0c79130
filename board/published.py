"""A trend as it was published: the frozen evaluations, one point an as-of day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import pandas as pd

from board.known import Known
from board.whole import COLUMNS, members, unit_name
from metrics.asking import Asked
from store import history


def published(
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
            members(asked, codes),
        )
    frozen = frozen[(frozen["as_of"] >= first) & (frozen["as_of"] <= asked.as_of)]
    rows = [
        (code, unit_name(asked, code), *_frozen_point(day, points))
        for code in codes
        for day, points in _of(frozen, members(asked, (code,))).groupby("as_of")
    ]
    return pd.DataFrame(rows, columns=COLUMNS, dtype=object)


def _of(frame: pd.DataFrame, units: Sequence[str]) -> pd.DataFrame:
    return frame[frame["unit_code"].isin(units)]


def _frozen_point(day: object, points: pd.DataFrame) -> tuple[object, ...]:
    """A frozen day: of several roots the sum of those that had a value."""
    known = points[points["value"].notna()]
    start = next((s for s in points["window_start"] if pd.notna(s)), day)
    coverage = float(points["coverage"].astype(float).mean())
    if known.empty:
        return start, day, None, None, None, coverage
    above, below = int(known["numerator"].sum()), int(known["denominator"].sum())
    return start, day, above, below, float(Fraction(above, below)), coverage
