"""When a rule asks, where a request stands, and the intervals that tell noise."""

from datetime import date, timedelta
from fractions import Fraction
from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import intervals
from metrics.completeness import Period
from metrics.dialogue import Entry, Request, may_ask
from metrics.reading import Amount
from metrics.requests import fell, lacks, off_track

DAY = date(2025, 7, 24)


def request(*whats, asked=DAY, due=5, **values):
    entries = tuple(
        Entry(n, 1, what, "x", asked + timedelta(days=n), "", due_on=None)
        for n, what in enumerate(whats, 1)
    )
    told = {"rule": "fell", "indicator": "online_dossiers"} | values
    until = asked + timedelta(days=due)
    about = {"text": "", "facts": {}, "person": "", "who": "rule", "at": ""}
    return Request(
        1, "00004", day=asked, due_on=until, entries=entries, **about, **told
    )


@pytest.mark.parametrize(
    ("whats", "state", "waits"),
    [
        ((), "asked", True),
        (("commented",), "asked", True),
        (("answered",), "answered", False),
        (("answered", "returned"), "returned", True),
        (
            ("answered", "returned", "answered", "accepted", "commented"),
            "closed",
            False,
        ),
    ],
)
def test_a_request_stands_where_its_newest_deciding_entry_says(whats, state, waits):
    one = request(*whats)

    assert (one.state, one.waits) == (state, waits)


def test_an_answer_is_overdue_the_day_after_its_last_day_and_never_once_given():
    assert not request().is_overdue(DAY + timedelta(days=5))
    assert request().is_overdue(DAY + timedelta(days=6))
    assert not request("answered").is_overdue(DAY + timedelta(days=60))


def test_a_rule_asks_once_while_open_and_rests_after_acceptance():
    def may(one, after, indicator="online_dossiers", rule="fell"):
        return may_ask([one], rule, indicator, DAY + timedelta(days=after), 14)

    assert not may(request(), 300)
    assert may(request(), 0, indicator="e2e_dossiers")
    assert may(request(), 0, rule="off_track")
    closed = request("answered", "accepted")  # on the second day after
    assert not may(closed, 2 + 14)
    assert may(closed, 2 + 15)


@pytest.mark.parametrize(
    ("statuses", "asks"),
    [
        (["off_track"] * 3, True),
        (["off_track"] * 2, False),
        (["met", *["off_track"] * 3], True),
        (["off_track", "unknown", "off_track"], False),
        (["off_track", "off_track", "at_risk"], False),
    ],
)
def test_off_track_asks_after_so_many_days_running_and_no_gap(statuses, asks):
    assert off_track(statuses, 3) == asks


def test_a_fall_asks_at_the_limit_where_chance_does_not_explain_it():
    before, after = Amount(4000, 5000), Amount(3750, 5000)
    limit = Fraction(5, 100)

    assert fell(before, after, limit, 5000) is not None
    assert fell(before, after, limit + Fraction(1, 10000), 500) is None
    assert fell(before, after, limit, 5001) is None
    # As many points of a tenth of the dossiers are noise.
    assert fell(Amount(40, 50), Amount(37, 50), limit, 10) is None
    assert fell(after, before, limit, 1) is None


@pytest.mark.parametrize("empty", [Amount(), Amount(0, 0), Amount(None, 30)])
def test_a_week_without_a_value_is_no_fall(empty):
    assert fell(empty, Amount(1, 90), Fraction(1, 100), 0) is None
    assert fell(Amount(80, 90), empty, Fraction(1, 100), 0) is None


def test_late_data_are_told_by_days_or_by_a_report_that_is_missing():
    gap = Period(date(2025, 7, 1), date(2025, 7, 7))

    assert lacks("dossiers", 2, (), DAY, 2)
    assert not lacks("dossiers", 1, (), DAY, 2)
    assert not lacks("", None, (), None, 2)
    assert lacks("reports", None, [gap], date(2025, 6, 30), 2)
    # A report left out long ago while later ones came is no silence of now.
    assert not lacks("reports", None, [gap], date(2025, 7, 14), 2)


def naive_wilson(top, below):
    """The roots of (p - x)^2 = z^2 x (1 - x) / n."""
    p, z = top / below, 1.959963984540054
    a = 1 + z * z / below
    b = -(2 * p + z * z / below)
    root = sqrt(max(b * b - 4 * a * p * p, 0))
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


counts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts, counts)
def test_intervals_are_those_of_wilson_and_newcombe(one, two):
    first, second = intervals.share(*one), intervals.share(*two)
    for told, (top, below) in ((first, one), (second, two)):
        low, high = naive_wilson(top, below)
        assert isclose(told.low, low, abs_tol=1e-9)
        assert isclose(told.high, high, abs_tol=1e-9)
        assert 0 <= told.low <= told.value <= told.high <= 1
    change = intervals.difference(second, first)
    (l1, u1), (l2, u2) = naive_wilson(*one), naive_wilson(*two)
    p1, p2 = one[0] / one[1], two[0] / two[1]
    low = p2 - p1 - sqrt((p2 - l2) ** 2 + (u1 - p1) ** 2)
    high = p2 - p1 + sqrt((u2 - p2) ** 2 + (p1 - l1) ** 2)
    assert isclose(change.low, low, abs_tol=1e-6)
    assert isclose(change.high, high, abs_tol=1e-6)


def test_the_interval_is_newcombes_own_example():
    """56 of 70 against 48 of 80: 0.0524 to 0.3339 (Newcombe 1998, table II, a)."""
    told = intervals.difference(intervals.share(56, 70), intervals.share(48, 80))

    assert [round(one, 4) for one in told] == [0.2, 0.0524, 0.3339]
