"""Whose newest complete week is unlike their own earlier ones."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from board.completeness import days_off, whole_days
from board.known import Known
from core.reasons import UNUSUAL
from core.rules import OWN, Rule, read_rules
from core.settings import Settings
from metrics.unlike import COLUMNS, Looked, Unlike, compare
from metrics.unusual import LEAST_WEEKS, Week, complete_weeks, days_worth
from metrics.weeks import Weeks, took, turned
from store import weeks as stored


def unusual_rules(settings: Settings) -> tuple[Rule, ...]:
    """The checks of weeks that are on, an office's own over those shipped. Raises
    SettingsError in one line for a file that cannot be used."""
    rules = read_rules(settings.var / OWN)
    return tuple(rules[key] for key in UNUSUAL if rules[key].action != "off")


def unusual(known: Known, rules: tuple[Rule, ...]) -> Unlike:
    """Volume, share online, mix and speed of the whole and of the units in force, and
    volume and share of their procedures, against their own weeks. No day that is
    provisional is looked at: it would seem quiet."""
    span = whole_days(known)
    if span is None or not rules:
        return Unlike()
    holidays = days_off(known, *span)
    weeks = complete_weeks(*span, holidays)
    if len(weeks) <= LEAST_WEEKS:
        return Unlike()
    least = {rule.key: rule.least or 0 for rule in rules}
    units = list(_read(known, weeks, holidays).units())
    looked = compare(units, least)
    told = {one.unit for one in looked if one.unit}
    pairs = {(one.unit, one.procedure) for one in looked if one.unit and one.procedure}
    return Unlike(
        weeks[-1],
        _frame(known, weeks[-1], looked, rules),
        units=len(told),
        procedures=len(pairs),
        untold=sum(1 for unit in units if unit.code and unit.code not in told),
    )


def _read(known: Known, weeks: list[Week], holidays: Collection[date]) -> Weeks:
    """What is compared of the units in force at the end of the newest week."""
    span = (weeks[0].first, weeks[-1].last)
    in_force = known.facts.tree(weeks[-1].last).units
    number = {day: at for at, week in enumerate(weeks) for day in week.days}
    with known.db.read() as connection:
        came = stored.by_week(connection, number)
        ended = stored.finished(connection, *span, known.db.timezone)
    ended = ended[ended["unit_code"].isin(in_force)]
    began, by_day = _days(known)
    return Weeks(
        weeks,
        days_worth(weeks, by_day),
        came[came["unit_code"].isin(in_force)],
        took(ended, weeks, holidays),
        began,
        turned(known.facts.catalogue, *span),
    )


def _days(known: Known) -> tuple[dict[str, date], dict[date, int]]:
    """The first day with dossiers of each unit, and the dossiers of each day."""
    cube = known.facts.cube
    received = np.diff(cube.sums[:, :, 0], axis=1)
    first = np.argmax(received > 0, axis=1)
    began = {c: cube.days[at] for c, at in zip(cube.units, first, strict=True)}
    by_day = received.sum(axis=0).tolist()
    return began, dict(zip(cube.days, by_day, strict=True))


def _frame(
    known: Known, week: Week, looked: list[Looked], rules: tuple[Rule, ...]
) -> pd.DataFrame:
    """What lies beyond its limit, of the whole first, the farthest first."""
    by_key = {rule.key: rule for rule in rules}
    names = known.procedures_on(week.days[-1])["name"]
    units = known.facts.tree(week.days[-1]).units
    lines = []
    for one in looked:
        rule = by_key[one.check]
        if one.compared.times > (rule.limit or 0):
            unit = units.get(one.unit)
            about = {
                "unit_name": unit.name if unit else "",
                "name_en": unit.name_en if unit else "",
                "procedure_name": names.get(one.procedure, one.procedure),
            }
            lines.append(_line(one, rule) | about)
    lines.sort(key=lambda line: (line["unit_code"] != "", -line["times"]))
    return pd.DataFrame(lines, columns=list(COLUMNS), dtype=object)


def _line(one: Looked, rule: Rule) -> dict[str, Any]:
    low, high = one.compared.span(rule.limit or 0)
    return {
        "check": one.check,
        "unit_code": one.unit,
        "procedure_code": one.procedure,
        "value": one.compared.value,
        "low": low,
        "high": high,
        "count": one.counted,
        "of": one.of,
        "than_days": one.than_days,
        "times": one.compared.times,
        "weeks": one.weeks,
        "before": one.before,
        "owner": rule.owner,
    }
