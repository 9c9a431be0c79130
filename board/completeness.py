"""Who has brought all that was expected of them, and who lacks which days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from board.known import Known
from core.holidays import public_holidays
from metrics.asking import Asked
from metrics.calendar import working_days
from metrics.completeness import (
    NOTHING,
    Completeness,
    Period,
    of_days,
    of_periods,
    runs,
)
from metrics.expected import COLUMNS, Expected
from metrics.questions import Question
from store import history


def completeness(known: Known, question: Question) -> Expected:
    """What was expected of the ranked units of a question, in the window in which
    dossiers are shown beside it. Raises UsageError for an unknown plan or indicator."""
    asked = known.resolve(question)
    units = asked.tree.units
    listed = [
        code
        for code in units
        if asked.tree.is_ranked(code)
        and (not asked.kinds or units[code].kind in asked.kinds)
    ]
    return expected_of(known, asked, listed)


def expected_of(known: Known, asked: Asked, units: Sequence[str]) -> Expected:
    """The same of `units`, whatever their kind."""
    found = _Looked.at(known, asked)
    rows = [_row(found, asked, code) for code in units]
    return Expected(
        frame=pd.DataFrame(rows, columns=list(COLUMNS), dtype=object),
        start=found.window.first,
        end=found.window.last,
        days=len(found.open_days),
        nobody=tuple(runs(found.nobody, found.holidays)),
    )


@dataclass(frozen=True)
class _Looked:
    """What all units are held against: the window, its working days on which some
    unit had data, those on which none had, and the days of each unit."""

    window: Period
    holidays: frozenset[date]
    open_days: list[date]
    nobody: list[Period]
    days: Mapping[str, frozenset[date]]
    reports: Mapping[str, tuple[Period, ...]]
    last_days: Mapping[str, date]

    def behind(self, last: date) -> int:
        """The working days after `last`, up to the newest data of all."""
        after = last + timedelta(days=1)
        return len(working_days(after, self.window.last, self.holidays))

    @classmethod
    def at(cls, known: Known, asked: Asked) -> _Looked:
        last_days = known.last_days(asked.as_of)
        end = max(last_days.values(), default=asked.as_of)
        first = known.dossier_window(asked).start or end
        holidays = days_off(known, first, end)
        days = _days(known, asked.as_of)
        had = frozenset().union(*days.values()) if days else frozenset()
        working = working_days(first, end, holidays)
        return cls(
            Period(first, end),
            holidays,
            [day for day in working if day in had],
            [Period(day, day) for day in working if day not in had] if had else [],
            days,
            _reports(known, asked.as_of),
            last_days,
        )


def whole_days(known: Known, as_of: date = date.max) -> tuple[date, date] | None:
    """The first and the last day up to as-of with dossiers that are all there: none
    that is provisional, nor one after it. None where there is none."""
    days = known.facts.cube.days
    if not days:
        return None
    recent = known.provisional
    open_days = recent.days if recent else {}
    eves = (day - timedelta(days=1) for day in open_days)
    last = min([days[-1], as_of, *eves])
    return (days[0], last) if days[0] <= last else None


def days_off(known: Known, first: date, last: date) -> frozenset[date]:
    """Public holidays of the country, and those an office loaded as events."""
    start = known.facts.first_day or first
    years = (min(start, first).year, last.year)
    public = public_holidays(known.db.settings.country, *years)
    with known.db.read() as connection:
        events = history.events(connection, min(start, first), last)
    own = events[(events["kind"] == "holiday") & (events["scope_code"] == "")]
    spans = zip(own["day"], own["ends_on"], strict=True)
    return public | {
        day.date()
        for begun, ended in spans
        for day in pd.date_range(begun, begun if pd.isna(ended) else ended)
    }


def _days(known: Known, as_of: date) -> dict[str, frozenset[date]]:
    """The days not after as-of on which each unit received dossiers."""
    cube = known.facts.cube
    received = np.diff(cube.sums[:, :, 0], axis=1) > 0
    return {
        code: frozenset(
            cube.days[at] for at in np.flatnonzero(row) if cube.days[at] <= as_of
        )
        for code, row in zip(cube.units, received, strict=True)
    }


def _reports(known: Known, as_of: date) -> dict[str, tuple[Period, ...]]:
    """The periods not after as-of on which each unit reported."""
    return {
        code: tuple(
            Period(cell.period_start, cell.period_end)
            for cell in cells
            if cell.period_end <= as_of
        )
        for code, cells in known.facts.cells.items()
    }


def _of(found: _Looked, members: Sequence[str]) -> Completeness:
    """Of dossiers where there is a daily history, else of reports."""
    days = frozenset().union(*(found.days.get(one, frozenset()) for one in members))
    told = of_days(days, found.open_days, found.holidays)
    if told.basis:
        return told
    reports = [period for one in members for period in found.reports.get(one, ())]
    return of_periods(reports, found.window) if reports else NOTHING


def _row(found: _Looked, asked: Asked, code: str) -> tuple[object, ...]:
    """One row of COLUMNS."""
    members = asked.tree.counted_at(code)
    told = _of(found, members)
    last = max(
        (found.last_days[m] for m in members if m in found.last_days), default=None
    )
    unit = asked.tree.units[code]
    return (
        code,
        unit.name,
        unit.name_en,
        told.basis,
        told.expected,
        len(told.missing),
        tuple(runs(told.missing, found.holidays)),
        last,
        None if last is None else found.behind(last),
        told.due,
    )
