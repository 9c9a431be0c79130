"""What closes a unit's gap: procedures that others already offer or use further."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from board.known import Known
from board.offered import (
    counts_already,
    needed_levels,
    offered_on,
    own_leaves,
    same_kind,
)
from metrics.asking import Asked
from metrics.indicators import Terms

COLUMNS = [
    "procedure_code",
    "name",
    "level",
    "received",
    "online",
    "peers",
    "of_units",
    "gain",
]
_PAIR = ["unit_code", "procedure_code"]
# Shown beyond what closes the gap, and where there is none to close.
_MORE, _MOST = 5, 20
# More than is lost by floats, less than a dossier of any share can be short.
_LOST = 1e-6


def gap_list(
    known: Known, asked: Asked, code: str, missing: int | None
) -> pd.DataFrame:
    """COLUMNS of the procedures that would bring the unit nearest to its target, as
    many as close the gap and a few more. `missing`: procedures or dossiers that the
    unit lacks, None where that is not known."""
    if asked.indicator.basis == "dossiers":
        found = _by_dossiers(known, asked, code)
    else:
        found = _by_catalogue(known, asked, code)
    enough = _enough(found["count"], missing)
    named = _named(known, asked, found.head(enough))
    return named[COLUMNS].astype(object)


def _enough(counts: pd.Series, missing: int | None) -> int:
    """How many rows close the gap, and a few more."""
    if missing is None:
        return _MOST
    closed = counts.cumsum() >= missing
    first = int(closed.to_numpy().argmax()) + 1 if closed.any() else len(counts)
    return _MORE if missing == 0 else first + _MORE


def _named(known: Known, asked: Asked, found: pd.DataFrame) -> pd.DataFrame:
    names = known.procedures_on(asked.as_of)["name"]
    codes = found["procedure_code"]
    return found.assign(name=codes.map(names).fillna(codes)).reset_index(drop=True)


def _volumes(known: Known, asked: Asked, units: Sequence[str]) -> pd.DataFrame:
    """Dossiers of `units` in the window, by procedure (the index)."""
    sums = known.by_procedure_at(asked, known.dossier_window(asked))
    here = sums[sums["unit_code"].isin(list(units))].drop(columns="unit_code")
    return here.groupby("procedure_code").sum()


def _by_catalogue(known: Known, asked: Asked, code: str) -> pd.DataFrame:
    """Procedures in force that do not count yet, the most used first, then those
    that most similar units offer."""
    units = own_leaves(asked, code)
    here = offered_on(known, asked.as_of, units)
    volumes = _volumes(known, asked, units)
    counts = counts_already(known, asked, here)
    rows = (
        here.assign(lacking=~counts)
        .groupby("procedure_code", as_index=False)
        .agg(
            count=("lacking", "sum"),
            level=("level", "first"),
            levels=("level", "nunique"),
        )
    )
    rows = _one_level(rows)
    rows = rows[rows["count"] > 0].join(
        volumes[["received", "online"]], "procedure_code"
    )
    rows = rows.fillna({"received": 0, "online": 0}).astype(
        {"received": "int64", "online": "int64"}
    )
    rows = rows.merge(_peers(known, asked, code, units), "left", "procedure_code")
    rows = rows.fillna({"peers": 0, "of_units": 0}).astype(
        {"peers": "int64", "of_units": "int64"}
    )
    rows["gain"] = rows["count"] / max(len(here), 1)
    return rows.sort_values(
        ["received", "peers", "procedure_code"],
        ascending=[False, False, True],
        ignore_index=True,
    )


def _one_level(rows: pd.DataFrame) -> pd.DataFrame:
    """With the level "" where the units below differ."""
    return rows.assign(level=rows["level"].where(rows["levels"] == 1, ""))


def _peers(known: Known, asked: Asked, code: str, units: Sequence[str]) -> pd.DataFrame:
    """By procedure: at how many similar units (of a parent: units below) it counts,
    of how many that have it."""
    others = units if list(units) != [code] else same_kind(asked, code)
    there = offered_on(known, asked.as_of, others)
    there["counts"] = counts_already(known, asked, there)
    return there.groupby("procedure_code", as_index=False).agg(
        peers=("counts", "sum"), of_units=("counts", "size")
    )


def _terms(frame: pd.DataFrame, terms: Terms) -> pd.Series:
    return sum((frame[key] * sign for key, sign in terms), pd.Series(0, frame.index))


def _by_dossiers(known: Known, asked: Asked, code: str) -> pd.DataFrame:
    """Procedures of which more dossiers would count if the unit (of a parent: each
    unit below) reached the median share of similar units; none where the catalogue
    does not offer it so far."""
    units, indicator = own_leaves(asked, code), asked.indicator
    others = units if units != [code] else same_kind(asked, code)
    sums = known.by_procedure_at(asked, known.dossier_window(asked))
    sums = sums.assign(
        above=_terms(sums, indicator.numerator),
        below=_terms(sums, indicator.denominator),
    )
    rows = sums[sums["unit_code"].isin(units)]
    rows = rows.merge(offered_on(known, asked.as_of, units), "left", _PAIR)
    rows = rows.merge(_shares(sums, others), "left", "procedure_code")
    wanted = reached(rows["median"], rows["below"]) - rows["above"]
    possible = rows["level"].isin(needed_levels(indicator))
    rows["count"] = wanted.where(possible, 0).fillna(0).clip(0.0, None)
    total = int(rows["below"].sum())
    # Dossiers of what the catalogue does not list are of no level, which is one too.
    rows["level"] = rows["levels"] = rows["level"].fillna("")
    rows = rows.groupby("procedure_code", as_index=False).agg(
        {
            "level": "first",
            "levels": "nunique",
            **dict.fromkeys(("count", "received", "online", "above", "below"), "sum"),
            "of_units": "first",
        }
    )
    rows = _one_level(rows).assign(
        peers=_ahead(sums, rows, others),
        of_units=rows["of_units"].fillna(0).astype("int64"),
        gain=rows["count"] / max(total, 1),
    )
    return rows[rows["count"] > 0].sort_values(
        ["count", "procedure_code"], ascending=[False, True], ignore_index=True
    )


def reached(share: pd.Series, of: pd.Series) -> pd.Series:
    """How many whole dossiers a share is of so many; NaN where it is."""
    # 0.29 of 100 is 28.999999999999996 where floats multiply.
    whole: pd.Series = np.floor(share * of + _LOST)
    return whole


def _shares(sums: pd.DataFrame, others: Sequence[str]) -> pd.DataFrame:
    """The median share of similar units by procedure, and how many there are."""
    there = sums[sums["unit_code"].isin(others) & (sums["below"] > 0)]
    share = there.assign(share=there["above"] / there["below"])
    return share.groupby("procedure_code", as_index=False).agg(
        median=("share", "median"), of_units=("share", "size")
    )


def _ahead(sums: pd.DataFrame, rows: pd.DataFrame, others: Sequence[str]) -> pd.Series:
    """At how many similar units the share of a procedure is higher than here."""
    there = sums[sums["unit_code"].isin(others) & (sums["below"] > 0)]
    both = there.merge(
        rows[["procedure_code", "above", "below"]],
        on="procedure_code",
        suffixes=("", "_here"),
    )
    higher = both["above"] * both["below_here"] > both["above_here"] * both["below"]
    counted = higher.groupby(both["procedure_code"]).sum()
    return rows["procedure_code"].map(counted).fillna(0).astype("int64")
