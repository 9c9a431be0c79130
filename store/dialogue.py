"""Requests, what was said of them, and drafts of answers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from core.clock import moment_now
from metrics.dialogue import Entry, Request
from store.schema import (
    checkin,
    checkin_asked,
    commitment,
    commitment_grade,
    dialogue_draft,
    dialogue_entry,
    dialogue_request,
    dialogue_step,
)

# Units whose rows are read; None is all.
Units = frozenset[str] | None


def ask(connection: Connection, who: str, day: date, **values: Any) -> int:
    """Keep a request (unit_code, rule, indicator, text, facts, person, due_on); its
    number."""
    return _add(connection, dialogue_request, who, day, values)


def add_entry(
    connection: Connection, request: int, who: str, day: date, what: str, **values: Any
) -> int:
    """Keep an entry of a request (text, cause, due_on); its number."""
    told = {"request_id": request, "what": what, **values}
    return _add(connection, dialogue_entry, who, day, told)


def _add(
    connection: Connection, table: Any, who: str, day: date, values: Mapping[str, Any]
) -> int:
    told = {**values, "who": who, "day": day, "at": moment_now()}
    if "facts" in told:
        told["facts"] = json.dumps(told["facts"], ensure_ascii=False)
    written = connection.execute(insert(table).values(**told).returning(table.c.id))
    return int(written.scalar_one())


def requests(
    connection: Connection, units: Units = None, only: int | None = None
) -> list[Request]:
    """Requests with all their entries, the oldest first: of `units`, or one alone."""
    wanted = select(dialogue_request)
    said = select(dialogue_entry)
    if units is not None:
        wanted = wanted.where(dialogue_request.c.unit_code.in_(sorted(units)))
    if only is not None:
        wanted = wanted.where(dialogue_request.c.id == only)
        said = said.where(dialogue_entry.c.request_id == only)
    entries: dict[int, list[Entry]] = {}
    for row in connection.execute(said.order_by(dialogue_entry.c.id)):
        entries.setdefault(row.request_id, []).append(Entry(**row._mapping))
    rows = connection.execute(wanted.order_by(dialogue_request.c.id))
    return [
        Request(**_plain(row._mapping), entries=tuple(entries.get(row.id, ())))
        for row in rows
    ]


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {**row, "facts": json.loads(row["facts"] or "{}")}


def keep_draft(
    connection: Connection, request: int, fields: Mapping[str, Any], who: str
) -> str:
    """Keep what stands in the form, instead of what was kept before; the moment."""
    drop_draft(connection, request)
    at = moment_now()
    kept = json.dumps(fields, ensure_ascii=False)
    values = {"request_id": request, "fields": kept, "who": who, "at": at}
    connection.execute(insert(dialogue_draft).values(**values))
    return at


def drop_draft(connection: Connection, request: int) -> None:
    """Forget the draft of a request."""
    this = dialogue_draft.c.request_id == request
    connection.execute(delete(dialogue_draft).where(this))


def draft(connection: Connection, request: int) -> tuple[dict[str, Any], str, str]:
    """The fields of the draft of a request, who typed it, when; {} without one."""
    this = dialogue_draft.c.request_id == request
    row = connection.execute(select(dialogue_draft).where(this)).first()
    if row is None:
        return {}, "", ""
    return json.loads(row.fields), row.who, row.at


_TABLES: Iterable[Any] = (
    dialogue_request,
    dialogue_entry,
    commitment,
    commitment_grade,
    dialogue_step,
    checkin,
    checkin_asked,
)
_MARKS = select(*(select(func.max(table.c.id)).scalar_subquery() for table in _TABLES))


def marks(connection: Connection) -> tuple[int | None, ...]:
    """The newest row of each table: what pages that tell of the dialogue hang on."""
    return tuple(connection.execute(_MARKS).one())
