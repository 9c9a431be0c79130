"""What rows held back could change: how far a share could move at most."""

from __future__ import annotations

from fractions import Fraction


def worth(numerator: int, denominator: int, held: int) -> Fraction | None:
    """By how much (a share, 0 to 1) `numerator / denominator` could move at most, up or
    down, were all `held` dossiers counted, each of them for it or each against it.
    None where there is no value now."""
    if denominator <= 0:
        return None
    now = Fraction(numerator, denominator)
    up = Fraction(numerator + held, denominator + held) - now
    down = now - Fraction(numerator, denominator + held)
    return max(up, down)
