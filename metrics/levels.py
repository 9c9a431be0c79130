"""Which procedure is offered at which level, at which unit, on which days.

A row for the unit goes over one for its kind, over one for all; then the later
`valid_from`; then the later load (contract, section 2, Services). Days are counted
as ordinals here, so that whole columns can be compared at once.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

_MAX = date.max.toordinal()
_PAIR = ["unit_code", "procedure_code"]
_SPAN = [*_PAIR, "day_from", "day_to", "level", "service_id"]
_PRECEDENCE = ["scope", "valid_from", "load_id", "service_id"]


def spans(services: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Levels from day to day, resolved: unit_code, procedure_code, day_from, day_to
    (ordinals, both included, never overlapping for a pair), level, service_id.

    `services`: id, load_id, procedure_code, unit_code, unit_kind, online_level,
    valid_from, valid_to; `units`: code, kind, valid_from, valid_to (days as dates).
    """
    if services.empty:
        return pd.DataFrame(columns=_SPAN)
    found = _resolve(_candidates(_ordinal(services), _ordinal(units)))
    return found.sort_values([*_PAIR, "day_from"], ignore_index=True)


def levels_on(rows: pd.DataFrame, spans: pd.DataFrame) -> pd.Series:
    """The level in force for each of `rows` (unit_code, procedure_code, day as an
    ordinal), "" where no services row covers it; indexed like `rows`."""
    if spans.empty or rows.empty:
        return pd.Series("", index=rows.index, dtype=object)
    left = rows[[*_PAIR, "day"]].assign(place=np.arange(len(rows)))
    # Keys of both sides must be of one type, wherever the frames came from.
    left = left.astype({"day": "int64", "unit_code": object, "procedure_code": object})
    right = spans.astype({"unit_code": object, "procedure_code": object})
    met = pd.merge_asof(
        left.sort_values("day", kind="stable"),
        right.sort_values("day_from", kind="stable"),
        left_on="day",
        right_on="day_from",
        by=_PAIR,
    )
    level = met["level"].where(met["day"] <= met["day_to"], "").fillna("")
    ordered = level.to_numpy()[np.argsort(met["place"].to_numpy(), kind="stable")]
    return pd.Series(ordered, index=rows.index, dtype=object)


def _ordinal(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(
        valid_from=[day.toordinal() for day in frame["valid_from"]],
        valid_to=[day.toordinal() for day in frame["valid_to"]],
    )


def _candidates(services: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Each services row at each unit it reaches, from `first` to `last`."""
    rows = services.rename(columns={"online_level": "level", "id": "service_id"})
    rows = rows.assign(first=rows["valid_from"], last=rows["valid_to"])
    own = rows[rows["unit_code"] != ""].assign(scope=2)
    rest = rows[rows["unit_code"] == ""].drop(columns="unit_code")
    by_kind = rest["unit_kind"] != ""
    reached = [own, _by_all(rest[~by_kind], units)]
    if by_kind.any():
        reached.append(_by_kind(rest[by_kind], units))
    return pd.concat(reached, ignore_index=True)


def _by_kind(rows: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Rows for kinds, on the days on which each unit is of such a kind."""
    exploded = rows.assign(kind=rows["unit_kind"].str.split("|")).explode("kind")
    timeline = kind_timeline(units)
    met = exploded.assign(kind=exploded["kind"].str.strip()).merge(timeline, on="kind")
    return met.assign(
        scope=1,
        first=np.maximum(met["first"], met["day_from"]),
        last=np.minimum(met["last"], met["day_to"]),
    ).drop(columns=["kind", "day_from", "day_to"])


def _by_all(rows: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    codes = pd.DataFrame({"unit_code": units["code"].unique()})
    return rows.merge(codes, how="cross").assign(scope=0)


def kind_timeline(units: pd.DataFrame) -> pd.DataFrame:
    """Which kind each unit is from day to day (unit_code, kind, day_from, day_to as
    ordinals); where versions overlap the later `valid_from` wins."""
    pieces = _resolve(
        pd.DataFrame(
            {
                "unit_code": units["code"],
                "procedure_code": "",
                "first": units["valid_from"],
                "last": units["valid_to"],
                "valid_from": units["valid_from"],
                "scope": 0,
                "load_id": 0,
                "service_id": np.arange(len(units)),
                "level": units["kind"],
            }
        )
    )
    return pieces.rename(columns={"level": "kind"})[
        ["unit_code", "kind", "day_from", "day_to"]
    ]


def _resolve(candidates: pd.DataFrame) -> pd.DataFrame:
    """Spans of each pair: where a single row reaches it the days of that row, else
    what is cut from all of them."""
    candidates = candidates[candidates["first"] <= candidates["last"]]
    alone = ~candidates.duplicated(_PAIR, keep=False)
    single = candidates[alone].rename(columns={"first": "day_from", "last": "day_to"})
    if alone.all():
        return single[_SPAN]
    several = _cut(candidates[~alone])
    return pd.concat([single[_SPAN], several[_SPAN]], ignore_index=True)


def _cut(candidates: pd.DataFrame) -> pd.DataFrame:
    """Spans of the pairs that several services rows reach: cut at every first and
    last day, the strongest row taken in each piece, equal neighbours joined."""
    starts = candidates[[*_PAIR, "first"]].rename(columns={"first": "day_from"})
    after = candidates.loc[candidates["last"] < _MAX, [*_PAIR, "last"]]
    ends = after.assign(day_from=after["last"] + 1).drop(columns="last")
    cuts = pd.concat([starts, ends]).drop_duplicates()
    cuts = cuts.sort_values([*_PAIR, "day_from"], ignore_index=True)
    following = cuts.groupby(_PAIR)["day_from"].shift(-1).fillna(_MAX + 1)
    cuts["day_to"] = following.astype("int64") - 1
    met = cuts.merge(candidates, on=_PAIR)
    met = met[(met["first"] <= met["day_from"]) & (met["day_from"] <= met["last"])]
    met = met.sort_values([*_PAIR, "day_from", *_PRECEDENCE])
    chosen = met.drop_duplicates([*_PAIR, "day_from"], keep="last")
    return _join_equal(chosen[[*_PAIR, "day_from", "day_to", "level", "service_id"]])


def _join_equal(pieces: pd.DataFrame) -> pd.DataFrame:
    """Neighbouring pieces of one services row become one span."""
    before = pieces.shift(1)
    same = (
        (pieces["unit_code"] == before["unit_code"])
        & (pieces["procedure_code"] == before["procedure_code"])
        & (pieces["service_id"] == before["service_id"])
        & (pieces["day_from"] == before["day_to"] + 1)
    )
    group = (~same).cumsum()
    return pieces.groupby(group, sort=False).agg(
        unit_code=("unit_code", "first"),
        procedure_code=("procedure_code", "first"),
        day_from=("day_from", "first"),
        day_to=("day_to", "last"),
        level=("level", "first"),
        service_id=("service_id", "first"),
    )
