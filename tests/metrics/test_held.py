"""Rows held back: how far a share could move at most."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from metrics.held import HeldBack, worth


def _reached(numerator, denominator, held):
    """Every (numerator, denominator) that taking `held` rows one by one can lead to."""
    now = {(numerator, denominator)}
    for _row in range(held):
        now = {
            (n + up, d + more)
            for n, d in now
            for up, more in STEPS
            if 0 <= n + up <= d + more
        }
    return now


# A row is no dossier of this share (0, 0), is a new one, turns one, takes one away.
STEPS = ((0, 0), (0, 1), (1, 1), (1, 0), (-1, 0), (0, -1), (-1, -1))


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 5))
def test_no_way_of_taking_them_moves_the_share_further(numerator, rest, held):
    denominator = numerator + rest
    told = worth(numerator, denominator, held)
    if not denominator:
        assert told is None
        return
    now = Fraction(numerator, denominator)
    ends = [Fraction(n, d) for n, d in _reached(numerator, denominator, held) if d]

    # The furthest is reached: the bound is no larger than it must be.
    assert told == max(abs(end - now) for end in ends)


def test_nothing_held_is_worth_nothing():
    assert worth(3, 4, 0) == 0


def test_at_most_is_rounded_up():
    assert HeldBack(1, Fraction(1, 100_000)).points == 0.1
    assert HeldBack(1, Fraction(4, 1000)).points == 0.4
    assert HeldBack(1, None).points is None
