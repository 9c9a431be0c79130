"""How complete recent days are, as past days tell."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.completion import ENOUGH, LEAST_DAYS, MATURE, Curve, learn, provisional

KNOWN_ON = date(2025, 7, 31)
OLD = KNOWN_ON - timedelta(days=MATURE)
ARRIVALS = st.lists(
    st.tuples(
        st.dates(OLD - timedelta(days=16), KNOWN_ON),
        st.integers(-1, MATURE + 4),
        st.integers(0, 9),
    ),
    max_size=60,
)


def days(count: int, lags: dict[int, int], until: date = OLD) -> list:
    """`count` days up to `until`, of each `lags[k]` dossiers known k days after."""
    return [
        (until - timedelta(days=back), lag, number)
        for back in range(count)
        for lag, number in lags.items()
    ]


def teaching(arrivals: list) -> list[list[tuple[int, int]]]:
    """The same days, told naively: those old enough and loaded soon enough."""
    found = []
    for day in sorted({day for day, _, _ in arrivals}):
        came = [(max(lag, 0), n) for d, lag, n in arrivals if d == day and n > 0]
        if day <= OLD and came and min(lag for lag, _ in came) <= MATURE:
            found.append(came)
    return found


@settings(max_examples=60)
@given(arrivals=ARRIVALS)
def test_a_curve_never_falls_and_claims_no_completeness_it_has_not_seen(arrivals):
    curve = learn(arrivals, KNOWN_ON)
    taught = teaching(arrivals)
    if len(taught) < LEAST_DAYS:
        assert curve is None
        return

    assert curve.days == len(taught)
    assert list(curve.shares) == sorted(curve.shares)
    final = sum(n for came in taught for _, n in came)
    for after, share in enumerate(curve.shares):
        known = sum(n for came in taught for lag, n in came if lag <= after)
        assert share == Fraction(known, final)
        # Whole is said only where nothing ever came later.
        assert (share == 1) == (known == final)


def test_nine_days_teach_nothing_and_ten_do():
    assert learn(days(LEAST_DAYS - 1, {1: 5}), KNOWN_ON) is None
    assert learn(days(LEAST_DAYS, {1: 5}), KNOWN_ON).days == LEAST_DAYS


def test_a_history_handed_in_at_once_teaches_nothing():
    assert learn(days(30, {MATURE + 1: 5}), KNOWN_ON) is None


def test_days_that_still_grow_teach_nothing():
    young = days(MATURE, {0: 9}, until=KNOWN_ON)

    assert learn(young, KNOWN_ON) is None
    assert learn([*days(10, {1: 5}), *young], KNOWN_ON).shares[0] == 0


def test_recent_days_are_provisional_until_enough_of_them_is_known():
    curve = learn(days(10, {0: 60, 1: 39, 3: 1}), KNOWN_ON)
    counts = {KNOWN_ON: 30, KNOWN_ON - timedelta(days=1): 50}

    found = provisional(curve, counts, KNOWN_ON, KNOWN_ON)

    # After one day 99 of 100 are known: that is enough.
    assert found.days == {KNOWN_ON: Fraction(6, 10)}
    assert curve.after(1) == ENOUGH
    assert (found.known, found.expected, found.share) == (30, 50, Fraction(3, 5))
    assert found.reached_by(KNOWN_ON)
    assert not found.reached_by(KNOWN_ON - timedelta(days=1))


def test_what_was_never_loaded_so_early_has_no_expected_count():
    curve = learn(days(10, {2: 5}), KNOWN_ON)

    found = provisional(curve, {KNOWN_ON: 4}, KNOWN_ON, KNOWN_ON)

    assert set(found.days) == {KNOWN_ON, KNOWN_ON - timedelta(days=1)}
    assert (found.expected, found.share) == (None, None)


def test_without_a_curve_no_day_is_named():
    found = provisional(None, {KNOWN_ON: 4}, KNOWN_ON, KNOWN_ON)

    assert (dict(found.days), found.curve) == ({}, None)


def test_complete_days_are_not_provisional():
    curve = Curve((Fraction(1),) * (MATURE + 1), 10)

    assert provisional(curve, {KNOWN_ON: 4}, KNOWN_ON, KNOWN_ON).days == {}
