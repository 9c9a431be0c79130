"""The one object that answers readers: questions in, plain frames out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

import pandas as pd

from board import places, public
from board.chairs import chairs
from board.completeness import completeness
from board.completion import recent
from board.deadlines import frozen_deadline
from board.definitions import definitions
from board.exempting import Exempting
from board.former import former
from board.freshness import version_and_stale
from board.guardrails import hollow
from board.header import header
from board.integrity import Evidence, evidence, integrity, unit_integrity
from board.made_of import made_of
from board.outgoing import Outgoing
from board.overview import overview
from board.procedures import procedures
from board.publishing import Publishing
from board.ranking import ranking
from board.reopened import reopened
from board.revised import revised
from board.revisions import revision
from board.scoped import needs
from board.solving import Solving
from board.sourcing import Sourcing
from board.stocktaking import Stocktaking
from board.thresholds import thresholds
from board.tolerances import tolerances
from board.trend import CUMULATIVE, trend
from board.unit import unit
from core.scope import PUBLISHED, READ, ROWS
from metrics.answers import (
    ChairsAnswer,
    Definitions,
    Header,
    Overview,
    ProceduresAnswer,
    Ranking,
    Trend,
    UnitAnswer,
)
from metrics.borders import FormerUnit
from metrics.completion import Provisional
from metrics.expected import Expected
from metrics.guardrails import Hollow
from metrics.integrity import Integrity, UnitIntegrity
from metrics.made_of import MadeOf
from metrics.questions import Question
from metrics.revisions import FrozenDeadline, Revised, Revision

Answer = TypeVar("Answer")


class Board(Stocktaking, Solving, Exempting, Outgoing, Sourcing, Publishing):
    """Answers from one database, within the scope of who reads: each reading says
    which right it needs, and is narrowed to the units where the reader has it. Answers
    are kept for as long as the data version stands, and are shared: a caller never
    writes into one. Safe for threads."""

    @needs()
    def data_version(self) -> int:
        """Raised with every change of data; what an answer may be kept by."""
        return self._answered.version()

    @needs(READ, PUBLISHED)
    def units(self) -> pd.DataFrame:
        """The units of today, or of the last day with data where that is later: code,
        name, name_en, kind, former_district, parent_code, latitude, longitude,
        is_parent; in Vietnamese alphabetical order."""
        return self._ask(places.units)

    @needs(READ, PUBLISHED)
    def boundaries(self) -> dict[str, dict[str, Any]]:
        """The units' boundaries, GeoJSON geometries by unit code; {} without any."""
        return self._ask(places.boundaries)

    @needs(READ, PUBLISHED)
    def header(
        self, plan: str = "", basis: str = "", as_of: date | None = None
    ) -> Header:
        """What every page says at its top. Which sources are late hangs on the
        moment and is asked anew."""
        if self.scope.published_only:
            return self._of_published(public.header, plan, basis, as_of)
        version, stale = version_and_stale(self.db)
        kept = self._answered.ask(header, (plan, basis, as_of), {}, version)
        return replace(kept, stale=stale) if stale else kept

    @needs(READ, PUBLISHED)
    def ranking(self, question: Question, evaluation: int | None = None) -> Ranking:
        """The ranking table (contract, section 3), as known now or as frozen in
        `evaluation`; UsageError where that did not freeze the question."""
        if self.scope.published_only:
            return self._ranking_published(question, evaluation)
        if evaluation is not None:
            return self._ask(reopened, question, evaluation)
        return self._ask(ranking, question)

    @needs(READ)
    def revisions(
        self, question: Question, unit_code: str, evaluation: int
    ) -> Revision:
        """What became of a number that `evaluation` published, by cause; "" is the
        whole. UsageError where that did not freeze the question."""
        return self._ask(revision, question, unit_code, evaluation)

    @needs(READ)
    def provisional(self) -> Provisional | None:
        """The recent days that are not complete, as past days tell; None without
        dossiers."""
        return self._ask(recent)

    @needs(READ)
    def frozen_deadline(self, question: Question) -> FrozenDeadline | None:
        """What was frozen for the last deadline passed of the question's plan, with
        the revisions since; None where nothing was."""
        return self._ask(frozen_deadline, question)

    @needs(READ)
    def revised(self, question: Question, evaluation: int) -> Revised:
        """The units whose numbers are no longer those published, the widest
        difference first."""
        return self._ask(revised, question, evaluation)

    @needs(READ)
    def completeness(self, question: Question) -> Expected:
        """What was expected of the ranked units of a question, and who lacks it."""
        return self._ask(completeness, question)

    @needs(READ)
    def trend(
        self,
        indicator: str,
        units: Sequence[str],
        plan: str = "",
        start: date | None = None,
        end: date | None = None,
        step: str = CUMULATIVE,
        as_published: bool = False,
        borders: str = "",
    ) -> Trend:
        """Values over periods; "" is the whole."""
        asked = (indicator, tuple(units), plan, start, end, step, as_published)
        return self._ask(trend, *asked, borders)

    @needs(READ, PUBLISHED)
    def overview(
        self, plan: str = "", basis: str = "", as_of: date | None = None
    ) -> Overview:
        """How far the whole is, who is behind, who moved, who is silent."""
        if self.scope.published_only:
            return self._of_published(public.overview, plan, basis, as_of)
        return self._ask(overview, plan, basis, as_of)

    @needs(READ)
    def unit(
        self,
        code: str,
        plan: str = "",
        basis: str = "",
        as_of: date | None = None,
        borders: str = "",
    ) -> UnitAnswer:
        """One unit's page; UsageError when there is no such unit."""
        return self._ask(
            unit, tolerances(self.settings), code, plan, basis, as_of, borders
        )

    @needs(READ)
    def former(self, code: str, as_of: date | None = None) -> FormerUnit | None:
        """What became of a unit that is not in force; None where that is not so."""
        return self._ask(former, code, as_of)

    @needs(READ)
    def chairs(self, question: Question) -> ChairsAnswer:
        """Each Chair in office: what was taken over, and what became of it."""
        return self._ask(chairs, question)

    @needs(READ)
    def procedures(
        self, question: Question, only: Sequence[str] = ()
    ) -> ProceduresAnswer:
        """The procedures, and the levels of some at each unit."""
        return self._ask(procedures, question, tuple(only))

    @needs(READ)
    def made_of(
        self,
        question: Question,
        unit_code: str,
        procedure_code: str = "",
        day: date | None = None,
    ) -> MadeOf:
        """What one number is made of, one level down; UsageError for an unknown
        unit."""
        return self._ask(made_of, question, unit_code, procedure_code, day)

    @needs(READ)
    def definitions(self, plan: str = "", as_of: date | None = None) -> Definitions:
        """All indicators with the whole's counts, and who moves under variants."""
        return self._ask(definitions, plan, as_of)

    @needs(READ)
    def integrity(
        self, plan: str = "", window: str = "", as_of: date | None = None
    ) -> Integrity:
        """What is worth a look at all units, the whole with and without it. Raises
        SettingsError where the thresholds cannot be read."""
        return self._ask(integrity, plan, window, as_of, thresholds(self.settings))

    @needs(READ)
    def hollow(
        self, indicators: Sequence[str], plan: str = "", as_of: date | None = None
    ) -> Hollow:
        """Whose rise of one of `indicators` is hollow, and every unit's guardrails."""
        now = thresholds(self.settings)
        return self._ask(hollow, tuple(indicators), plan, as_of, now)

    @needs(READ)
    def unit_integrity(
        self, code: str, plan: str = "", window: str = "", as_of: date | None = None
    ) -> UnitIntegrity:
        """What is worth a look at one unit, and its figures with and without it."""
        now = thresholds(self.settings)
        return self._ask(unit_integrity, code, plan, window, as_of, now)

    @needs(ROWS)
    def evidence(
        self,
        signal: str,
        code: str,
        plan: str = "",
        window: str = "",
        as_of: date | None = None,
    ) -> Evidence:
        """The dossiers that a signal points at, at one unit."""
        self.scope.hold((ROWS,), code)
        now = thresholds(self.settings)
        return self._ask(evidence, signal, code, plan, window, as_of, now)
