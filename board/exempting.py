"""What is told of exemptions: all who read the pages read them."""

from __future__ import annotations

from board import disputes
from board.citing import Citing
from board.known import Known
from board.scoped import needs
from core.errors import UsageError
from core.scope import DECIDE, READ
from metrics.disputes import Effect, Pick
from metrics.exemptions import Exemption, numbered
from metrics.overlay import LEAVE_OUT
from store import disputed, exemptions


class Exempting(Citing):
    """The part of the board that speaks of exemptions."""

    @needs(READ)
    def exemptions(self) -> tuple[Exemption, ...]:
        """All of them, the oldest first."""
        return self._ask(_all)

    @needs(READ)
    def exemption(self, number: int) -> Exemption:
        """One of them; UsageError where there is none."""
        return numbered(self.exemptions(), number)

    @needs(DECIDE)
    def exemption_effect(self, pick: Pick) -> Effect:
        """What leaving the dossiers of a pick out would change now; of days to come
        nothing yet. UsageError for a procedure that there is not."""
        self.scope.hold((DECIDE,), pick.unit_code)
        return self._ask(_effect, pick)


def _all(known: Known) -> tuple[Exemption, ...]:
    with known.db.read() as connection:
        return exemptions.exemptions(connection)


def _effect(known: Known, pick: Pick) -> Effect:
    unknown = sorted({*pick.procedures} - {*known.procedures["code"]})
    if unknown:
        raise UsageError("There is no procedure “{code}”.", code=", ".join(unknown))
    with known.db.read() as connection:
        dossiers = disputed.alike(connection, pick, LEAVE_OUT)
    return disputes.effect_of(known, dossiers)
