"""Counting dossiers while they are in memory: those of a first load."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.measures import MEASURE_KEYS, MEASURES, RECEIVED

_GROUP = ["unit_code", "day", "procedure_code"]
# Groups of the parts of a file that are held; beyond, the database counts.
_MOST = 600_000
Mask = npt.NDArray[np.bool_]


class Counted:
    """The tallies of dossiers that are all there is, part by part."""

    def __init__(self) -> None:
        self._parts: list[pd.DataFrame] | None = []

    def add(self, dossiers: pd.DataFrame) -> None:
        """Counts dossiers that entered, none of which was counted before."""
        if self._parts is None:
            return
        self._parts.append(counts(dossiers))
        if sum(map(len, self._parts)) > _MOST:
            self._parts = None

    def total(self) -> pd.DataFrame | None:
        """One row a group: unit_code, day, procedure_code and a column a measure, in
        order; None when the groups are too many to be held."""
        if self._parts is None:
            return None
        rows = pd.concat(self._parts, ignore_index=True)
        if len(self._parts) == 1:
            return rows
        self._parts = None
        return _summed(rows, [rows[key].to_numpy() for key in MEASURE_KEYS])


def counts(dossiers: pd.DataFrame) -> pd.DataFrame:
    """The measures of current dossiers by unit, day and procedure; groups that count
    nothing are left out. Needs the columns that measures name, and `deleted`."""
    codes = {
        column: pd.factorize(dossiers[column])
        for column in {column for m in MEASURES for column, _words in m.when.clauses}
    }

    def holds(clauses: tuple[tuple[str, frozenset[str]], ...]) -> Mask:
        found = np.ones(len(dossiers), dtype=bool)
        for column, words in clauses:
            places, distinct = codes[column]
            found &= np.isin(np.asarray(distinct, dtype=object), list(words))[places]
        return found

    counting = holds(RECEIVED.when.clauses)
    counting &= (dossiers["deleted"] != "1").to_numpy(dtype=bool)
    each = [holds(measure.when.clauses)[counting] for measure in MEASURES]
    return _summed(dossiers.loc[counting, _GROUP], each)


def _summed(
    rows: pd.DataFrame, measures: Sequence[npt.NDArray[np.generic]]
) -> pd.DataFrame:
    """The sum of each measure by group, in the order of the groups."""
    code = np.zeros(len(rows), dtype=np.int64)
    keys = []
    for name in _GROUP:
        places, distinct = pd.factorize(rows[name], sort=True)
        keys.append(np.asarray(distinct, dtype=object))
        code = code * max(len(distinct), 1) + places
    order, place = np.unique(code, return_inverse=True)
    found: dict[str, object] = {}
    rest = order
    for name, distinct in reversed(list(zip(_GROUP, keys, strict=True))):
        rest, at = np.divmod(rest, max(len(distinct), 1))
        found[name] = distinct[at]
    sums = {
        key: np.bincount(place, weights=measure, minlength=len(order)).astype(np.int32)
        for key, measure in zip(MEASURE_KEYS, measures, strict=True)
    }
    return pd.DataFrame({name: found[name] for name in _GROUP} | sums)
