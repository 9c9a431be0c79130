"""What is told of where the numbers come from."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

import pandas as pd

from board import ground
from board.citing import Citing
from board.data import data, rejected
from board.doubts import doubts
from board.freshness import stale_sources
from board.scoped import needs
from board.tolerances import tolerances
from board.unusual import unusual, unusual_rules
from core.scope import READ, ROWS
from metrics.data_answer import DataAnswer
from metrics.doubted import DoubtsAsked
from metrics.unlike import Unlike
from store import jobs, sources


class Sourcing(Citing):
    """The part of the board that speaks of loads, sources and rows."""

    @needs(READ)
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
        seen = self.scope.within(ROWS, units)
        parts = (tolerances(self.settings), rejected_load, seen)
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

    @needs()
    def own_files(self) -> Hashable:
        """What an office's own files hold now, which pages hang on."""
        return ground.own_files(self.settings)

    @needs()
    def ledger_and_jobs(self, running: bool) -> Hashable:
        """What `data` hangs on without a data version, for `running` as there."""
        newest = ground.of_ledger(self.db)
        return newest, ground.of_running(self.db) if running else ()

    @needs(READ)
    def doubts(self, asked: DoubtsAsked, limit: int | None = None) -> pd.DataFrame:
        """Doubtful rows that count, the most first (no more lines than `limit`): doubt,
        unit_code, unit_name, name_en, procedure_code ("": they speak of none; None: not
        kept), procedure_name, owner, rows, load_id (the newest), lines (how many there
        are). Of unit and procedure those that the rows are added up by."""
        return self._ask(doubts, asked, limit)

    @needs(READ)
    def unusual(self) -> Unlike:
        """Whose newest complete week is unlike their own earlier ones. Raises
        SettingsError where the office's checks cannot be read."""
        return self._ask(unusual, unusual_rules(self.settings))

    @needs(ROWS)
    def rejected(
        self, load: int | None = None, units: frozenset[str] | None = None
    ) -> pd.DataFrame:
        """Every rejected row there is, or every one of a load, or of some units."""
        return self._ask(rejected, load, self.scope.within(ROWS, units))
