"""The catalogue on a day, as a frame: who offers which procedure how far."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from board.known import Known
from metrics.asking import Asked
from metrics.catalogue import LEVELS
from metrics.indicators import Indicator

OFFERED = ("full", "partial", "online")


def offered_on(known: Known, day: date, units: Sequence[str]) -> pd.DataFrame:
    """The catalogue of `units` on a day: unit_code, procedure_code, level, place (of
    the span in the catalogue)."""
    catalogue = known.facts.catalogue
    here = np.isin(catalogue.units, list(units))
    place = np.flatnonzero(catalogue.on(day) & here[catalogue.unit])
    return pd.DataFrame(
        {
            "unit_code": np.array(catalogue.units, dtype=object)[catalogue.unit[place]],
            "procedure_code": np.array(catalogue.procedures, dtype=object)[
                catalogue.procedure[place]
            ],
            "level": np.array(LEVELS, dtype=object)[catalogue.level[place]],
            "place": place,
        }
    )


def same_kind(asked: Asked, code: str) -> list[str]:
    """The other units without children of the same kind."""
    units = asked.tree.units
    kind = units[code].kind
    return [c for c in asked.tree.leaves if c != code and units[c].kind == kind]


def own_leaves(asked: Asked, code: str) -> list[str]:
    """The unit itself, or, of a parent, the units without children below it."""
    below = asked.tree.below(code)
    return [c for c in below if not asked.tree.children.get(c)] or [code]


def needed_levels(indicator: Indicator) -> tuple[str, ...]:
    """The levels at which a procedure can count for `indicator`."""
    return ("full",) if indicator.variant_of == "end_to_end" else OFFERED


def counts_already(known: Known, asked: Asked, rows: pd.DataFrame) -> pd.Series:
    """Which of the offered procedures count for the indicator."""
    if asked.indicator.basis == "catalogue":
        return rows["level"].isin(needed_levels(asked.indicator))
    catalogue = known.facts.catalogue
    reached = known.reached(asked, asked.start).day
    place = rows["place"].to_numpy(dtype=np.int64)
    days = reached[catalogue.unit[place], catalogue.procedure[place]]
    return pd.Series(days <= asked.as_of.toordinal(), index=rows.index)
