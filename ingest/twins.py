"""Rows of one file with the same identity: which of them is taken."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ingest.normalise import Batch
from ingest.times import Mask, Times


def _replaces(stamps: Times | None, row: int, kept: int) -> bool:
    """Whether the later line `row` goes over `kept`: unless its stamp is older."""
    return stamps is None or not _newer(stamps, kept, row)


def _newer(stamps: Times, first: int, second: int) -> bool:
    one, other = slice(first, first + 1), slice(second, second + 1)
    return bool(_at(stamps, one).after(_at(stamps, other))[0])


def _at(stamps: Times, rows: slice) -> Times:
    return Times(
        stamps.text[rows], stamps.instant[rows], stamps.day[rows], stamps.clock[rows]
    )


def losers(batch: Batch, good: Mask) -> Mask:
    """Of the good rows those whose identity a newer or, where the stamps are equal or
    missing on either side, a later row of the file has too."""
    identity = [name for name in batch.kind.identity if name in batch.rows]
    places = np.flatnonzero(good)
    rows = batch.rows.iloc[places][identity]
    twins = rows.duplicated(keep=False).to_numpy(dtype=bool)
    lost = np.zeros(len(good), dtype=bool)
    if not twins.any():
        return lost
    groups = rows[twins].groupby(identity, sort=False, dropna=False).ngroup()
    stamps = batch.times.get(batch.kind.stamp)
    kept: dict[int, int] = {}
    # In the order of lines, as if each row came in a file of its own.
    for group, row in zip(groups.tolist(), places[twins].tolist(), strict=True):
        before = kept.get(group)
        if before is None or _replaces(stamps, row, before):
            kept[group] = row
            lost[before if before is not None else []] = True
        else:
            lost[row] = True
    return lost


def stamps_of(batch: Batch) -> pd.Series:
    """The text of each row's stamp, "" where it has none."""
    times = batch.times.get(batch.kind.stamp)
    if times is None:
        return pd.Series("", index=batch.rows.index, dtype="str")
    return times.text
