"""Taking a load back: what counts is swapped, and every version stays as history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import BigInteger, Connection, insert, or_, select, update

from core.clock import moment_now
from core.kinds import DOSSIERS, Kind
from store import bulk, rollup, spans, versions
from store.moments import timeliness
from store.schema import VERSIONED, load, rejected_row
from store.stage import staged

# What other rooms hand back to this one.
Transaction = Connection


@dataclass(frozen=True)
class PastLoad:
    """A load of the ledger. `retry_of`: the load whose rejected rows it tried again;
    `place`: the load whose place in the order its rows have."""

    id: int
    known_at: str
    file: str
    sha256: str
    kinds: tuple[str, ...]
    outcome: str
    retry_of: int | None
    undone_at: str

    @property
    def place(self) -> int:
        return self.retry_of or self.id


def every_load(connection: Connection) -> list[PastLoad]:
    """The whole ledger, in the order in which loads were made."""
    rows = connection.execute(
        select(
            load.c.id,
            load.c.known_at,
            load.c.file,
            load.c.sha256,
            load.c.kind,
            load.c.outcome,
            load.c.retry_of,
            load.c.undone_at,
        ).order_by(load.c.id)
    )
    return [
        PastLoad(*row[:4], tuple(filter(None, row[4].split(", "))), *row[5:])
        for row in rows
    ]


def mark(connection: Connection, load_id: int, who: str, why: str) -> None:
    """Write into the ledger that a load and its retries were undone."""
    connection.execute(
        update(load)
        .where(or_(load.c.id == load_id, load.c.retry_of == load_id))
        .where(load.c.outcome == "taken")
        .values(undone_at=moment_now(), undone_by=who, undone_why=why)
    )


def current_of(connection: Connection, kind: Kind, firsts: pd.Series) -> pd.DataFrame:
    """The current versions whose first identity column is one of `firsts`."""
    table = VERSIONED[kind.name]
    first = table.c[kind.identity[0]]
    with staged(connection, firsts.rename("key"), first.type) as stage:
        joined = stage.join(table, first == stage.c.key)
        return bulk.read_frame(
            connection, select(table).select_from(joined).where(table.c.current)
        )


def swap(
    connection: Connection,
    kind: Kind,
    left: pd.DataFrame,
    wanted: pd.DataFrame,
    timezone: str,
) -> None:
    """Take the versions `left` out of what counts and put `wanted` in: a version that
    says the same already is current again, others are written. Dossiers are counted
    again where any entered or left."""
    if kind is DOSSIERS:
        wanted = wanted.assign(
            level=rollup.derive_levels(connection, wanted),
            timeliness=timeliness(wanted, timezone),
        )
    versions.retire(connection, kind, left["id"])
    known, fresh = _known_apart(connection, kind, wanted)
    _revive(connection, kind, known)
    bulk.insert(connection, VERSIONED[kind.name], fresh.assign(current=True))
    if kind is DOSSIERS:
        _recount(connection, left, wanted)


def settle_levels(connection: Connection) -> None:
    """Units or services changed: resolve the catalogue and what hangs on it."""
    _recount(connection, rollup.relevel(connection, spans.rebuild(connection)))


def _recount(connection: Connection, *dossiers: pd.DataFrame) -> None:
    touched = rollup.Touched()
    for frame in dossiers:
        touched.add(frame)
    rollup.recount_groups(connection, touched)


def _known_apart(
    connection: Connection, kind: Kind, wanted: pd.DataFrame
) -> tuple[pd.Series, pd.DataFrame]:
    """The ids of stored versions that say what is `wanted`, and what none says."""
    names = [str(name) for name in wanted.columns]
    stored = _stored(connection, kind, wanted)
    ids = dict(zip(_rows(stored, names), stored["id"], strict=True))
    places = [ids.get(row) for row in _rows(wanted, names)]
    missing = np.array([place is None for place in places], dtype=bool)
    found = [place for place in places if place is not None]
    return pd.Series(found, dtype=object), wanted[missing]


def _stored(connection: Connection, kind: Kind, wanted: pd.DataFrame) -> pd.DataFrame:
    table = VERSIONED[kind.name]
    first = table.c[kind.identity[0]]
    keys = pd.Series(wanted[first.name].unique(), name="key", dtype=object)
    with staged(connection, keys, first.type) as stage:
        joined = stage.join(table, first == stage.c.key)
        return bulk.read_frame(connection, select(table).select_from(joined))


def _rows(frame: pd.DataFrame, names: list[str]) -> list[tuple[Any, ...]]:
    plain = frame[names].astype(object)
    plain = plain.where(plain.notna(), None)
    return list(plain.itertuples(index=False, name=None))


def _revive(connection: Connection, kind: Kind, ids: pd.Series) -> None:
    if ids.empty:
        return
    table = VERSIONED[kind.name]
    with staged(connection, ids.rename("key"), BigInteger()) as stage:
        connection.execute(
            update(table)
            .where(table.c.id.in_(select(stage.c.key)))
            .values(current=True)
        )


def rejected_of(connection: Connection, kind: str, load_id: int) -> pd.DataFrame:
    """The rejected rows of a kind kept under a load: id, line, reason, field."""
    row = rejected_row
    return bulk.read_frame(
        connection,
        select(row.c.id, row.c.line, row.c.reason, row.c.field).where(
            row.c.load_id == load_id, row.c.kind == kind
        ),
    )


def swap_rejected(
    connection: Connection, left: list[int], wanted: list[dict[str, object]]
) -> None:
    """Rejected rows that are none any more, and those that are rejected now."""
    if left:
        keys = pd.Series(left, name="key", dtype=object)
        with staged(connection, keys, BigInteger()) as stage:
            among = rejected_row.c.id.in_(select(stage.c.key))
            connection.execute(rejected_row.delete().where(among))
    if wanted:
        connection.execute(insert(rejected_row), wanted)
