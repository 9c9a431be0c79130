"""What is held back of a number, and how far it could move it."""

from __future__ import annotations

from fractions import Fraction

from board.known import Known
from metrics.held import HeldBack, worth
from metrics.ranking import Ranked, row, whole


def held_back(known: Known, ranked: Ranked, code: str = "") -> HeldBack | None:
    """Dossiers held back at a unit and below it, or of the whole (""), received in the
    window of the question; None where there are none."""
    if not known.held:
        return None
    asked = ranked.asked
    roots = (code,) if code else asked.tree.roots
    units = {one for root in roots for one in asked.tree.counted_at(root)}
    window = known.dossier_window(asked)
    held = sum(
        rows
        for unit, day, rows in known.held
        if unit in units and window.holds(day, day)
    )
    if not held:
        return None
    if asked.indicator.basis == "catalogue":
        # A state of the catalogue: no dossier moves it.
        return HeldBack(held, Fraction(0))
    told = row(ranked, code, {}) if code else whole(ranked, {})
    counts = (told["numerator"], told["denominator"])
    if asked.indicator.things != "dossiers" or None in counts:
        return HeldBack(held, None)
    return HeldBack(held, worth(int(str(counts[0])), int(str(counts[1])), held))
