"""What stood when an evaluation was frozen.

Versions are never edited, so what counted then can be told from those that were there,
by the rule that made them current.
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from core.kinds import SERVICES, UNITS, Kind
from metrics.levels import levels_on, spans
from store import bulk
from store.moments import local_days
from store.schema import VERSIONED
from store.since import Since

_BARE = 10  # length of "2025-07-24"


def stood_then(
    versions: pd.DataFrame, kind: Kind, came: Since, timezone: str
) -> pd.DataFrame:
    """Of `versions` those that counted when the evaluation was frozen: one of each
    identity, the newest stamp, then the latest load, among loads not undone then."""
    known = versions[
        (versions["id"] <= came.newer(kind)) & ~versions["load_id"].isin(came.gone)
    ]
    identity = list(kind.identity)
    ordered = known.sort_values(["load_id", "line", "id"])
    if not kind.stamp:
        return ordered.drop_duplicates(identity, keep="last")
    alone = ~known.duplicated(identity, keep=False)
    rest = known[~alone].sort_values("id")
    days = local_days(rest[kind.stamp].astype(object), timezone)
    chosen: dict[Hashable, tuple[Any, ...]] = {}
    rows = zip(
        rest.index,
        rest[identity[0]],
        rest[kind.stamp],
        days,
        rest["load_id"],
        rest["line"],
        strict=True,
    )
    for place, code, *row in rows:
        if code not in chosen or _wins(row, chosen[code][1]):
            chosen[code] = (place, row)
    return known.loc[[*known.index[alone], *(place for place, _ in chosen.values())]]


def _wins(new: list[Any], old: list[Any]) -> bool:
    """Whether a version replaces another (stamp, its day, load, line), as
    store.versions decides when rows come in."""
    later: bool = new[2:] >= old[2:]
    if not new[0] or not old[0]:
        return later
    both_timed = len(new[0]) > _BARE and len(old[0]) > _BARE
    one, other = (new[0], old[0]) if both_timed else (new[1], old[1])
    return bool(one > other) or (one == other and later)


def spans_then(
    connection: Connection, came: Since, timezone: str
) -> pd.DataFrame | None:
    """The catalogue's spans as they were resolved when the evaluation was frozen;
    None where nothing of it came or went since."""
    services, units = (_every(connection, kind) for kind in (SERVICES, UNITS))
    same = all(
        frame["id"].max() <= came.newer(kind) if len(frame) else True
        for frame, kind in ((services, SERVICES), (units, UNITS))
    )
    brought = set(services["load_id"]) | set(units["load_id"])
    if same and not came.undone & brought:
        return None
    return spans(
        stood_then(services, SERVICES, came, timezone),
        stood_then(units, UNITS, came, timezone),
    )


def _every(connection: Connection, kind: Kind) -> pd.DataFrame:
    return bulk.read_frame(connection, select(VERSIONED[kind.name]))


def in_force(connection: Connection, known: pd.DataFrame, day: date) -> pd.DataFrame:
    """The spans on a day: unit_code, procedure_code, level, service_id, load_id."""
    ordinal = day.toordinal()
    here = known[(known["day_from"] <= ordinal) & (ordinal <= known["day_to"])]
    table = VERSIONED[SERVICES.name]
    rows = connection.execute(select(table.c.id, table.c.load_id))
    loads = {number: load_id for number, load_id in rows}
    columns = ["unit_code", "procedure_code", "level", "service_id"]
    return here[columns].assign(load_id=here["service_id"].map(loads))


def with_levels(rows: pd.DataFrame, known: pd.DataFrame | None) -> pd.DataFrame:
    """`rows` with the level that counted by the spans `known` (None: as stored)."""
    if known is None or rows.empty:
        return rows
    asking = rows[rows["service_level"] == ""]
    ordinals = asking["day"].map(date.toordinal)
    levels = levels_on(asking.assign(day=ordinals), known)
    own = rows["level"].where(rows["service_level"] != "", levels.reindex(rows.index))
    return rows.assign(level=own)
