"""Intervals of shares and of their differences, where counts are few.

Wilson's score interval for a share; Newcombe's for the difference of two independent
shares (R. G. Newcombe, Statistics in Medicine 17, 1998, 873-890, method 10): the
distances of the estimates from their own limits are squared and added.
"""

from __future__ import annotations

from math import hypot, sqrt
from typing import NamedTuple

# 95 % of a standard normal lie within.
Z = 1.959963984540054


class Span(NamedTuple):
    """An estimate and its limits; shares, or differences of shares."""

    value: float
    low: float
    high: float


def share(numerator: int, denominator: int, z: float = Z) -> Span:
    """A share with Wilson's interval, of 95 % or of so many standard errors (`z`).
    `denominator` is above 0."""
    p, square = numerator / denominator, z * z
    middle = (p + square / (2 * denominator)) / (1 + square / denominator)
    half = sqrt(
        p * (1 - p) / denominator + square / (4 * denominator * denominator)
    ) * (z / (1 + square / denominator))
    return Span(p, min(max(middle - half, 0.0), p), max(min(middle + half, 1.0), p))


def difference(after: Span, before: Span) -> Span:
    """`after` - `before`, of two that are independent."""
    value = after.value - before.value
    low = hypot(after.value - after.low, before.high - before.value)
    high = hypot(after.high - after.value, before.value - before.low)
    return Span(value, value - low, value + high)
