"""Terms of office that people enter: each step a row, none is ever changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from core.clock import moment_now
from metrics.handing import ENTERED, Entry, Kept
from metrics.handing import Row as TermRow
from store.schema import term_entry


def add(
    connection: Connection, entry: Entry, rows: tuple[TermRow, ...], who: str
) -> int:
    """Keep a new entry, which waits to be confirmed; its number."""
    told = json.dumps(
        {"entry": asdict(entry), "rows": rows}, ensure_ascii=False, default=str
    )
    return _step(connection, entry=None, who=who, state=ENTERED, told=told)


def step(
    connection: Connection, number: int, state: str, who: str, load: int | None = None
) -> None:
    """Say what became of an entry."""
    _step(connection, entry=number, who=who, state=state, load_id=load)


def _step(connection: Connection, **values: Any) -> int:
    statement = insert(term_entry).values(at=moment_now(), **values)
    written = connection.execute(statement.returning(term_entry.c.id))
    return int(written.scalar_one())


def get(connection: Connection, number: int) -> Kept | None:
    """The entry of a number; None where there is none."""
    table = term_entry.c
    first = connection.execute(
        select(term_entry).where(table.id == number, table.entry.is_(None))
    ).first()
    return None if first is None else _as_they_stand(connection, [first])[0]


def _as_they_stand(connection: Connection, firsts: Sequence[Row[Any]]) -> list[Kept]:
    """Entries by their first rows, each with the newest step of it."""
    table = term_entry.c
    own = table.entry.in_([one.id for one in firsts])
    newest = select(func.max(table.id)).where(own).group_by(table.entry)
    rows = connection.execute(select(term_entry).where(table.id.in_(newest)))
    last = {row.entry: row for row in rows}
    return [_kept(one, last.get(one.id, one)) for one in firsts]


def newest(connection: Connection, limit: int = 20) -> list[Kept]:
    """The newest entries first."""
    table = term_entry.c
    firsts = connection.execute(
        select(term_entry)
        .where(table.entry.is_(None))
        .order_by(table.id.desc())
        .limit(limit)
    ).all()
    return _as_they_stand(connection, firsts)


def _kept(first: Row[Any], last: Row[Any]) -> Kept:
    told = json.loads(first.told)
    about = told["entry"]
    days = {
        name: date.fromisoformat(about[name]) if about[name] else None
        for name in ("first", "last")
    }
    return Kept(
        first.id,
        Entry(**{**about, **days}),
        tuple(told["rows"]),
        first.at,
        first.who,
        last.state,
        last.at,
        last.who,
        last.load_id,
    )
