"""What the database knows of sources: how far each was read, what is expected of it,
and whether one that failed is left alone for a while."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, insert, select, update

from core.language import translate
from store.engine import Database
from store.schema import load, source_breaker, source_state


@dataclass(frozen=True)
class Reached:
    """How far a source was read: its high-water mark with the mark's type, the hash of
    what was asked, and the validators of the answer. "" is not known."""

    mark: str = ""
    mark_type: str = ""
    asked: str = ""
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True)
class Described:
    """What a description says of a source. `expected` and `grace` in hours; 0: nothing
    is expected."""

    source: str
    title: str
    kinds: str
    remote: bool
    expected: int = 0
    grace: int = 0


@dataclass(frozen=True)
class Circuit:
    """Whether a source is asked: "closed" (it is), "open" (left alone until
    `next_try_at`), "half_open" (being tried again). Moments are UTC text."""

    state: str = "closed"
    failures: int = 0
    opened_at: str = ""
    next_try_at: str = ""


def reached(connection: Connection, source: str) -> Reached:
    """How far `source` was read."""
    row = connection.execute(
        select(
            source_state.c.mark,
            source_state.c.mark_type,
            source_state.c.asked,
            source_state.c.etag,
            source_state.c.last_modified,
        ).where(source_state.c.source == source)
    ).one_or_none()
    return Reached(*row) if row else Reached()


def succeeded(
    connection: Connection, source: str, moment: str, far: Reached | None = None
) -> None:
    """`source` gave at `moment` what it had, and was read as `far`."""
    values = {"succeeded_at": moment, **(vars(far) if far else {})}
    _keep(connection, source, values)


def _keep(connection: Connection, source: str, values: Mapping[str, object]) -> None:
    this = update(source_state).where(source_state.c.source == source).values(**values)
    if not connection.execute(this).rowcount:
        new = {"source": source, "remote": False, **values}
        connection.execute(insert(source_state).values(new))


def keep_described(db: Database, described: list[Described], moment: str) -> None:
    """Remember what the descriptions say of the sources of which something is
    expected; of all others nothing is expected any more."""
    wanted = {one.source: vars(one) for one in described if one.expected}
    with db.read() as connection:
        rows = connection.execute(select(source_state)).mappings().all()
    known = {row["source"]: row for row in rows}
    changes: dict[str, dict[str, object]] = {}
    for source, values in wanted.items():
        row = known.get(source)
        if row is None or any(row[key] != value for key, value in values.items()):
            began = row["expected_since"] if row and row["expected"] else moment
            changes[source] = {**values, "expected_since": began}
    for source, row in known.items():
        if row["expected"] and source not in wanted:
            changes[source] = {"expected": 0, "grace": 0}
    if changes:
        with db.write() as connection:
            for source, values in changes.items():
                _keep(connection, source, values)


# Made once: every page asks for it.
_EXPECTED = (
    select(
        *(
            source_state.c[name]
            for name in (
                "source",
                "title",
                "kinds",
                "remote",
                "expected",
                "grace",
                "expected_since",
                "succeeded_at",
            )
        )
    )
    .where(source_state.c.expected > 0)
    .order_by(source_state.c.source)
)


def expectations(connection: Connection) -> list[dict[str, Any]]:
    """The sources of which something is expected: source, title, kinds, remote,
    expected and grace (hours), expected_since, succeeded_at, last_load (moments),
    last_day (newest day of its data). Sorted by source."""
    rows = [dict(row) for row in connection.execute(_EXPECTED).mappings()]
    taken = _taken(connection, [row["source"] for row in rows]) if rows else {}
    for row in rows:
        row["last_load"], row["last_day"] = taken.get(row["source"], ("", None))
    return rows


def _taken(
    connection: Connection, named: list[str]
) -> dict[str, tuple[str, date | None]]:
    """Source -> the moment of its newest load that was not undone, and the newest day
    of its data."""
    newest = (
        select(load.c.source, func.max(load.c.known_at), func.max(load.c.last_day))
        .where(
            load.c.outcome == "taken",
            load.c.undone_at == "",
            load.c.source.in_(named),
        )
        .group_by(load.c.source)
    )
    return {source: (at, day) for source, at, day in connection.execute(newest)}


def circuit(db: Database, source: str) -> Circuit:
    """Whether `source` is asked; closed for one that never failed."""
    row = source_breaker.c
    wanted = select(row.state, row.failures, row.opened_at, row.next_try_at)
    with db.jobs_read() as connection:
        found = connection.execute(wanted.where(row.source == source)).one_or_none()
    return Circuit(*found) if found else Circuit()


def keep_circuit(
    db: Database,
    source: str,
    now: Circuit,
    moment: str,
    message: str = "",
    values: Mapping[str, object] | None = None,
) -> None:
    """Remember the circuit after a try at `moment`, and how the try failed: a
    catalogue key with its values."""
    told = {"key": message, "values": dict(values or {})} if message else None
    row = {
        **vars(now),
        "tried_at": moment,
        "message": json.dumps(told, ensure_ascii=False, default=str) if told else "",
    }
    with db.jobs_write() as connection:
        this = update(source_breaker).where(source_breaker.c.source == source)
        if not connection.execute(this.values(**row)).rowcount:
            connection.execute(insert(source_breaker).values(source=source, **row))


CONNECTION_COLUMNS = (
    "source",
    "state",
    "failures",
    "opened_at",
    "next_try_at",
    "tried_at",
    "succeeded_at",
    "mark",
    "message",
)


# Made once: the page of data asks for them at every look.
_TRIED = (
    "source",
    "state",
    "failures",
    "opened_at",
    "next_try_at",
    "tried_at",
    "message",
)
_TRIES = select(*(source_breaker.c[name] for name in _TRIED)).order_by(
    source_breaker.c.source
)
_FAR = select(
    source_state.c.source, source_state.c.succeeded_at, source_state.c.mark
).order_by(source_state.c.source)


def asked_of(db: Database) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """What is kept of each system that was asked (_TRIED, its message as stored), and
    how far each source was read: source, succeeded_at, mark."""
    with db.jobs_read() as connection:
        tries = tuple(map(tuple, connection.execute(_TRIES)))
    with db.read() as connection:
        return tries, tuple(map(tuple, connection.execute(_FAR)))


def connections(db: Database) -> pd.DataFrame:
    """One row a source that was asked, by CONNECTION_COLUMNS: moments as UTC text, ""
    for never; message in the reader's language."""
    tries, known = asked_of(db)
    far = {source: rest for source, *rest in known}
    rows = [dict(zip(_TRIED, one, strict=True)) for one in tries]
    for row in rows:
        row["succeeded_at"], row["mark"] = far.get(row["source"], ("", ""))
        row["message"] = _told(row["message"])
    return pd.DataFrame(rows, columns=list(CONNECTION_COLUMNS), dtype="object")


def _told(message: str) -> str:
    if not message:
        return ""
    stored = json.loads(message)
    return translate(stored["key"], **stored["values"])
