"""What rows held back could change: how far a share could move at most."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil


@dataclass(frozen=True)
class HeldBack:
    """Dossiers held back in a number's window, and by how much (a share, 0 to 1) they
    could move it at most; None where it does not hang on dossiers or is not known."""

    dossiers: int
    worth: Fraction | None

    @property
    def points(self) -> float | None:
        """`worth` in percentage points, one digit, rounded up: at most means it."""
        return None if self.worth is None else ceil(self.worth * 1000) / 10


def worth(numerator: int, denominator: int, held: int) -> Fraction | None:
    """By how much (a share, 0 to 1) `numerator / denominator` could move at most, up or
    down, were all `held` rows taken: each may be a new dossier, or may correct one that
    counts now (turn it for or against, or take it away). None where there is no value.

    Turning a dossier moves a share further than adding or taking one away does, so
    the furthest is to turn as many as there are."""
    if denominator <= 0:
        return None
    up = min(held, denominator - numerator)
    down = min(held, numerator)
    return Fraction(max(up, down), denominator)
