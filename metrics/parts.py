"""Reported parts against their wholes: a part above its whole cannot be true."""

from __future__ import annotations

import pandas as pd

from metrics.measures import WHOLES_OF

_CELL = ["unit_code", "procedure_code", "period_start", "period_end"]


def exceeding(figures: pd.DataFrame) -> pd.Series:
    """Which of `figures` (_CELL, measure, value; one row a cell and measure) are above
    a whole of the same cell that stands itself; indexed like `figures`.

    Wholes are judged before their parts, so that a false whole rejects nothing else.
    """
    found = pd.Series(False, index=figures.index)
    known = figures[figures["value"].notna()]
    for measure, wholes in WHOLES_OF.items():
        parts = known[known["measure"] == measure]
        if parts.empty:
            continue
        standing = known[known["measure"].isin(wholes) & ~found[known.index]]
        least = standing.groupby(_CELL)["value"].min().rename("whole")
        beside = parts.join(least, on=_CELL)
        above = beside["value"].astype(float) > beside["whole"].astype(float)
        found[above.index[above]] = True
    return found
