"""Which loads and undos came after an evaluation."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection, select

from core.kinds import Kind
from store import bulk
from store.evaluations import Evaluation
from store.schema import load


@dataclass(frozen=True)
class Since:
    """What came after an evaluation. `ledger`: load_id, known_at, file, retry_of,
    undone_at of every load taken; `undone`, `gone`: loads undone since, and before."""

    evaluation: Evaluation
    ledger: pd.DataFrame
    undone: frozenset[int]
    gone: frozenset[int]

    @property
    def last_load(self) -> int:
        """The last load that the evaluation knew."""
        return self.evaluation.last_load or 0

    def newer(self, kind: Kind) -> int:
        """The last row of a kind that the evaluation knew."""
        return self.evaluation.last_rows.get(kind.name, 0)


def since(connection: Connection, evaluation: Evaluation) -> Since:
    """The loads and undos after an evaluation."""
    rows = bulk.read_frame(
        connection,
        select(
            load.c.id.label("load_id"),
            load.c.known_at,
            load.c.file,
            load.c.retry_of,
            load.c.undone_at,
        )
        .where(load.c.outcome == "taken")
        .order_by(load.c.id),
    )
    last = evaluation.last_load or 0
    later = rows["undone_at"] > evaluation.known_at
    before = (rows["undone_at"] != "") & ~later
    return Since(
        evaluation,
        rows,
        frozenset(rows.loc[later & (rows["load_id"] <= last), "load_id"]),
        frozenset(rows.loc[before, "load_id"]),
    )
