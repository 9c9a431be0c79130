"""Working days: Monday to Friday without the days off that are handed in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

_SATURDAY = 5


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Whether offices work on `day`."""
    return day.weekday() < _SATURDAY and day not in holidays


def working_days(first: date, last: date, holidays: Collection[date]) -> list[date]:
    """The working days from `first` to `last`, both included; none where `last` lies
    before `first`."""
    days = (first + timedelta(days=at) for at in range((last - first).days + 1))
    return [day for day in days if is_working_day(day, holidays)]


def kind_of_day(day: date, holidays: Collection[date]) -> str:
    """ "holiday", "weekend" or "working": days of one kind are alike in volume."""
    if day in holidays:
        return "holiday"
    return "weekend" if day.weekday() >= _SATURDAY else "working"


def last_day(sent: date, days: int, holidays: Collection[date]) -> date:
    """The last of `days` working days (at least one) that follow the day `sent`."""
    day, left = sent, days
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day, holidays)
    return day
