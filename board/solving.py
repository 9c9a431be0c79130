"""What is told of who solved which procedure."""

from __future__ import annotations

from datetime import date

from board.dialogue import Dialogue
from board.scoped import needs
from board.solved import solved, solved_rule
from core.scope import DIALOGUE, READ
from metrics.solved import Rule
from metrics.solvers import Said, Solved, said


class Solving(Dialogue):
    """The part of the board that speaks of procedures that were solved: to all who
    read what the figures and the catalogue tell, and what a unit said and promised to
    who reads its dialogue."""

    @needs(READ)
    def solved_rule(self) -> Rule:
        """When a procedure is told as solved. Raises SettingsError where the office's
        own file cannot be read."""
        return solved_rule(self.settings)

    @needs(READ)
    def solved(self, plan: str = "", as_of: date | None = None) -> Solved:
        """Who solved which procedure. Raises what `solved_rule` raises, and UsageError
        for an unknown plan."""
        found: Solved = self._ask(solved, self.solved_rule(), plan, as_of)
        return found

    @needs(DIALOGUE)
    def solved_said(self, answer: Solved) -> Said:
        """What units said and promised around what they solved, by unit and procedure,
        of the units of which the reader reads the dialogue."""
        requests, commitments = self.requests(None), self.commitments(None)
        told = {
            (one.unit_code, one.procedure_code): said(
                one, answer, requests, commitments
            )
            for one in answer.found
        }
        return {pair: did for pair, did in told.items() if did}
