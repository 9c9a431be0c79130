"""The one object that answers readers: questions in, plain frames out."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

import pandas as pd

from board import ground, places
from board.chairs import chairs
from board.completeness import completeness
from board.completion import recent
from board.data import data, rejected
from board.deadlines import frozen_deadline
from board.definitions import definitions
from board.doubts import doubts
from board.former import former
from board.freshness import stale_sources, version_and_stale
from board.guardrails import hollow
from board.header import header
from board.integrity import Evidence, evidence, integrity, unit_integrity
from board.made_of import made_of
from board.outgoing import Outgoing
from board.overview import overview
from board.procedures import procedures
from board.ranking import ranking
from board.reopened import reopened
from board.revised import revised
from board.revisions import revision
from board.stocktaking import Stocktaking
from board.thresholds import thresholds
from board.tolerances import tolerances
from board.trend import CUMULATIVE, trend
from board.unit import unit
from board.unusual import unusual, unusual_rules
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
from metrics.data_answer import DataAnswer
from metrics.doubted import DoubtsAsked
from metrics.expected import Expected
from metrics.guardrails import Hollow
from metrics.integrity import Integrity, UnitIntegrity
from metrics.made_of import MadeOf
from metrics.questions import Question
from metrics.revisions import FrozenDeadline, Revised, Revision
from metrics.unlike import Unlike
from store import jobs, sources

Answer = TypeVar("Answer")


class Board(Stocktaking, Outgoing):
    """Answers from one database. Answers are kept for as long as the data version
    stands, and are shared: a caller never writes into one. Safe for threads."""

    def data_version(self) -> int:
        """Raised with every change of data; what an answer may be kept by."""
        return self._answered.version()

    def units(self) -> pd.DataFrame:
        """The units of today, or of the last day with data where that is later: code,
        name, name_en, kind, former_district, parent_code, latitude, longitude,
        is_parent; in Vietnamese alphabetical order."""
        return self._ask(places.units)

    def boundaries(self) -> dict[str, dict[str, Any]]:
        """The units' boundaries, GeoJSON geometries by unit code; {} without any."""
        return self._ask(places.boundaries)

    def header(
        self, plan: str = "", basis: str = "", as_of: date | None = None
    ) -> Header:
        """What every page says at its top. Which sources are late hangs on the
        moment and is asked anew."""
        version, stale = version_and_stale(self.db)
        kept = self._answered.ask(header, (plan, basis, as_of), {}, version)
        return replace(kept, stale=stale) if stale else kept

    def ranking(self, question: Question, evaluation: int | None = None) -> Ranking:
        """The ranking table (contract, section 3), as known now or as frozen in
        `evaluation`; UsageError where that did not freeze the question."""
        if evaluation is not None:
            return self._ask(reopened, question, evaluation)
        return self._ask(ranking, question)

    def revisions(
        self, question: Question, unit_code: str, evaluation: int
    ) -> Revision:
        """What became of a number that `evaluation` published, by cause; "" is the
        whole. UsageError where that did not freeze the question."""
        return self._ask(revision, question, unit_code, evaluation)

    def provisional(self) -> Provisional | None:
        """The recent days that are not complete, as past days tell; None without
        dossiers."""
        return self._ask(recent)

    def frozen_deadline(self, question: Question) -> FrozenDeadline | None:
        """What was frozen for the last deadline passed of the question's plan, with
        the revisions since; None where nothing was."""
        return self._ask(frozen_deadline, question)

    def revised(self, question: Question, evaluation: int) -> Revised:
        """The units whose numbers are no longer those published, the widest
        difference first."""
        return self._ask(revised, question, evaluation)

    def completeness(self, question: Question) -> Expected:
        """What was expected of the ranked units of a question, and who lacks it."""
        return self._ask(completeness, question)

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

    def overview(
        self, plan: str = "", basis: str = "", as_of: date | None = None
    ) -> Overview:
        """How far the whole is, who is behind, who moved, who is silent."""
        return self._ask(overview, plan, basis, as_of)

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

    def former(self, code: str, as_of: date | None = None) -> FormerUnit | None:
        """What became of a unit that is not in force; None where that is not so."""
        return self._ask(former, code, as_of)

    def chairs(self, question: Question) -> ChairsAnswer:
        """Each Chair in office: what was taken over, and what became of it."""
        return self._ask(chairs, question)

    def procedures(
        self, question: Question, only: Sequence[str] = ()
    ) -> ProceduresAnswer:
        """The procedures, and the levels of some at each unit."""
        return self._ask(procedures, question, tuple(only))

    def data(
        self,
        rejected_load: int | None = None,
        running: bool = True,
        units: frozenset[str] | None = None,
    ) -> DataAnswer:
        """Where the numbers come from; the rejected rows of one load or the newest,
        of some units alone where the reader is to see no others.
        Job outcomes are told in the reader's language and are never kept; `running`:
        whether those of jobs and of sources asked, and what is late, are wanted."""
        parts = (tolerances(self.settings), rejected_load, units)
        newest = ground.of_ledger(self.db)
        kept: DataAnswer = self._answered.ask(data, parts, {}, beside=newest)
        if not running:
            return kept
        return replace(
            kept,
            jobs=jobs.overview(self.db),
            connections=sources.connections(self.db),
            stale=stale_sources(self.db),
        )

    def own_files(self) -> Hashable:
        """What an office's own files hold now, which pages hang on."""
        return ground.own_files(self.settings)

    def ledger_and_jobs(self, running: bool) -> Hashable:
        """What `data` hangs on without a data version, for `running` as there."""
        newest = ground.of_ledger(self.db)
        return newest, ground.of_running(self.db) if running else ()

    def doubts(self, asked: DoubtsAsked, limit: int | None = None) -> pd.DataFrame:
        """Doubtful rows that count, the most first (no more lines than `limit`): doubt,
        unit_code, unit_name, name_en, procedure_code ("": they speak of none; None: not
        kept), procedure_name, owner, rows, load_id (the newest), lines (how many there
        are). Of unit and procedure those that the rows are added up by."""
        return self._ask(doubts, asked, limit)

    def unusual(self) -> Unlike:
        """Whose newest complete week is unlike their own earlier ones. Raises
        SettingsError where the office's checks cannot be read."""
        return self._ask(unusual, unusual_rules(self.settings))

    def rejected(
        self, load: int | None = None, units: frozenset[str] | None = None
    ) -> pd.DataFrame:
        """Every rejected row there is, or every one of a load, or of some units."""
        return self._ask(rejected, load, units)

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

    def definitions(self, plan: str = "", as_of: date | None = None) -> Definitions:
        """All indicators with the whole's counts, and who moves under variants."""
        return self._ask(definitions, plan, as_of)

    def integrity(
        self, plan: str = "", window: str = "", as_of: date | None = None
    ) -> Integrity:
        """What is worth a look at all units, the whole with and without it. Raises
        SettingsError where the thresholds cannot be read."""
        return self._ask(integrity, plan, window, as_of, thresholds(self.settings))

    def hollow(
        self, indicators: Sequence[str], plan: str = "", as_of: date | None = None
    ) -> Hollow:
        """Whose rise of one of `indicators` is hollow, and every unit's guardrails."""
        now = thresholds(self.settings)
        return self._ask(hollow, tuple(indicators), plan, as_of, now)

    def unit_integrity(
        self, code: str, plan: str = "", window: str = "", as_of: date | None = None
    ) -> UnitIntegrity:
        """What is worth a look at one unit, and its figures with and without it."""
        now = thresholds(self.settings)
        return self._ask(unit_integrity, code, plan, window, as_of, now)

    def evidence(
        self,
        signal: str,
        code: str,
        plan: str = "",
        window: str = "",
        as_of: date | None = None,
    ) -> Evidence:
        """The dossiers that a signal points at, at one unit."""
        now = thresholds(self.settings)
        return self._ask(evidence, signal, code, plan, window, as_of, now)
