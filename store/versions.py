"""Merging what a load brought into the versions kept: newer wins, nothing is edited.

A column absent from the file keeps the stored value; a row that changes nothing is
not kept again; a row older than the stored one is kept beside it, not current.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd
from sqlalchemy import BigInteger, Connection, select, update

from core.kinds import Kind
from store import bulk
from store.moments import compare
from store.schema import VERSIONED
from store.stage import staged

Places = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Merged:
    """What a merge found. `fresh`: the versions to become current; `aside`: versions
    older than what is stored; `left`: the stored versions that `fresh` replaces;
    `same`: the stored versions (id, load_id) that rows repeat."""

    kind: Kind
    fresh: pd.DataFrame
    aside: pd.DataFrame
    left: pd.DataFrame
    same: pd.DataFrame

    @property
    def unchanged(self) -> int:
        return len(self.same)

    @property
    def accepted(self) -> int:
        return len(self.fresh) + len(self.aside)


def merge(
    connection: Connection,
    kind: Kind,
    rows: pd.DataFrame,
    columns: tuple[str, ...],
    load_id: int,
    timezone: str,
    first: bool = False,
) -> Merged:
    """Compare `rows` (one an identity: `line` and the file's `columns`) with what is
    stored. `load_id` is the load whose place the rows have in the order of loads;
    `first`: nothing with any of these identities is stored."""
    rows = _complete_identity(kind, rows.reset_index(drop=True))
    stored = _no_versions(kind) if first else _stored(connection, kind, rows)
    if stored.empty:
        return _all_fresh(kind, rows, columns, load_id)
    place = _places(kind, rows, stored)
    known = pd.Series(place >= 0)
    full = _fill_absent(kind, rows, stored, place, columns).assign(load_id=load_id)
    changed = ~known | _differs(full, stored, place, columns)
    wins = ~known | _wins(kind, full, stored, place, timezone)
    return Merged(
        kind,
        fresh=full[changed & wins].assign(current=True),
        aside=full[changed & ~wins].assign(current=False),
        left=stored.iloc[place[(changed & wins & known).to_numpy()]],
        same=stored[["id", "load_id"]].iloc[place[(~changed).to_numpy()]],
    )


def _all_fresh(
    kind: Kind, rows: pd.DataFrame, columns: tuple[str, ...], load_id: int
) -> Merged:
    absent = [n for n in kind.names if n not in columns and n not in kind.identity]
    empty = {name: kind.column(name).empty for name in absent}
    full = rows.assign(**empty, load_id=load_id, current=True)
    return Merged(kind, full, full.iloc[:0], *[_no_versions(kind)] * 2)


def keep(connection: Connection, merged: Merged) -> None:
    """Write a merge: the replaced versions are no longer current, the new ones are."""
    table = VERSIONED[merged.kind.name]
    retire(connection, merged.kind, merged.left["id"])
    names = [column.name for column in table.columns if column.name != "id"]
    for frame in (merged.fresh, merged.aside):
        bulk.insert(connection, table, frame[names])


def retire(connection: Connection, kind: Kind, ids: pd.Series) -> None:
    """Take the versions `ids` out of what counts."""
    if ids.empty:
        return
    table = VERSIONED[kind.name]
    with staged(connection, ids.rename("key"), BigInteger()) as stage:
        connection.execute(
            update(table)
            .where(table.c.id.in_(select(stage.c.key)))
            .values(current=False)
        )


def _complete_identity(kind: Kind, rows: pd.DataFrame) -> pd.DataFrame:
    """Identity columns that the file lacks hold what an empty cell would."""
    absent = [name for name in kind.identity if name not in rows]
    return rows.assign(**{name: kind.column(name).empty for name in absent})


def _stored(connection: Connection, kind: Kind, rows: pd.DataFrame) -> pd.DataFrame:
    """The current versions that share the first identity column with a row."""
    table = VERSIONED[kind.name]
    first = table.c[kind.identity[0]]
    if is_empty(connection, kind):
        return _no_versions(kind)
    keys = pd.Series(rows[first.name].unique(), name="key", dtype=object)
    with staged(connection, keys, first.type) as stage:
        # Driven from the few keys, so that the index on the identity serves.
        joined = stage.join(table, first == stage.c.key)
        found = bulk.read_frame(
            connection, select(table).select_from(joined).where(table.c.current)
        )
    return found


@cache
def _no_versions(kind: Kind) -> pd.DataFrame:
    names = VERSIONED[kind.name].columns.keys()
    return pd.DataFrame(columns=names, dtype=object)


def is_empty(connection: Connection, kind: Kind) -> bool:
    """Whether no version of the kind was ever kept."""
    table = VERSIONED[kind.name]
    return connection.execute(select(table.c.id).limit(1)).first() is None


@contextmanager
def indexed_at_the_end(connection: Connection, kind: Kind) -> Iterator[None]:
    """Builds the indexes of an empty table when what is written meanwhile is in it:
    on SQLite that takes a third of the time. On PostgreSQL it would make readers
    wait until the load is over, so nothing is done there."""
    indexes = (
        VERSIONED[kind.name].indexes if connection.dialect.name == "sqlite" else ()
    )
    for index in indexes:
        index.drop(connection)
    yield
    for index in indexes:
        index.create(connection)


def _places(kind: Kind, rows: pd.DataFrame, stored: pd.DataFrame) -> Places:
    """Where each row's identity stands in `stored`; -1 where it is new."""
    identity = list(kind.identity)
    if len(identity) == 1:
        alone: Places = pd.Index(stored[identity[0]]).get_indexer(
            pd.Index(rows[identity[0]])
        )
        return alone
    known = pd.MultiIndex.from_frame(stored[identity].astype(object))
    asked = pd.MultiIndex.from_frame(rows[identity].astype(object))
    together: Places = known.get_indexer(asked)
    return together


def _taken(
    stored: pd.DataFrame,
    name: str,
    place: Places,
    missing: object,
) -> pd.Series:
    """The stored value of `name` for each row, `missing` where the row is new."""
    values = np.append(stored[name].to_numpy(dtype=object), [None])
    values[-1] = missing
    return pd.Series(values[place], dtype=object)


def _fill_absent(
    kind: Kind,
    rows: pd.DataFrame,
    stored: pd.DataFrame,
    place: Places,
    columns: tuple[str, ...],
) -> pd.DataFrame:
    """Every column of the kind: the file's, else the stored value, else empty."""
    absent = [n for n in kind.names if n not in columns and n not in kind.identity]
    return rows.assign(
        **{n: _taken(stored, n, place, kind.column(n).empty) for n in absent}
    )


def _differs(
    full: pd.DataFrame,
    stored: pd.DataFrame,
    place: Places,
    columns: tuple[str, ...],
) -> pd.Series:
    """Whether a row says anything else than what is stored."""
    differs = pd.Series(False, index=full.index)
    for name in columns:
        new, old = full[name].astype(object), _taken(stored, name, place, None)
        differs |= ~((new == old) | (new.isna() & old.isna()))
    return differs


def _wins(
    kind: Kind,
    full: pd.DataFrame,
    stored: pd.DataFrame,
    place: Places,
    timezone: str,
) -> pd.Series:
    """Whether a row replaces the stored one: its stamp is newer or, where equal or
    missing on either side, its load (then its line) is later."""
    load = _taken(stored, "load_id", place, -1).astype("int64")
    line = _taken(stored, "line", place, -1).astype("int64")
    later = (full["load_id"] > load) | (
        (full["load_id"] == load) & (full["line"] > line)
    )
    if not kind.stamp:
        return later
    old = _taken(stored, kind.stamp, place, "")
    both = (full[kind.stamp] != "") & (old != "")
    order = compare(full.loc[both, kind.stamp], old[both], timezone)
    order = order.reindex(full.index, fill_value=0)
    return (order > 0) | ((order == 0) & later)
