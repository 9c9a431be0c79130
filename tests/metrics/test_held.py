"""Rows held back: how far a share could move at most."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from metrics.held import worth

COUNTS = st.integers(0, 40)


@given(numerator=COUNTS, rest=COUNTS, held=st.integers(0, 12))
def test_no_way_of_counting_them_moves_the_share_further(numerator, rest, held):
    denominator = numerator + rest
    if denominator == 0:
        assert worth(numerator, denominator, held) is None
        return
    now = Fraction(numerator, denominator)
    # Any of them may be found to count for, against, or not at all.
    moved = [
        abs(Fraction(numerator + good, denominator + counted) - now)
        for counted in range(held + 1)
        for good in range(counted + 1)
    ]

    assert worth(numerator, denominator, held) == max(moved)


def test_nothing_held_is_worth_nothing():
    assert worth(3, 4, 0) == 0
