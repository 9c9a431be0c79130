"""What checks know of the data already kept, as plain frames."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from core.rules import Rules, shipped_rules
from ingest.normalise import Batch
from ingest.times import Mask

_WHOLES = (
    "id unit_code procedure_code period_start period_end measure value reported_at"
).split()


@cache
def _no_versions() -> pd.DataFrame:
    return pd.DataFrame(columns=["code", "valid_from", "valid_to"], dtype=object)


@cache
def _no_wholes() -> pd.DataFrame:
    return pd.DataFrame(columns=_WHOLES, dtype=object)


@dataclass(frozen=True)
class Known:
    """`units`, `procedures`: code, valid_from, valid_to of every current version;
    `wholes`: the current reported figures (see store.reference). `tried`: the lines
    of a known file that are tried again; None where all its rows are new; `rules`:
    what the checks do; `levels`: gives dossiers (unit_code, procedure_code, day) the
    level the catalogue has for them there and then, "" where it has none."""

    now: datetime
    zone: ZoneInfo
    units: pd.DataFrame = field(default_factory=_no_versions)
    procedures: pd.DataFrame = field(default_factory=_no_versions)
    wholes: pd.DataFrame = field(default_factory=_no_wholes)
    tried: frozenset[int] | None = None
    rules: Rules = field(default_factory=shipped_rules)
    levels: Callable[[pd.DataFrame], pd.Series] | None = None

    def and_rows(self, batch: Batch, good: Mask) -> Known:
        """This and the good rows of an earlier part of the same file."""
        if batch.kind.name not in ("units", "procedures"):
            return self
        rows = batch.rows[good]
        fresh = pd.DataFrame(
            {
                "code": rows["code"],
                "valid_from": rows.get("valid_from", date.min),
                "valid_to": rows.get("valid_to", date.max),
            }
        ).astype(object)
        if batch.kind.name == "units":
            return replace(self, units=pd.concat([self.units, fresh]))
        return replace(self, procedures=pd.concat([self.procedures, fresh]))


def covers(versions: pd.DataFrame, codes: pd.Series, days: pd.Series) -> Mask:
    """Where some version of the code covers the day, both ends included."""
    if days.empty:
        return np.zeros(0, dtype=bool)
    throughout = versions["code"][
        (versions["valid_from"] <= days.min()) & (days.max() <= versions["valid_to"])
    ]
    covered = codes.isin(throughout).to_numpy(dtype=bool, copy=True)
    if not covered.all():
        covered[~covered] = _covers_each(versions, codes[~covered], days[~covered])
    return np.asarray(covered, dtype=bool)


def _covers_each(versions: pd.DataFrame, codes: pd.Series, days: pd.Series) -> Mask:
    pairs = pd.DataFrame(
        {"code": codes.to_numpy(dtype=object), "day": days.to_numpy(dtype=object)}
    )
    group = pairs.groupby(["code", "day"], sort=False, dropna=False)
    place = group.ngroup().to_numpy()
    distinct = pairs.drop_duplicates().reset_index(drop=True)
    joined = distinct.reset_index(names="pair").merge(versions, on="code")
    inside = (joined["valid_from"] <= joined["day"]) & (
        joined["day"] <= joined["valid_to"]
    )
    covered = np.zeros(len(distinct), dtype=bool)
    covered[joined.loc[inside.astype(bool), "pair"].to_numpy(dtype=int)] = True
    return np.asarray(covered[place], dtype=bool)
