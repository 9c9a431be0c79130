"""A rise is hollow only where it is known, large enough, and a guardrail got worse."""

from __future__ import annotations

from fractions import Fraction

import pytest

from core.language import catalogue
from metrics.guardrails import COUNTS, GUARDRAILS, rails, rises

LIMITS = {
    "hollow": {"rise": Fraction(1, 100), "least": Fraction(10)},
    **{one.key: {"worse": Fraction(1, 20)} for one in GUARDRAILS},
}


def worse(before: tuple[int, int], now: tuple[int, int]) -> set[str]:
    names = ("requests", "received")
    told = (dict(zip(names, pair, strict=True)) for pair in (before, now))
    return {rail.guardrail.key for rail in rails(*told, LIMITS) if rail.worse}


@pytest.mark.parametrize(
    ("before", "now", "marked"),
    [
        ((10, 200), (20, 200), True),
        ((10, 200), (19, 200), False),
        ((0, 100), (10, 100), True),
        ((0, 90), (9, 90), False),
        ((0, 0), (50, 100), False),
        ((50, 100), (0, 0), False),
        ((30, 100), (10, 100), False),
    ],
)
def test_a_guardrail_is_worse_from_its_threshold_on(before, now, marked):
    assert worse(before, now) == ({"supplements"} if marked else set())


@pytest.mark.parametrize(
    ("before", "now", "rise"),
    [
        (Fraction(50, 100), Fraction(51, 100), True),
        (Fraction(50, 100), Fraction(509, 1000), False),
        (None, Fraction(1), False),
        (Fraction(0), None, False),
    ],
)
def test_a_headline_rises_from_its_threshold_on_and_only_where_known(before, now, rise):
    assert rises(before, now, LIMITS) is rise


def test_every_guardrail_is_two_counts_with_a_title_in_vietnamese():
    for one in GUARDRAILS:
        assert {one.top, one.below} <= set(COUNTS)
        assert one.title in catalogue("vi")
