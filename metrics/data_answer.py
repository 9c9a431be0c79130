"""What a reader of the page of data is told; see metrics.answers."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from metrics.expected import Expected
from metrics.freshness import StaleSource
from metrics.unlike import Unlike


@dataclass(frozen=True)
class DataAnswer:
    """Where the numbers come from.

    `loads`: load_id, known_at, file, source, kind, outcome, read, accepted,
    unchanged, rejected, message. `sources`: source, kind, last_load, last_day,
    rows, stale_days. `reasons`: reason, rows. `rejected`: load_id, file, line,
    reason, message, row (the mapped columns as text). `jobs`: job, last_run,
    outcome, message, next_run. `reconciliation`: unit_code, unit_name,
    procedure_code, period_start, period_end, measure, reported, counted, difference,
    why (metrics.residuals.WHYS), tolerance (dossiers), result (beyond, within, alone),
    owner, look (who must look). `evaluations`: evaluation,
    known_at, as_of, cause. `connections`: source, state (closed, open, half_open),
    failures, opened_at, next_try_at, tried_at, succeeded_at, mark, message. `stale`:
    the sources that are late. `expected`: who brought what was expected of them.
    `held`: what each load holds back: load_id, file, kind, reason, rows. `doubts`:
    doubtful rows that count, as board.Board.doubts gives them; empty where they were
    not asked for. `unlike`: whose newest week is unlike their own
    earlier ones; None where that was not asked for.
    """

    loads: pd.DataFrame
    sources: pd.DataFrame
    reasons: pd.DataFrame
    rejected: pd.DataFrame
    jobs: pd.DataFrame
    reconciliation: pd.DataFrame
    evaluations: pd.DataFrame
    connections: pd.DataFrame = field(default_factory=pd.DataFrame)
    stale: tuple[StaleSource, ...] = ()
    expected: Expected | None = None
    held: pd.DataFrame = field(default_factory=pd.DataFrame)
    doubts: pd.DataFrame = field(default_factory=pd.DataFrame)
    unlike: Unlike | None = None
