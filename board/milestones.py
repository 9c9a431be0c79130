"""What stands beside a trend: the target's steps and path, notes and Chairs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from board.known import Known
from board.whole import WHOLE, members
from metrics.asking import Asked
from metrics.facts import day_before
from metrics.standing import expected
from metrics.targets import Target, ladder
from metrics.units import Unit
from store import history


def judged(asked: Asked, codes: Sequence[str]) -> Unit | None:
    """The unit whose target is drawn: the first one asked, or the root."""
    first = next(iter(codes), WHOLE)
    if first:
        return asked.tree.units[first]
    roots = asked.tree.roots
    return asked.tree.units[roots[0]] if len(roots) == 1 else None


def steps(
    asked: Asked, unit: Unit | None
) -> tuple[tuple[date | None, date, float], ...]:
    """All stages that the unit is judged by: starts_on, deadline, value."""
    if unit is None:
        return ()
    stages = ladder(unit, asked.targets)
    return tuple((t.starts_on, t.deadline, float(t.value)) for t in stages)


def path(
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


def events(
    known: Known, asked: Asked, codes: Sequence[str], first: date
) -> pd.DataFrame:
    """Notes for all, or for the units asked, their kinds, or those above them; and the
    incidents of the whole city."""
    last = max(asked.as_of, asked.deadline or asked.as_of)
    found = all_events(known, first, last)
    scopes = {"", *scopes_of(asked, codes)}
    return found[found["scope_code"].isin(scopes)].reset_index(drop=True)


def all_events(known: Known, first: date, last: date) -> pd.DataFrame:
    """Notes that touch the days from `first` to `last`, and the incidents of the whole
    city, by day (store.history)."""
    with known.db.read() as connection:
        found = history.events(connection, first, last)
    incidents = _incidents(known, first, last)
    if not incidents.empty:
        found = pd.concat([found, incidents], ignore_index=True)
        found = found.sort_values("day", kind="stable", ignore_index=True)
    return found


def _incidents(known: Known, first: date, last: date) -> pd.DataFrame:
    rows = [
        (one.pick.first, one.pick.last, one.text, "incident", "", "")
        for one in known.disputes
        if one.incident
        and one.counts
        and one.pick.first
        and one.pick.last
        and one.pick.first <= last
        and one.pick.last >= first
    ]
    columns = ["day", "ends_on", "title", "kind", "note", "scope_code"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def scopes_of(asked: Asked, codes: Sequence[str]) -> Iterable[str]:
    """The units asked, their kinds, and the units above them."""
    for code in members(asked, codes):
        yield asked.tree.units[code].kind
        above: str | None = code
        while above:
            yield above
            above = asked.tree.parents.get(above)


def terms(known: Known, asked: Asked, codes: Sequence[str]) -> pd.DataFrame:
    """The Chairs of the units asked, in order."""
    asking = members(asked, codes)
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
