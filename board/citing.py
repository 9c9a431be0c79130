"""What is told of single numbers: where they come from, how they are cited, and what
became of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from typing import Any, Self, TypeVar

from board.answered import Answered
from board.by_procedure import procedure_figures, procedure_passport
from board.passport import passport
from board.proof import proof
from board.scoped import needs
from board.verdict import of_number, verdict
from core.scope import EVERYTHING, PUBLISHED, READ, Scope
from core.settings import Settings
from metrics.passports import Kept, Passport, Proof, Verdict
from metrics.procedure_figures import ProcedureFigures
from metrics.questions import Question
from store import citations
from store.engine import Database

Answer = TypeVar("Answer")


def _everything() -> Scope:
    return EVERYTHING


class Citing:
    """The part of the board that speaks of single numbers. `reader` says, at every
    question, within which scope it is answered."""

    def __init__(
        self,
        db: Database,
        settings: Settings,
        reader: Callable[[], Scope] = _everything,
    ) -> None:
        self.db = db
        self.settings = settings
        self._reader = reader
        self._answered = Answered(db)

    @property
    def scope(self) -> Scope:
        """Where the reader has which right."""
        return self._reader()

    def read_by(self, reader: Callable[[], Scope]) -> Self:
        """The same board for another reader; what was answered before is shared."""
        other = copy(self)
        other._reader = reader
        return other

    def _ask(
        self, question: Callable[..., Answer], *parts: Any, **named: Any
    ) -> Answer:
        return self._answered.ask(question, parts, named)

    @needs(READ)
    def passport(
        self, question: Question, unit_code: str = "", procedure: str = ""
    ) -> Passport:
        """What stands behind one number, or behind the figure of one procedure of it;
        UsageError for an unknown unit or procedure."""
        if procedure:
            return self._ask(procedure_passport, question, unit_code, procedure)
        return self._ask(passport, question, unit_code)

    @needs(READ)
    def by_procedure(
        self, question: Question, unit_code: str = "", procedure: str = ""
    ) -> ProcedureFigures:
        """The figure of each procedure, or of one; UsageError for an unknown one."""
        return self._ask(procedure_figures, question, unit_code, procedure)

    @needs(READ)
    def proof(self, question: Question, unit_code: str = "") -> Proof:
        """One number worked out again past the tallies, now: never a kept answer."""
        return self._answered.fresh(proof, question, unit_code)

    @needs(READ, PUBLISHED)
    def keep_table(
        self, digest: str, evaluation: int | None, asked: Mapping[str, object]
    ) -> None:
        """Keep how a table that is taken away was asked for, under its hash."""
        citations.keep(self.db, digest, evaluation or 0, asked)

    @needs(READ)
    def kept_table(self, digest: str, evaluation: int | None = None) -> Kept | None:
        """The table that was taken away under a hash (or its beginning); None where
        there is none."""
        with self.db.read() as connection:
            return citations.find(connection, digest, evaluation)

    @needs(READ)
    def verdict(self, evaluation: int, digest: str) -> Verdict:
        """What became of a printed number of an evaluation, by its hash."""
        # A table that is taken away is kept without a new data version.
        return self._answered.fresh(verdict, evaluation, digest)

    @needs(READ)
    def verdict_of(
        self, evaluation: int, question: Question, unit_code: str = ""
    ) -> Verdict:
        """What became of the number that an evaluation froze of a unit."""
        return self._ask(of_number, evaluation, question, unit_code)
