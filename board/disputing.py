"""What is told of disputes and incidents."""

from __future__ import annotations

from datetime import date

from board import disputes
from board.citing import Citing
from board.disputes import Looked, Units
from metrics.disputes import Dispute, Effect, Pick


class Disputing(Citing):
    """The part of the board that speaks of disputes. `units`: where the reader may see
    single rows, None is everywhere."""

    def disputes(self, units: Units) -> tuple[Dispute, ...]:
        """All that the reader is told of, the oldest first."""
        return self._ask(disputes.told, units)

    def dispute(
        self, number: int, units: Units, most: int | None = None, after: int = 0
    ) -> Looked:
        """One of them, with at most `most` of those of its dossiers that the reader
        may see. UsageError where there is none."""
        return self._ask(disputes.one, number, units, most, after)

    def unit_disputes(self, code: str, units: Units) -> tuple[Dispute, ...]:
        """What is told on a unit's page, the newest first."""
        return self._ask(disputes.of_unit, code, units)

    def dispute_effect(self, pick: Pick, correction: str) -> Effect:
        """What a dispute or incident would change. UsageError where its dossiers are
        not there."""
        return self._ask(disputes.effect, pick, correction)

    def days_off_after(self, day: date) -> frozenset[date]:
        """The days off of this and the next year."""
        return self._ask(disputes.days_off_after, day)
