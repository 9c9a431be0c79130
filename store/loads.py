"""Taking a file: all of it in one transaction, or nothing."""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy import Connection, Integer, delete, func, insert, select, update

from core.clock import moment_now
from core.kinds import Kind
from store import doubts
from store.engine import raise_data_version
from store.keeping import Keeping, write_rejected
from store.schema import load, rejected_row
from store.stage import staged
from store.versions import Merged


@dataclass(frozen=True)
class NewLoad:
    """A file about to be taken. `retry_of`: the first load of the same bytes, when
    only its rejected rows are tried again; `released`: the lines of it that were held
    back and are tried alone."""

    file: str
    sha256: str
    source: str = ""
    retry_of: int | None = None
    released: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Part:
    """The rows of one kind in a file, normalised: one row an identity.

    `columns`: the neutral columns present; `rows`: those and `line` (for dossiers
    `day` too); `rejected`: line, reason, field, row (JSON text of the mapped
    columns), unit_code, held (kept back instead of rejected), day; `doubts`: line and
    store.doubts.KEY of rows that count all the same; `apart`: no other part of the
    file holds an identity of this one.
    """

    kind: Kind
    columns: tuple[str, ...]
    rows: pd.DataFrame
    rejected: pd.DataFrame
    doubts: pd.DataFrame | None = None
    apart: bool = False

    @property
    def held(self) -> int:
        """How many rows are held back."""
        return int(self.rejected["held"].sum()) if "held" in self.rejected else 0


@dataclass(frozen=True)
class Taken:
    """What was kept of a file; read = accepted + unchanged + rejected + held."""

    load_id: int
    read: int = 0
    accepted: int = 0
    unchanged: int = 0
    rejected: int = 0
    held: int = 0


def known_load(connection: Connection, sha256: str) -> int | None:
    """The first load that took these bytes and was not undone."""
    found: int | None = connection.scalar(
        select(func.min(load.c.id)).where(
            load.c.sha256 == sha256,
            load.c.outcome == "taken",
            load.c.retry_of.is_(None),
            load.c.undone_at == "",
        )
    )
    return found


def rejected_lines(connection: Connection, load_id: int) -> set[int]:
    """The lines of a load that are still rejected."""
    rows = connection.scalars(
        select(rejected_row.c.line).where(rejected_row.c.load_id == load_id)
    )
    return set(rows)


def refuse(connection: Connection, file: str, sha256: str, message: str) -> int:
    """Write down that a file was refused whole, and why."""
    return write_load(
        connection, file=file, sha256=sha256, outcome="refused", message=message
    )


def write_load(connection: Connection, **values: object) -> int:
    """A row of the ledger, known now; its number."""
    found = connection.scalar(
        insert(load).values(known_at=moment_now(), **values).returning(load.c.id)
    )
    return int(found or 0)


def write_taken(connection: Connection, record: NewLoad, **counts: object) -> int:
    """The row of a file that is taken; its number."""
    return write_load(
        connection,
        file=record.file,
        sha256=record.sha256,
        source=record.source,
        outcome="taken",
        retry_of=record.retry_of,
        **counts,
    )


def take(connection: Connection, record: NewLoad, parts: Iterable[Part]) -> Taken:
    """Keep the rows of a file, recount what they touch and raise the data version.

    A large file comes in many parts of one kind, asked for one after another; all
    rows of one identity stand in one of them. Of a retried file `parts` hold only the
    rows that were rejected before, or still are; the rows keep the place of the first
    load.
    """
    load_id = write_taken(connection, record)
    place = record.retry_of or load_id
    _drop_rejected(connection, record)
    told = _Told()
    with Keeping(connection, place) as keeping:

        def kept(part: Part) -> None:
            merged = keeping.keep(part)
            write_rejected(connection, part.kind, place, part.rejected)
            told.add(part, merged)

        # By map, so that a part is let go before the next one is asked for.
        deque(map(kept, parts), maxlen=0)
    keeping.count()
    taken = told.taken(load_id)
    _close(connection, taken, told)
    raise_data_version(connection)
    return taken


def _drop_rejected(connection: Connection, record: NewLoad) -> None:
    """Of a retried file what is tried again is no longer rejected."""
    if record.retry_of is None:
        return
    row = rejected_row
    tried = delete(row).where(row.c.load_id == record.retry_of)
    if record.released is None:
        connection.execute(tried)
        return
    lines = pd.Series(record.released, name="key", dtype=object)
    with staged(connection, lines, Integer()) as stage:
        connection.execute(tried.where(row.c.line.in_(select(stage.c.key))))


class _Told:
    """What the ledger says of all parts of a load."""

    def __init__(self) -> None:
        self.kinds: dict[str, None] = {}
        self.doubts: Counter[doubts.Key] = Counter()
        self.last_day: date | None = None
        self._rows: Counter[str] = Counter()

    def taken(self, load_id: int) -> Taken:
        return Taken(load_id, **self._rows)

    def add(self, part: Part, merged: Merged) -> None:
        self._rows.update(
            read=len(part.rows) + len(part.rejected),
            accepted=merged.accepted,
            unchanged=merged.unchanged,
            rejected=len(part.rejected) - part.held,
            held=part.held,
        )
        self.kinds[part.kind.name] = None
        if part.doubts is not None and not part.doubts.empty:
            found = part.doubts.groupby(list(doubts.KEY), observed=True).size()
            self.doubts.update(dict(zip(found.index, found.tolist(), strict=True)))
        days = [day for day in (self.last_day, _last_day(part)) if day is not None]
        self.last_day = max(days, default=None)


def _close(connection: Connection, taken: Taken, told: _Told) -> None:
    flags: Counter[str] = Counter()
    for (name, *_key), rows in told.doubts.items():
        flags[name] += rows
    doubts.write(connection, taken.load_id, told.doubts)
    connection.execute(
        update(load)
        .where(load.c.id == taken.load_id)
        .values(
            kind=", ".join(told.kinds),
            read=taken.read,
            accepted=taken.accepted,
            unchanged=taken.unchanged,
            rejected=taken.rejected,
            held=taken.held,
            flagged=sum(flags.values()),
            flags=json.dumps(flags, ensure_ascii=False, sort_keys=True),
            last_day=told.last_day,
        )
    )


def _last_day(part: Part) -> date | None:
    """The newest day of data in a part; None where its kind has none."""
    column = {"dossiers": "day", "counts": "period_end", "resources": "day"}
    name = column.get(part.kind.name)
    if name is None or part.rows.empty:
        return None
    last: date = max(part.rows[name])
    return last
