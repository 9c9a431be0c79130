"""Who solved which procedure, found from the weeks of all units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from board.completeness import days_off, whole_days
from board.known import Known
from board.limits import SOLVED, limits_in_force
from board.milestones import all_events, scopes_of
from core.settings import Settings
from metrics.asking import Asked
from metrics.catalogue import LEVELS
from metrics.questions import Question
from metrics.solved import Rise, Rule, rises
from metrics.solvers import (
    EVENT,
    INDICATOR,
    SERVICE,
    Did,
    Solved,
    Solver,
    around,
)
from metrics.terms import Term
from metrics.unusual import Week, complete_weeks
from store import weeks as stored

# The kind of events that nobody does.
_HOLIDAY = "holiday"


def solved_rule(settings: Settings) -> Rule:
    """The rule in force. Raises SettingsError in one line for a file that cannot be
    used."""
    return Rule.of(limits_in_force(settings, SOLVED)["solved"])


def solved(
    known: Known, rule: Rule, plan: str = "", as_of: date | None = None
) -> Solved:
    """The units that are ranked and what each solved, of whole weeks up to as-of; no
    day that is provisional is looked at. Raises UsageError for an unknown plan."""
    asked = known.resolve(Question(INDICATOR, plan, as_of=as_of))
    weeks = _weeks(known, asked.as_of, rule.weeks)
    if len(weeks) < 2 * rule.held:
        return Solved(rule, asked.as_of)
    rows, online, received = _by_week(known, asked, weeks)
    enough = int((received.sum(axis=1) >= max(2 * rule.least, 1)).sum())
    groups, _named = pd.factorize(rows["procedure_code"])
    chairs = known.chairs(asked.as_of)
    found = [
        _solver(rows.iloc[row], one, weeks, chairs)
        for row, one in rises(online, received, groups.tolist(), rule)
    ]
    told = _with_events(known, asked, _ordered(found), rule)
    about = known.procedures_on(asked.as_of)
    codes = sorted({one.procedure_code for one in told})
    return Solved(
        rule,
        asked.as_of,
        weeks[0].first,
        weeks[-1].last,
        enough,
        tuple(told),
        {code: str(about["name"].get(code, code)) for code in codes},
        {code: str(about["field"].get(code) or "") for code in codes},
    )


def _weeks(known: Known, as_of: date, most: int) -> list[Week]:
    """The newest whole weeks with data that are all there."""
    span = whole_days(known, as_of)
    if span is None or not most:
        return []
    return complete_weeks(*span, days_off(known, *span), most)


def _by_week(
    known: Known, asked: Asked, weeks: list[Week]
) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
    """The ranked units and their procedures (unit_code, procedure_code), and for each
    the dossiers online and all, by week."""
    number = {
        week.first + timedelta(days=day): at
        for at, week in enumerate(weeks)
        for day in range(7)
    }
    with known.db.read() as connection:
        came = stored.by_week(connection, number)
    came = came[came["unit_code"].isin(asked.tree.leaves)]
    pairs = came.groupby(["unit_code", "procedure_code"], sort=True).ngroup().to_numpy()
    rows = came.assign(pair=pairs).drop_duplicates("pair").sort_values("pair")
    shape = (len(rows), len(weeks))
    online, received = np.zeros((2, *shape), dtype=np.int64)
    np.add.at(online, (pairs, came["week"]), came["online"])
    np.add.at(received, (pairs, came["week"]), came["received"])
    return rows[["unit_code", "procedure_code"]], online, received


def _solver(
    pair: pd.Series, rise: Rise, weeks: list[Week], chairs: Mapping[str, Term]
) -> Solver:
    unit, procedure = str(pair["unit_code"]), str(pair["procedure_code"])
    chair = chairs.get(unit)
    person = chair.person if chair else ""
    return Solver(unit, procedure, weeks[rise.week].first, rise, person)


def _ordered(found: list[Solver]) -> list[Solver]:
    """Who gained the most dossiers first."""
    return sorted(
        found, key=lambda one: (-one.rise.more, one.procedure_code, one.unit_code)
    )


def _with_events(
    known: Known, asked: Asked, found: list[Solver], rule: Rule
) -> list[Solver]:
    """The same with what is open to all of what happened around each rise."""
    if not found:
        return []
    near = timedelta(weeks=rule.around)
    first = min(one.since for one in found) - near
    events = all_events(known, first, max(one.since for one in found) + near)
    noted = events[events["kind"] != _HOLIDAY].to_dict("records")
    return [_told(known, asked, one, noted, rule) for one in found]


def _told(
    known: Known,
    asked: Asked,
    one: Solver,
    events: Sequence[Mapping[Any, Any]],
    rule: Rule,
) -> Solver:
    scopes = {"", *scopes_of(asked, [one.unit_code])}
    here = [
        (row["scope_code"], Did(row["day"], EVENT, row["title"], row["note"] or ""))
        for row in events
        if row["scope_code"] in scopes and around(row["day"], one.since, rule)
    ]
    services = [d for d in _services(known, one) if around(d.day, one.since, rule)]
    own = [*services, *(did for scope, did in here if scope == one.unit_code)]
    return replace(
        one,
        own=tuple(sorted(own, key=lambda did: did.day)),
        everywhere=tuple(did for scope, did in here if scope != one.unit_code),
    )


def _services(known: Known, one: Solver) -> Iterator[Did]:
    """The days on which the catalogue offers the procedure otherwise than before."""
    catalogue = known.facts.catalogue
    if one.unit_code not in catalogue.units:
        return
    if one.procedure_code not in catalogue.procedures:
        return
    unit = catalogue.units.index(one.unit_code)
    procedure = catalogue.procedures.index(one.procedure_code)
    mine = (catalogue.unit == unit) & (catalogue.procedure == procedure)
    spans = sorted(
        (int(catalogue.first[at]), int(catalogue.last[at]), LEVELS[catalogue.level[at]])
        for at in np.flatnonzero(mine)
    )
    for earlier, later in pairwise(spans):
        if earlier[2] != later[2]:
            yield Did(date.fromordinal(later[0]), SERVICE, earlier[2], later[2])
