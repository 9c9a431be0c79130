"""Status, path, gap and ranks at their borders (contract, section 3)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from metrics.reading import Amount
from metrics.standing import competition_ranks, expected, missing, status, worse
from metrics.targets import Target

TARGET = Target(
    "p",
    "online_dossiers",
    Fraction("0.8"),
    date(2025, 7, 30),
    starts_on=date(2025, 7, 1),
)
RISK = Fraction("0.05")


def amount(numerator: int | None, denominator: int | None) -> Amount:
    return Amount(numerator, denominator, Fraction(1), Fraction(1))


def status_of(numerator, denominator, day=date(2025, 7, 24), path="0.64"):
    return status(amount(numerator, denominator), TARGET, day, Fraction(path), RISK)


def test_met_is_exact_and_not_rounded():
    assert status_of(80, 100) == "met"
    # 79.9999996 % would be 80 % in any rounding.
    assert status_of(1_999_999_99, 2_500_000_00, date(2025, 8, 1)) == "off_track"
    assert status_of(2_000_000_00, 2_500_000_00, date(2025, 8, 1)) == "met"


def test_a_third_is_met_by_one_of_three_only_when_the_target_allows():
    third = Target("p", "i", Fraction("0.3333333333"), date(2025, 7, 30))

    assert status(amount(1, 3), third, date(2025, 7, 1), None, RISK) == "met"


@pytest.mark.parametrize(
    ("numerator", "expected_status"),
    [(64, "on_track"), (63, "at_risk"), (60, "at_risk"), (59, "off_track")],
)
def test_status_against_the_path_before_the_deadline(numerator, expected_status):
    assert status_of(numerator, 100) == expected_status


def test_exactly_the_margin_below_the_path_is_off_track():
    assert status_of(5900, 10000) == "off_track"
    assert status_of(5901, 10000) == "at_risk"


def test_on_the_deadline_day_the_path_asks_the_target_and_after_it_only_met_counts():
    assert status_of(79, 100, date(2025, 7, 30), "0.8") == "at_risk"
    assert status_of(79, 100, date(2025, 7, 31), "0.8") == "off_track"


@pytest.mark.parametrize(
    ("numerator", "denominator"), [(0, 0), (None, 10), (None, None)]
)
def test_no_value_is_unknown_never_off_track(numerator, denominator):
    assert status_of(numerator, denominator) == "unknown"


def test_without_a_target_there_is_no_status():
    assert status(amount(1, 2), None, date(2025, 7, 24), None, RISK) == ""


def test_the_path_runs_from_the_eve_to_the_deadline():
    start = TARGET.starts_on

    assert expected(TARGET, date(2025, 6, 30), Fraction("0.2"), start) == Fraction(
        "0.2"
    )
    assert expected(TARGET, date(2025, 7, 15), Fraction("0.2"), start) == Fraction(
        "0.5"
    )
    assert expected(TARGET, date(2025, 7, 30), Fraction("0.2"), start) == Fraction(
        "0.8"
    )


def test_the_path_never_asks_less_than_on_the_eve_nor_more_than_the_target():
    start = TARGET.starts_on

    assert expected(TARGET, date(2025, 5, 1), Fraction("0.2"), start) == Fraction("0.2")
    assert expected(TARGET, date(2025, 9, 1), Fraction("0.2"), start) == Fraction("0.8")


def test_an_unknown_eve_begins_at_nought():
    assert expected(TARGET, date(2025, 7, 15), None, TARGET.starts_on) == Fraction(
        "0.4"
    )


@pytest.mark.parametrize(
    ("numerator", "denominator", "more"),
    [(79, 100, 1), (80, 100, 0), (95, 100, 0), (0, 3, 3), (2, 3, 1), (0, 0, None)],
)
def test_missing_is_what_would_meet_the_target_now(numerator, denominator, more):
    assert missing(amount(numerator, denominator), TARGET) == more


def test_competition_ranks_on_the_exact_fraction():
    shares = {
        "a": Fraction(2, 3),
        "b": Fraction(4, 6),
        "c": Fraction(1),
        "d": Fraction(666666666, 1000000000),
        "e": None,
    }

    assert competition_ranks(shares) == {"c": 1, "a": 2, "b": 2, "d": 4}


def test_shares_that_are_one_float_are_still_told_apart():
    most = 10**17
    shares = {"less": Fraction(most - 1, most), "all": Fraction(1)}
    assert float(shares["less"]) == float(shares["all"])

    assert competition_ranks(shares) == {"all": 1, "less": 2}


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        ("met", "off_track", "off_track"),
        ("unknown", "off_track", "unknown"),
        ("on_track", "", "on_track"),
        ("", "", ""),
    ],
)
def test_of_two_targets_the_worse_status_is_shown(first, second, shown):
    assert worse(first, second) == worse(second, first) == shown
