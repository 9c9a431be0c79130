"""A frozen evaluation read again: the ranking table as it was published.

Counts, targets, statuses and the counts of a week earlier were frozen; ranks, gaps and
changes follow from them by the same arithmetic that a fresh ranking uses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import pandas as pd

from metrics.asking import Asked
from metrics.indicators import Indicator
from metrics.questions import Plan
from metrics.ranking import Ranked
from metrics.reading import UNKNOWN, Amount
from metrics.standing import competition_ranks, expected
from metrics.targets import Target
from metrics.terms import Term
from metrics.units import Unit, tree, units_on


@dataclass(frozen=True)
class FrozenRanked(Ranked):
    """A ranking whose targets, statuses and eves were frozen, by unit."""

    targets: Mapping[str, Target]
    deadline: date | None
    statuses: Mapping[str, str]
    eve_values: Mapping[str, Fraction | None]

    def target(self, code: str) -> Target | None:
        return self.targets.get(code)

    def status(self, code: str) -> str:
        return self.statuses[code]

    def path(self, code: str, target: Target | None) -> Fraction | None:
        # Of standings frozen before paths were kept nothing is claimed.
        if target is None or target.starts_on is None:
            return None
        before = self.eve_values[code]
        return expected(target, self.asked.as_of, before, target.starts_on)


def plan_of(row: Mapping[Any, Any]) -> Plan:
    """A plan as it was frozen (a row of frozen_plan)."""
    return Plan(
        key=row["plan"],
        title=row["title"],
        decision_no=row["decision_no"],
        issues=(row["issued_on"],) if row["issued_on"] else (),
        starts_on=row["starts_on"],
        last_deadline=row["last_deadline"],
        indicators=_words(row["indicators"]),
        official=_words(row["official"]),
        kinds=_words(row["kinds"]),
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.split(",") if word)


def reopen(
    indicator: Indicator,
    plan: Plan | None,
    as_of: date,
    kinds: tuple[str, ...],
    standings: pd.DataFrame,
    units: pd.DataFrame,
) -> FrozenRanked:
    """The ranking that `standings` (one reading's rows) and `units` of an evaluation
    hold. Without `units` (frozen before they were kept) names and kinds are unknown
    and the ranks are those frozen."""
    rows = {row["unit_code"]: row for row in standings.to_dict("records")}
    here = units_on(_units(units, rows), as_of)
    first: Mapping[Any, Any] = next(iter(rows.values()), {})
    asked = Asked(
        indicator=indicator,
        plan=plan,
        targets=(),
        window=first.get("window") or "cumulative",
        start=first.get("window_start"),
        as_of=as_of,
        kinds=kinds,
        tree=tree(here),
        first_day=None,
    )
    listed = tuple(
        c for c, u in here.items() if c in rows and (not kinds or u.kind in kinds)
    )
    return _ranked(asked, rows, listed, units.empty)


def _units(units: pd.DataFrame, rows: Mapping[str, object]) -> Iterable[Unit]:
    if units.empty:
        return [Unit(code, "", "") for code in rows]
    return [
        Unit(
            code=row["unit_code"],
            name=row["name"],
            kind=row["kind"],
            parent_code=row["parent_code"],
            name_en=row["name_en"],
            former_district=row["former_district"],
            latitude=row["latitude"],
            longitude=row["longitude"],
        )
        for row in units.to_dict("records")
    ]


def _ranked(
    asked: Asked,
    rows: Mapping[str, Mapping[Any, Any]],
    listed: tuple[str, ...],
    as_frozen: bool,
) -> FrozenRanked:
    amounts = {code: amount(row) for code, row in rows.items()}
    before = {code: amount(row, "earlier_") for code, row in rows.items()}
    targets = {c: _target(asked, row) for c, row in rows.items() if row["target"]}
    deadlines = Counter(row["deadline"] for row in rows.values() if row["deadline"])
    leaves = asked.childless(listed)
    ranks = competition_ranks({code: amounts[code].value for code in leaves})
    if as_frozen:
        ranks = {c: row["rank"] for c, row in rows.items() if row["rank"] is not None}
    return FrozenRanked(
        asked=asked,
        amounts={code: amounts.get(code, UNKNOWN) for code in asked.tree.units},
        before=before,
        eves={},
        listed=listed,
        ranks=ranks,
        ranks_before=competition_ranks({code: before[code].value for code in leaves}),
        at_risk=Fraction(0),
        targets=targets,
        # The one in force for most units.
        deadline=next((day for day, _ in deadlines.most_common(1)), None),
        statuses={code: row["status"] for code, row in rows.items()},
        eve_values={code: amount(row, "eve_").value for code, row in rows.items()},
    )


def amount(row: Mapping[Any, Any], which: str = "") -> Amount:
    """What was frozen of a unit: now (""), a week "earlier_", or on the "eve_"."""
    above, below = row[f"{which}numerator"], row[f"{which}denominator"]
    if which:
        return Amount(above, below)
    return Amount(above, below, Fraction(row["coverage"]), Fraction(1))


def _target(asked: Asked, row: Mapping[Any, Any]) -> Target:
    plan = asked.plan.key if asked.plan else ""
    return Target(
        plan=plan,
        indicator=asked.indicator.key,
        value=Fraction(row["target"]),
        # Standings frozen before deadlines were kept have no path either.
        deadline=row["deadline"] or date.max,
        scope_kind="unit",
        scope_code=row["unit_code"],
        starts_on=row["starts_on"],
        window=asked.window,
    )


def chairs_of(units: pd.DataFrame, day: date) -> dict[str, Term]:
    """The Chairs in office as they were frozen, by unit."""
    return {
        row["unit_code"]: Term(
            row["unit_code"], row["chair"], "chair", day, day, bool(row["acting"])
        )
        for row in units.to_dict("records")
        if row["chair"] is not None
    }
