"""What docs/checks.md says of false alarms, held to one week of the made-up city."""

from __future__ import annotations

from datetime import date

import pytest

from bench.unusual import MEASURED_ON, OF, City, alarms, found
from core.reasons import UNUSUAL

UNITS, PROCEDURES, *_ = OF


@pytest.fixture(scope="module")
def week():
    city = City.of(MEASURED_ON, date(2025, 6, 16), date(2025, 7, 20))
    return city.weeks(date(2025, 7, 14))


def test_hardly_anyone_is_told_of_where_nothing_is_wrong(week):
    counts = alarms(week)

    for check in UNUSUAL:
        assert counts[check, UNITS]["compared"] > 115
        assert counts[check, UNITS]["told"] <= 2
    shares = counts["unusual_share", PROCEDURES]
    assert shares["told"] / shares["compared"] < 0.03
    assert counts["unusual_volume", PROCEDURES]["told"] <= 1


def test_strong_faults_are_found_and_those_that_hardly_are_any_are_not(week):
    counts = found(week)

    for check in UNUSUAL:
        assert counts[check]["planted"] == 5
        assert counts[check]["strong"] >= 4, check
    # One procedure that never was online shows a tenth of it.
    others = set(UNUSUAL) - {"unusual_share"}
    assert {counts[check]["weak"] for check in others} == {0}
