"""Where a unit stands: status, gap, rank; all in exact fractions."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from metrics.reading import Amount
from metrics.targets import Target

Status = Literal["met", "on_track", "at_risk", "off_track", "unknown", ""]

# Worst first: a unit with two targets shows the worse of its two statuses.
STATUS_ORDER: tuple[str, ...] = (
    "unknown",
    "off_track",
    "at_risk",
    "on_track",
    "met",
)

# Before a plan began, dossiers are read over this many days (contract, section 3).
DAYS_BEFORE_START = 30


def expected(
    target: Target, as_of: date, before: Fraction | None, starts_on: date | None
) -> Fraction:
    """The share that the straight path asks for on `as_of`.

    The path runs from the value on the eve of `starts_on` (`before`; unknown is 0) to
    the target at its deadline.
    """
    first = before or Fraction(0)
    if starts_on is None or as_of >= target.deadline:
        return target.value
    eve = starts_on - timedelta(days=1)
    days = (target.deadline - eve).days
    gone = max((as_of - eve).days, 0)
    if days <= 0:
        return target.value
    return first + (target.value - first) * Fraction(min(gone, days), days)


def status(
    amount: Amount,
    target: Target | None,
    as_of: date,
    path: Fraction | None,
    at_risk: Fraction,
) -> Status:
    """The status of contract, section 3; "" without a target.

    `path`: what the straight path asks for on as-of; `at_risk`: how far below the
    path a unit may be and still be "at risk" (a share).
    """
    if target is None:
        return ""
    value = amount.value
    if value is None:
        return "unknown"
    if value >= target.value:
        return "met"
    if as_of > target.deadline:
        return "off_track"
    behind = (path if path is not None else target.value) - value
    if behind <= 0:
        return "on_track"
    return "at_risk" if behind < at_risk else "off_track"


def missing(amount: Amount, target: Target | None) -> int | None:
    """How many more procedures or dossiers would meet the target now, the denominator
    as it is; 0 when met, None where it cannot be told."""
    if target is None or amount.numerator is None or not amount.denominator:
        return None
    return max(math.ceil(target.value * amount.denominator) - amount.numerator, 0)


def competition_ranks(values: Mapping[str, Fraction | None]) -> dict[str, int]:
    """1, 2, 2, 4: the best first, equal fractions share a rank; no value, no rank."""
    known = [v for v in values.values() if v is not None]
    # Floats never stand the wrong way round, and are compared in a tenth of the time.
    known.sort(key=lambda v: (float(v), v), reverse=True)
    place: dict[Fraction, int] = {}
    for position, value in enumerate(known, start=1):
        place.setdefault(value, position)
    return {code: place[v] for code, v in values.items() if v is not None}


def worse(first: str, second: str) -> str:
    """The worse of two statuses; "" (no target) gives way to the other."""
    if not first or not second:
        return first or second
    return min(first, second, key=STATUS_ORDER.index)
