"""How much has to be done each working day to reach a target in time."""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil

_SATURDAY = 5


def working_days(after: date, until: date) -> int:
    """The days from Monday to Friday after `after`, up to and with `until`. Public
    holidays are not known and count as working days."""
    days = range(1, (until - after).days + 1)
    return sum((after + timedelta(days=day)).weekday() < _SATURDAY for day in days)


def a_day(missing: int, after: date, until: date) -> int | None:
    """How many each working day, rounded up; None when no working day is left."""
    days = working_days(after, until)
    return ceil(missing / days) if days else None
