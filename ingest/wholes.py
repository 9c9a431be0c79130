"""Reported parts against their reported wholes (contract, Bad rows).

Measures are settled wholes first, so that a part is held only against wholes that
are themselves accepted, in the same file or kept from before.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ingest.known import Known
from ingest.normalise import Batch
from ingest.times import Mask
from ingest.twins import losers, stamps_of
from metrics.measures import MEASURE_KEYS, WHOLES_OF

_CELL = ["unit_code", "procedure_code", "period_start", "period_end"]
Figures = npt.NDArray[np.float64]
Places = npt.NDArray[np.integer[Any]]


def _depth(measure: str) -> int:
    return max((1 + _depth(whole) for whole in WHOLES_OF.get(measure, ())), default=0)


_WHOLES_FIRST = sorted(MEASURE_KEYS, key=_depth)


class _Cells:
    """What each measure of each cell (unit, procedure, period) is settled at."""

    def __init__(self, rows: pd.DataFrame, kept: pd.DataFrame) -> None:
        cells = pd.concat([rows[_CELL], kept[_CELL]]).astype(object)
        group = cells.groupby(_CELL, sort=False, dropna=False).ngroup()
        place: Places = group.to_numpy(dtype=np.intp)
        self.of_row: Places = place[: len(rows)]
        self.of_kept: Places = place[len(rows) :]
        self._count = int(place.max(initial=-1)) + 1
        self._figures: dict[str, Figures] = {}

    def figures(self, measure: str) -> Figures:
        if measure not in self._figures:
            self._figures[measure] = np.full(self._count, np.nan)
        return self._figures[measure]

    def limit(self, measure: str, cells: Places) -> Figures:
        """The smallest whole of `measure` in each cell; NaN where none is known."""
        limit = np.full(len(cells), np.nan)
        for whole in WHOLES_OF.get(measure, ()):
            limit = np.fmin(limit, self.figures(whole)[cells])
        return limit


def exceeding(batch: Batch, good: Mask, known: Known) -> Mask:
    """The good rows of a counts file that are above a whole of theirs."""
    rows = batch.rows.assign(
        procedure_code=batch.rows.get("procedure_code", ""), stamp=stamps_of(batch)
    )
    kept = known.wholes
    cells = _Cells(rows, kept)
    values = rows["value"].to_numpy(dtype=float)
    found = np.zeros(len(rows), dtype=bool)
    for measure in _WHOLES_FIRST:
        stored = np.flatnonzero(kept["measure"] == measure)
        cells.figures(measure)[cells.of_kept[stored]] = (
            kept["value"].iloc[stored].astype(float)
        )
        asked = good & np.asarray(rows["measure"] == measure)
        over = np.zeros(len(rows), dtype=bool)
        at = np.flatnonzero(asked)
        over[at] = values[at] > cells.limit(measure, cells.of_row[at])
        found |= over
        taken = asked & ~over & ~losers(batch, asked & ~over)
        taken &= ~_older(rows, taken, kept.iloc[stored], cells, stored)
        if known.tried is not None:
            # What the other rows of known bytes said then, a later load may have
            # put right since: what is kept goes over them.
            taken &= rows["line"].isin(known.tried).to_numpy(dtype=bool)
        figures = cells.figures(measure)
        figures[cells.of_row[taken]] = values[taken]
    return found


def _older(
    rows: pd.DataFrame, taken: Mask, kept: pd.DataFrame, cells: _Cells, stored: Places
) -> Mask:
    """Rows whose kept figure has a newer stamp: they will not be what counts."""
    stamp = dict(
        zip(cells.of_kept[stored].tolist(), kept["reported_at"].tolist(), strict=True)
    )
    older = np.zeros(len(rows), dtype=bool)
    stamps: list[str] = rows["stamp"].tolist()
    for row in np.flatnonzero(taken).tolist():
        before, now = stamp.get(int(cells.of_row[row]), ""), stamps[row]
        # Bare days and times compare by their first ten characters, near enough to
        # tell here which of two reports of one figure is the later.
        shared = min(len(before), len(now))
        older[row] = bool(shared) and now[:shared] < before[:shared]
    return older
