"""Which target applies: scope, ladder, and the default plan (contract, 1 and 2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from metrics.targets import Target, default_plan, in_force, plans, target_of
from metrics.units import Unit

WARD = Unit("a", "An", "ward")
BASE = Target("p", "online_dossiers", Fraction("0.8"), date(2025, 7, 30))


def for_(scope_kind: str, scope_code: str, value: str) -> Target:
    return replace(
        BASE, scope_kind=scope_kind, scope_code=scope_code, value=Fraction(value)
    )


def test_unit_over_kind_over_all():
    everyone = for_("all", "", "0.5")
    wards = for_("kind", "commune|ward", "0.6")
    one = for_("unit", "a", "0.7")

    assert target_of(WARD, [everyone, wards, one], date(2025, 7, 1)) == one
    assert target_of(WARD, [everyone, wards], date(2025, 7, 1)) == wards
    assert target_of(WARD, [everyone], date(2025, 7, 1)) == everyone
    assert target_of(Unit("c", "C", "city"), [wards, one], date(2025, 7, 1)) is None


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2025, 8, 1), "0.8"),
        (date(2025, 8, 31), "0.8"),
        (date(2025, 9, 1), "1"),
        (date(2025, 12, 31), "1"),
        (date(2026, 5, 1), "1"),
    ],
)
def test_on_a_ladder_the_earliest_deadline_ahead_applies_and_at_last_the_last(
    day, value
):
    first = replace(BASE, deadline=date(2025, 8, 31))
    second = replace(BASE, deadline=date(2025, 12, 31), value=Fraction(1))

    found = in_force([second, first], day)

    assert found is not None
    assert found.value == Fraction(value)


def official(plan: str, issued: date | None, **values: object) -> Target:
    return replace(BASE, plan=plan, issued_on=issued, official=True, **values)


def test_a_stage_added_later_takes_no_plan_away_from_the_days_before():
    first, added = date(2025, 7, 1), date(2025, 8, 1)
    known = plans(
        [
            official("old", date(2025, 1, 1)),
            official("k", first),
            official("k", added, deadline=date(2025, 8, 31)),
        ]
    )

    def default(day):
        found = default_plan(known, day)
        return found.key if found else None

    assert default(date(2025, 6, 30)) == "old"
    assert [default(day) for day in (first, date(2025, 7, 15), added)] == ["k"] * 3


def test_the_default_plan_is_the_latest_issued_one_with_an_official_target():
    known = plans(
        [
            official("old", date(2025, 6, 1)),
            official("new", date(2025, 7, 21)),
            official("later", date(2025, 8, 1)),
            replace(BASE, plan="draft", issued_on=date(2025, 7, 23)),
            official("undated", None),
        ]
    )

    assert default_plan(known, date(2025, 7, 24)).key == "new"
    assert default_plan(known, date(2025, 8, 1)).key == "later"
    assert default_plan(known, date(2025, 5, 1)) is None


def test_of_two_plans_of_one_day_the_one_loaded_later_is_the_default():
    day = date(2025, 7, 21)
    known = plans(
        [official("b", day, order=(1, 2)), official("a", day, order=(1, 3))],
    )

    assert default_plan(known, day).key == "a"
