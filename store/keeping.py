"""Keeping what a load brought: merged into the versions, and counted."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd
from sqlalchemy import Connection, select

from core.kinds import COUNTS, DOSSIERS, Kind
from metrics.parts import exceeding
from store import bulk, rollup, spans, versions
from store.counting import Counted
from store.engine import read_setting
from store.moments import timeliness
from store.reference import reported_wholes
from store.repeated import Repeats
from store.schema import rejected_row, reported_count

if TYPE_CHECKING:
    from store.loads import Part


class Keeping:
    """Keeps the parts of a file and brings what follows from them up to date.

    `place`: the load whose place the rows have. The first dossiers there are need not
    be compared with any, and are counted while they are in memory.
    """

    def __init__(self, connection: Connection, place: int) -> None:
        self._connection = connection
        self._place = place
        self._timezone = read_setting(connection, "timezone")
        self._touched = rollup.Touched()
        self._repeats = Repeats(connection, place)
        self._no_dossiers = versions.is_empty(connection, DOSSIERS)
        self._counted: Counted | None = None
        self._ends = ExitStack()

    def __enter__(self) -> Keeping:
        self._ends.__enter__()
        return self

    def __exit__(self, *raised: Any) -> None:
        self._ends.__exit__(*raised)

    def keep(self, part: Part) -> versions.Merged:
        """Merge a part with what is stored."""
        if part.kind is DOSSIERS:
            return self._keep_dossiers(part)
        merged = self._merge(part)
        versions.keep(self._connection, merged)
        if part.kind is COUNTS:
            _retire_parts(self._connection, merged.fresh["unit_code"])
        elif part.kind.name in ("units", "services") and merged.accepted:
            changed = spans.rebuild(self._connection)
            self._touched.add(rollup.relevel(self._connection, changed))
        return merged

    def _merge(self, part: Part, first: bool = False) -> versions.Merged:
        return versions.merge(
            self._connection,
            part.kind,
            part.rows,
            part.columns,
            self._place,
            self._timezone,
            first,
        )

    def _keep_dossiers(self, part: Part) -> versions.Merged:
        first = self._no_dossiers and part.apart
        if first and self._counted is None:
            self._counted = Counted()
            building = versions.indexed_at_the_end(self._connection, DOSSIERS)
            self._ends.enter_context(building)
        merged = _derive(self._connection, self._merge(part, first), self._timezone)
        versions.keep(self._connection, merged)
        self._repeats.keep(merged.same)
        if first and self._counted is not None:
            self._counted.add(merged.fresh)
        else:
            self._touched.add(merged.left)
            self._touched.add(merged.fresh)
        return merged

    def count(self) -> None:
        """Count again what was touched, when all parts are kept."""
        if self._counted is not None:
            rollup.write_counts(self._connection, self._counted.total())
        rollup.recount_groups(self._connection, self._touched)


def _derive(
    connection: Connection, merged: versions.Merged, timezone: str
) -> versions.Merged:
    """Give new dossiers the columns that measures count by."""

    def derived(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.assign(
            level=rollup.derive_levels(connection, frame),
            timeliness=timeliness(frame, timezone),
        )

    return replace(merged, fresh=derived(merged.fresh), aside=derived(merged.aside))


def write_rejected(
    connection: Connection, kind: Kind, load_id: int, rejected: pd.DataFrame
) -> None:
    """Write down rows that are not taken (loads.Part.rejected) under a load."""
    if rejected.empty:
        return
    columns = ["line", "reason", "field", "row", "unit_code"]
    columns += [name for name in ("held", "day") if name in rejected]
    rows = rejected[columns].assign(load_id=load_id, kind=kind.name)
    bulk.insert(connection, rejected_row, rows)


def _retire_parts(connection: Connection, units: pd.Series) -> None:
    """Take stored figures that a newer whole contradicts out of what counts: they
    are rejected as `part_exceeds_whole`, under the load that brought them, so that
    the order of loads does not matter."""
    known = reported_wholes(connection, list(units.unique()))
    ids = known.loc[exceeding(known), "id"].tolist()
    found = bulk.read_frame(
        connection, select(reported_count).where(reported_count.c.id.in_(ids))
    )
    versions.retire(connection, COUNTS, found["id"])
    shown = found[list(COUNTS.names)].astype(str).to_dict("records")
    texts = [json.dumps(row, ensure_ascii=False) for row in shown]
    found = found.assign(reason="part_exceeds_whole", field="value", row=texts)
    for load_id, rows in found.groupby("load_id"):
        write_rejected(connection, COUNTS, int(str(load_id)), rows)
