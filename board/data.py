"""Where the numbers come from: loads, freshness, faults, reconciliation."""

from __future__ import annotations

import pandas as pd

from board.completeness import completeness
from board.header import header
from board.known import Known
from board.reconciliation import reconciliation
from core.clock import today
from metrics.data_answer import DataAnswer
from metrics.expected import Expected
from metrics.questions import Question
from metrics.residuals import Tolerances
from store import held, jobs, ledger

# Rows shown; `rejected` below hands all of them over.
_LOADS, _REJECTED = 100, 500


def data(
    known: Known,
    allowed: Tolerances,
    rejected_load: int | None = None,
    units: frozenset[str] | None = None,
) -> DataAnswer:
    """Loads, sources, rejected rows (of one load: all of them; of some units, where
    the reader is to see no others) and reports that are not added. `message`
    names the column at fault. `jobs` is left empty: runs of jobs are not part of the
    data version."""
    limit = _REJECTED if rejected_load is None else None
    now = today(known.db.timezone)
    as_of = known.facts.last_day or now
    with known.db.read() as connection:
        loads = ledger.loads(connection, _LOADS)
        sources = ledger.freshness(connection)
        reasons = ledger.reasons(connection)
        refused = ledger.rejected(connection, rejected_load, limit, units=units)
        evaluations = ledger.evaluations(connection)
        kept_back = held.by_load(connection)
    stale = [None if day is None else (now - day).days for day in sources["last_day"]]
    return DataAnswer(
        loads=loads,
        sources=sources.assign(stale_days=pd.Series(stale, dtype=object)),
        reasons=reasons,
        rejected=refused.assign(message=refused["field"]),
        jobs=pd.DataFrame(columns=list(jobs.OVERVIEW_COLUMNS), dtype=object),
        reconciliation=reconciliation(known, known.facts.tree(as_of), as_of, allowed),
        evaluations=evaluations,
        held=kept_back,
        expected=_expected(known),
    )


def _expected(known: Known) -> Expected:
    """Of the units that the default plan judges."""
    head = header(known)
    plan = head.plan.key if head.plan else ""
    kinds = head.plan.kinds if head.plan else ()
    return completeness(known, Question(head.pair[0], plan, kinds=kinds))


def rejected(
    known: Known, load: int | None = None, units: frozenset[str] | None = None
) -> pd.DataFrame:
    """Every rejected row, or every one of a load or of some units, as
    DataAnswer.rejected."""
    with known.db.read() as connection:
        rows = ledger.rejected(connection, load, units=units)
    return rows.assign(message=rows["field"])
