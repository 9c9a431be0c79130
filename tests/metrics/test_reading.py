"""Sums up the tree, and what is not known stays unknown."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from metrics.counts import Cell
from metrics.facts import CatalogueCount, Material
from metrics.indicators import indicator
from metrics.measures import MEASURE_KEYS
from metrics.reading import read
from metrics.units import Unit, tree
from metrics.windows import Window

WINDOW = Window(date(2025, 7, 1), date(2025, 7, 31))
TREE = tree(
    {
        code: Unit(code, code, kind, parent)
        for code, kind, parent in (
            ("city", "city", ""),
            ("a", "ward", "city"),
            ("b", "ward", "city"),
            ("c", "ward", "city"),
        )
    }
)


def tally(**values: int) -> dict[str, int]:
    return dict.fromkeys(MEASURE_KEYS, 0) | values


def amounts(key: str, tallies=None, catalogue=None, cells=None):
    material = Material(WINDOW, tallies or {}, catalogue or {}, cells or {})
    return read(indicator(key), TREE, material, 0.95)


def report(code: str, **measures: int) -> Cell:
    return Cell(code, "", date(2025, 7, 1), date(2025, 7, 31), measures)


def test_a_parent_is_the_sum_of_its_children_never_the_mean_of_percentages():
    found = amounts(
        "online_dossiers",
        {"a": tally(received=10, online=10), "b": tally(received=90, online=0)},
    )

    assert found["city"].value == Fraction(1, 10)


def test_a_parents_own_dossiers_are_added():
    found = amounts(
        "online_dossiers",
        {"a": tally(received=10, online=5), "city": tally(received=10, online=0)},
    )

    assert (found["city"].numerator, found["city"].denominator) == (5, 20)


def test_a_child_without_a_value_is_left_out_and_told_as_coverage():
    found = amounts("online_dossiers", {"a": tally(received=10, online=5)})

    assert found["city"].value == Fraction(1, 2)
    assert found["city"].coverage == Fraction(1, 3)
    assert found["b"].value is None
    assert found["b"].coverage == 0


def test_no_dossiers_finished_is_no_value_not_nought():
    found = amounts("on_time", {"a": tally(received=10)})

    assert found["a"].value is None


@pytest.mark.parametrize(("unknown", "value"), [(5, Fraction(5, 95)), (6, None)])
def test_end_to_end_is_empty_where_too_few_levels_are_known(unknown, value):
    found = amounts(
        "e2e_dossiers",
        {"a": tally(received=100, online=100, full_online=5, level_unknown=unknown)},
    )

    assert found["a"].value == value
    assert found["a"].coverage == Fraction(100 - unknown, 100)


def test_nought_of_ten_at_the_counter_is_nought_end_to_end():
    found = amounts("e2e_dossiers", {"a": tally(received=10, counter=10)})

    assert found["a"].value == 0
    assert found["a"].coverage == 1


def test_a_measure_that_a_report_does_not_carry_is_unknown_not_zero():
    found = amounts("e2e_dossiers", cells={"a": (report("a", received=9, online=3),)})

    assert found["a"].value is None


def test_in_reports_on_time_is_of_the_finished():
    found = amounts("on_time", cells={"a": (report("a", finished=8, on_time=6),)})

    assert found["a"].value == Fraction(3, 4)


def test_a_parents_own_report_counts_only_where_no_descendant_has_data():
    own = report("city", received=1000, online=500)
    child = report("a", received=10, online=10)

    assert amounts("online_dossiers", cells={"city": (own,)})["city"].numerator == 500
    found = amounts("online_dossiers", cells={"city": (own,), "a": (child,)})
    assert (found["city"].numerator, found["city"].denominator) == (10, 10)


def test_reports_and_dossiers_of_different_days_are_added():
    found = amounts(
        "online_dossiers",
        {"a": tally(received=10, online=1)},
        cells={"a": (report("a", received=10, online=9),)},
    )

    assert found["a"].value == Fraction(1, 2)


def test_coverage_weighs_incomplete_reports_by_their_volume():
    whole = Cell("a", "p", *_july(), {"received": 300, "online": 30})
    lacking = Cell("a", "q", *_july(), {"received": 100})

    found = amounts("online_dossiers", cells={"a": (whole, lacking)})

    assert found["a"].value == Fraction(1, 10)
    assert found["a"].coverage == Fraction(3, 4)


def _july() -> tuple[date, date]:
    return date(2025, 7, 1), date(2025, 7, 31)


def test_an_unknown_level_makes_end_to_end_unknown_but_not_online():
    catalogue = {"a": CatalogueCount(10, 8, 2, 9), "b": CatalogueCount(10, 5, 5, 10)}

    online = amounts("online_procedures", catalogue=catalogue)
    full = amounts("e2e_procedures", catalogue=catalogue)

    assert online["a"].value == Fraction(8, 10)
    assert full["a"].value is None
    assert full["a"].denominator == 10
    # The city is what could be read: 5 of 10, of one unit in three.
    assert full["city"].value == Fraction(1, 2)
    assert full["city"].coverage == Fraction(1, 3)


def test_a_parents_own_catalogue_is_not_added():
    catalogue = {
        "a": CatalogueCount(10, 5, 0, 10),
        "city": CatalogueCount(99, 99, 0, 99),
    }

    found = amounts("online_procedures", catalogue=catalogue)

    assert (found["city"].numerator, found["city"].denominator) == (5, 10)


def test_procedures_in_use_are_unknown_where_no_dossier_is_known():
    catalogue = {
        "a": CatalogueCount(10, 8, 2, 10, used=3),
        "b": CatalogueCount(10, 8, 2, 10, used=None),
    }

    found = amounts("active_procedures", catalogue=catalogue)

    assert found["a"].value == Fraction(3, 10)
    assert found["b"].value is None
