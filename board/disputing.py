"""What is told of disputes and incidents."""

from __future__ import annotations

from datetime import date

from board import disputes
from board.citing import Citing
from board.disputes import Looked, Units
from board.scoped import needs
from core.scope import DISPUTE, READ, ROWS, SETTLE
from metrics.disputes import Dispute, Effect, Pick


class Disputing(Citing):
    """The part of the board that speaks of disputes. `units` (None: all): where single
    rows are asked for; they are told where the reader may see them."""

    @needs(READ)
    def disputes(self, units: Units) -> tuple[Dispute, ...]:
        """All that the reader is told of, the oldest first."""
        return self._ask(disputes.told, self._rows(units))

    def _rows(self, units: Units) -> Units:
        return self.scope.within(ROWS, units)

    @needs(READ)
    def dispute(
        self, number: int, units: Units, most: int | None = None, after: int = 0
    ) -> Looked:
        """One of them, with at most `most` of those of its dossiers that the reader
        may see. UsageError where there is none."""
        return self._ask(disputes.one, number, self._rows(units), most, after)

    @needs(READ)
    def unit_disputes(self, code: str, units: Units) -> tuple[Dispute, ...]:
        """What is told on a unit's page, the newest first."""
        return self._ask(disputes.of_unit, code, self._rows(units))

    @needs(DISPUTE, SETTLE)
    def dispute_effect(self, pick: Pick, correction: str) -> Effect:
        """What a dispute or incident would change. UsageError where its dossiers are
        not there."""
        if pick.unit_code:
            self.scope.hold((DISPUTE, SETTLE), pick.unit_code)
        else:
            self.scope.hold((SETTLE,))
        return self._ask(disputes.effect, pick, correction)

    @needs(READ)
    def days_off_after(self, day: date) -> frozenset[date]:
        """The days off of this and the next year."""
        return self._ask(disputes.days_off_after, day)
