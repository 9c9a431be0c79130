"""Windows of days: what a number speaks of (contract, section 1)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from core.clock import monday
from core.errors import UsageError
from core.kinds import WINDOWS

STEPS = ("day", "week", "month")


class Window(NamedTuple):
    """Days from `start` to `end`, both included; no `start` is always."""

    start: date | None
    end: date

    def holds(self, first: date, last: date) -> bool:
        """Whether the whole period from `first` to `last` lies in the window."""
        return (self.start is None or first >= self.start) and last <= self.end


def up_to_eve(start: date | None, first: date) -> Window | None:
    """The window from `start` to the day before `first`, which is what a term that
    began then inherited; None where that eve lies before it, or there is none."""
    if first == date.min:
        return None
    eve = first - timedelta(days=1)
    return None if start is not None and eve < start else Window(start, eve)


def within(start: date | None, first: date, end: date) -> Window:
    """Of the window from `start` to `end` the days from `first` on."""
    return Window(max(first, start or first), end)


def first_of(window: str, as_of: date) -> date:
    """The 1st of as-of's month, or the Monday of its week."""
    if window == "month":
        return as_of.replace(day=1)
    return monday(as_of)


def window_start(
    window: str, as_of: date, starts: Iterable[date | None], first_day: date | None
) -> date | None:
    """The first day of `window` that ends on `as_of`.

    `starts`: starts_on of the plan's targets of the indicator; `first_day`: the first
    day with data. None where neither is known, and for "state". Raises UsageError for
    an unknown word.
    """
    if window not in WINDOWS:
        raise UsageError(
            "“{window}” is no window. Use one of: {known}.",
            window=window,
            known=", ".join(WINDOWS),
        )
    if window == "state":
        return None
    if window == "cumulative":
        return min((day for day in starts if day is not None), default=first_day)
    return first_of(window, as_of)


def periods(step: str, first: date, last: date) -> list[tuple[date, date]]:
    """The days, weeks from Monday or calendar months that cover first to last; the
    outer ones are cut to those days. Raises UsageError for an unknown step."""
    if step not in STEPS:
        raise UsageError(
            "“{step}” is no step. Use one of: {known}.",
            step=step,
            known=", ".join(STEPS),
        )
    found: list[tuple[date, date]] = []
    day = first
    while day <= last:
        end = _end_of(step, day)
        found.append((day, min(end, last)))
        day = end + timedelta(days=1)
    return found


def _end_of(step: str, day: date) -> date:
    if step == "day":
        return day
    if step == "week":
        return day + timedelta(days=6 - day.weekday())
    following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return following - timedelta(days=1)
