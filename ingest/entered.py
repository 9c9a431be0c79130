"""Rows that a person entered: taken through the same checks, archive and ledger as a
file, so that they can be undone and stand among what moved the numbers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from core.errors import UsageError
from core.kinds import Kind
from core.settings import Settings
from ingest.alone import one_load_at_a_time
from ingest.archive import Archive
from ingest.judge import Judged, judge
from ingest.neutral import RawPart
from store import evaluations, loads
from store.engine import Database
from store.undo import Transaction

# What else is written in the transaction of the load, of which the number is given.
Beside = Callable[[Transaction, int], None]


def take_entered(
    db: Database,
    settings: Settings,
    kind: Kind,
    rows: Sequence[Mapping[str, str]],
    name: str,
    who: str,
    beside: Beside,
) -> int:
    """Take rows that `who` entered, all with the same columns, as one load under
    `name`, and freeze an evaluation; its number. A demo city takes them as its own:
    they are as invented, and its pages keep saying so.

    UsageError where a check rejects a row, or while another load goes on.
    """
    with one_load_at_a_time(db, wait=False):
        judged = _judged(db, settings, kind, rows)
        # Not of the rows alone: the same may be entered again, after others.
        said = json.dumps([name, list(rows)], ensure_ascii=False).encode()
        record = loads.NewLoad(name, hashlib.sha256(said).hexdigest(), _source(who))
        folder = db.settings.var / "archive" if db.kept else None
        with Archive(folder, record.sha256, False) as archive:
            archive.write(judged.batch, judged.part.rejected)
            with db.write() as connection:
                taken = loads.take(connection, record, [judged.part])
                beside(connection, taken.load_id)
                archive.keep(None)
    if db.kept:
        evaluations.freeze(db, "load")
    return taken.load_id


def _source(who: str) -> str:
    return f"entered by {who}"


def _judged(
    db: Database, settings: Settings, kind: Kind, rows: Sequence[Mapping[str, str]]
) -> Judged:
    cells = pd.DataFrame(list(rows), dtype="str")
    lines = np.arange(2, len(rows) + 2, dtype=np.int64)
    (judged,) = judge([RawPart(kind, cells, lines)], db, settings)
    rejected = judged.part.rejected
    if len(rejected):
        worst = rejected.iloc[0]
        raise UsageError(
            "This would be rejected: {field}: {reason}.",
            field=str(worst["field"]),
            reason=str(worst["reason"]),
        )
    return judged
