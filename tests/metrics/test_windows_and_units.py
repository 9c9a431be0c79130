"""Windows, periods and the tree of units at their borders."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import UsageError
from metrics.units import Unit, tree, units_on
from metrics.windows import STEPS, periods, window_start

DAY = date(2025, 7, 24)


@pytest.mark.parametrize(
    ("window", "start"),
    [
        ("cumulative", date(2025, 7, 1)),
        ("month", date(2025, 7, 1)),
        ("week", date(2025, 7, 21)),
        ("state", None),
    ],
)
def test_where_a_window_begins(window, start):
    starts = [date(2025, 7, 10), date(2025, 7, 1), None]

    assert window_start(window, DAY, starts, date(2025, 6, 1)) == start


def test_without_a_plan_cumulative_runs_from_the_first_day_with_data():
    assert window_start("cumulative", DAY, [], date(2025, 6, 3)) == date(2025, 6, 3)


def test_an_unknown_window_is_named():
    with pytest.raises(UsageError, match="fortnight"):
        window_start("fortnight", DAY, [], None)


@given(
    st.sampled_from(STEPS),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(0, 200),
)
def test_periods_cover_every_day_once(step, first, length):
    last = first + timedelta(days=length)
    days = [
        start + timedelta(days=number)
        for start, end in periods(step, first, last)
        for number in range((end - start).days + 1)
    ]

    assert days == [first + timedelta(days=number) for number in range(length + 1)]


def test_weeks_begin_on_monday_and_months_on_the_first():
    inner = periods("week", date(2025, 7, 2), date(2025, 7, 20))[1:]
    assert all(start.weekday() == 0 for start, _ in inner)
    inner = periods("month", date(2025, 1, 15), date(2025, 4, 2))[1:]
    assert [start.day for start, _ in inner] == [1, 1, 1]


def test_where_versions_overlap_the_later_valid_from_wins():
    old = Unit("a", "Old", "ward", valid_from=date(2020, 1, 1))
    new = Unit("a", "New", "ward", valid_from=DAY)

    assert units_on([new, old], DAY)["a"].name == "New"
    assert units_on([new, old], DAY - timedelta(days=1))["a"].name == "Old"


def test_a_unit_is_in_force_on_both_its_bounding_days():
    unit = Unit("a", "A", "ward", valid_from=DAY, valid_to=DAY)

    assert units_on([unit], DAY)
    assert not units_on([unit], DAY - timedelta(days=1))
    assert not units_on([unit], DAY + timedelta(days=1))


def test_a_circle_of_parents_is_cut_not_walked_for_ever():
    found = tree({c: Unit(c, c, "ward", p) for c, p in (("a", "b"), ("b", "a"))})

    assert set(found.roots) == {"a", "b"}


def test_a_unit_below_a_circle_still_hangs_on_its_parent():
    pairs = (("a", "b"), ("b", "a"), ("c", "a"))
    found = tree({c: Unit(c, c, "ward", p) for c, p in pairs})

    assert found.parents == {"c": "a"}
    assert found.bottom_up.index("c") < found.bottom_up.index("a")


def test_a_parent_that_is_not_there_makes_a_root():
    assert tree({"a": Unit("a", "A", "ward", "gone")}).roots == ("a",)


def test_the_tree_may_be_of_any_depth():
    pairs = (("1", ""), ("2", "1"), ("3", "2"), ("4", "3"))
    found = tree({c: Unit(c, c, "ward", p) for c, p in pairs})

    assert found.below("1") == ("2", "3", "4")
    assert found.leaves == ("4",)
