"""What came after an evaluation: rows of every kind, and the dossiers that moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
from sqlalchemy import (
    Connection,
    Table,
    Text,
    and_,
    func,
    literal,
    or_,
    select,
    union,
)

from core.kinds import DOSSIERS, SERVICES, Kind
from metrics.revisions import CONDITION_COLUMNS
from metrics.windows import Window
from store import bulk
from store.questions import within
from store.schema import VERSIONED, dossier
from store.since import Since
from store.spans import read_spans
from store.stage import staged
from store.then import with_levels

# Dossiers that are compared one by one; above it only their loads are told.
MOST = 200_000
DOSSIER_COLUMNS = (
    "id",
    "load_id",
    "line",
    "current",
    "dossier_code",
    "unit_code",
    "procedure_code",
    "day",
    "deleted",
    "updated_at",
    "service_level",
    *CONDITION_COLUMNS,
)


def came_later(connection: Connection, came: Since) -> pd.DataFrame:
    """Rows that came after the evaluation: kind, load_id, rows; by kind and load."""
    found = []
    for name, table in VERSIONED.items():
        last = came.evaluation.last_rows.get(name, 0)
        statement = (
            select(
                literal(name).label("kind"), table.c.load_id, func.count().label("rows")
            )
            .where(table.c.id > last)
            .group_by(table.c.load_id)
            .order_by(table.c.load_id)
        )
        found.append(bulk.read_frame(connection, statement))
    return pd.concat(found, ignore_index=True)


def loads_by_unit(
    connection: Connection, came: Since, kinds: Iterable[Kind], window: Window
) -> pd.DataFrame:
    """Which loads since touched a unit within the window: unit_code, load_id. A row
    without a unit of its own (services for all) stands under ""."""
    found = [pd.DataFrame(columns=["unit_code", "load_id"], dtype=object)]
    for kind in kinds:
        table = VERSIONED[kind.name]
        later = [table.c.id > came.newer(kind)]
        if came.undone:
            later.append(table.c.load_id.in_(sorted(came.undone)))
        where = or_(*later)
        if "day" in table.c and kind is DOSSIERS:
            where = and_(where, within(table.c.day, window))
        statement = select(table.c.unit_code, table.c.load_id).where(where).distinct()
        found.append(bulk.read_frame(connection, statement))
    return pd.concat(found, ignore_index=True)


def dossiers(
    connection: Connection, came: Since, units: Sequence[str], window: Window
) -> pd.DataFrame | None:
    """All versions (DOSSIER_COLUMNS) of the dossiers that changed since and stand, or
    stood, at `units` within the window; None where they are more than MOST."""
    keys = pd.Series(list(units), name="key", dtype=object)
    with staged(connection, keys, Text()) as stage:
        codes = [
            row[0] for row in connection.execute(_changed_codes(came, stage, window))
        ]
    if len(codes) > MOST:
        return None
    columns = [dossier.c[name] for name in DOSSIER_COLUMNS]
    wanted = pd.Series(codes, name="key", dtype=object)
    with staged(connection, wanted, Text()) as stage:
        joined = stage.join(dossier, dossier.c.dossier_code == stage.c.key)
        # Current ones and replaced ones have an index each.
        parts = [
            bulk.read_frame(connection, select(*columns).select_from(joined).where(one))
            for one in (dossier.c.current, ~dossier.c.current)
        ]
    return pd.concat(parts, ignore_index=True)


def _changed_codes(came: Since, units: Table, window: Window) -> Any:
    """Codes of dossiers that came, were replaced or were brought back since."""
    here = and_(
        dossier.c.unit_code.in_(select(units.c.key)), within(dossier.c.day, window)
    )
    code = select(dossier.c.dossier_code)
    came_since = code.where(
        dossier.c.current, here, dossier.c.id > came.newer(DOSSIERS)
    )
    replaced = code.where(~dossier.c.current, here)
    if not came.undone:
        return union(came_since, replaced)
    undone = dossier.c.load_id.in_(sorted(came.undone))
    return union(came_since, replaced, code.where(~dossier.c.current, undone))


def later_services(connection: Connection, came: Since) -> pd.DataFrame:
    """Services rows that came since: id, load_id, procedure_code, unit_code."""
    table = VERSIONED[SERVICES.name]
    columns = (table.c.id, table.c.load_id, table.c.procedure_code, table.c.unit_code)
    return bulk.read_frame(
        connection, select(*columns).where(table.c.id > came.newer(SERVICES))
    )


def releveled(
    connection: Connection,
    came: Since,
    units: Sequence[str],
    window: Window,
    before: pd.DataFrame,
) -> pd.DataFrame:
    """Current dossiers (DOSSIER_COLUMNS) without a level of their own at `units`
    within the window, whose level by the spans `before` was another."""
    pairs = _changed_pairs(before, read_spans(connection))
    here = pairs[pairs["unit_code"].isin(units)]
    with staged(connection, here.astype(object), Text(), Text()) as stage:
        joined = stage.join(
            dossier,
            and_(
                dossier.c.unit_code == stage.c.unit_code,
                dossier.c.procedure_code == stage.c.procedure_code,
            ),
        )
        found = bulk.read_frame(
            connection,
            select(*(dossier.c[name] for name in DOSSIER_COLUMNS))
            .select_from(joined)
            .where(dossier.c.current, dossier.c.service_level == "")
            .where(within(dossier.c.day, window)),
        )
    known = found[found["id"] <= came.newer(DOSSIERS)]
    return known[with_levels(known, before)["level"] != known["level"]]


def _changed_pairs(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    columns = ["unit_code", "procedure_code", "day_from", "day_to", "level"]
    both = pd.concat([before[columns], after[columns]], ignore_index=True)
    differing = both.astype(object).drop_duplicates(columns, keep=False)
    return differing[columns[:2]].drop_duplicates(ignore_index=True)
