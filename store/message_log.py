"""The log of messages: which there are, and how each went."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select, tuple_

from core.messages import NONE
from core.names import fold
from metrics.message_log import Listed, Log, Step, Told
from store.messages import one, why
from store.schema import delivery, message, message_file
from store.subscriptions import way_of

# At most so many are listed on a page.
MOST = 200
_COLUMNS = [message.c[field.name] for field in fields(Listed)]


@dataclass(frozen=True)
class Sought:
    """Which messages; "" is all. `text` is sought in reader, unit's code and address,
    without accents; `units`: codes of units that it also names."""

    state: str = ""
    kind: str = ""
    text: str = ""
    units: frozenset[str] = frozenset()


def log(connection: Connection, sought: Sought, most: int | None = MOST) -> Log:
    """The messages that are sought, at most `most` of them (None: all)."""
    found = [_found(connection, sought)] if sought.text else []
    wanted = [*found]
    for column, value in (
        (message.c.state, sought.state),
        (message.c.kind, sought.kind),
    ):
        wanted += [column == value] if value else []
    newest = select(*_COLUMNS).where(*wanted).order_by(message.c.id.desc())
    rows = connection.execute(newest.limit(most))
    own = message.c
    by_both = select(own.kind, own.state, func.count()).where(*found)
    counts = {
        (kind, state): int(count)
        for kind, state, count in connection.execute(
            by_both.group_by(own.kind, own.state)
        )
    }
    fitting = sum(
        count
        for (kind, state), count in counts.items()
        if sought.kind in ("", kind) and sought.state in ("", state)
    )
    return Log(tuple(_listed(row) for row in rows), counts, fitting)


def _found(connection: Connection, sought: Sought) -> ColumnElement[bool]:
    """Whom a text names. There are few readers and many messages."""
    own = message.c
    whom = (own.reader, own.unit_code, own.address)
    wanted = fold(sought.text)
    named = [
        tuple(row)
        for row in connection.execute(select(*whom).distinct())
        if row.unit_code in sought.units or any(wanted in fold(cell) for cell in row)
    ]
    return tuple_(*whom).in_(named)


def _listed(row: Row[Any]) -> Listed:
    return Listed(**{**row._mapping, "why": why(row.why)})


def told(connection: Connection, number: int) -> Told | None:
    """The message of a number with its steps; None where there is none."""
    kept = one(connection, number)
    if kept is None:
        return None
    values = {field.name: getattr(kept, field.name) for field in fields(Listed)}
    about = Listed(**{**values, "why": why(kept.why)})
    subject, text = ("", "") if kept.private else (kept.subject, kept.text)
    off = way_of(connection, kept.reader, kept.address, kept.kind) == NONE
    steps, files = _steps(connection, number), _files(connection, number)
    return Told(about, subject, text, steps, off, files)


def _files(connection: Connection, number: int) -> tuple[str, ...]:
    own = message_file.c
    names = select(own.name).where(own.message_id == number).order_by(own.id)
    return tuple(connection.scalars(names))


def _steps(connection: Connection, number: int) -> tuple[Step, ...]:
    own = delivery.c
    rows = connection.execute(
        select(own.at, own.state, own.way, own.why, own.who)
        .where(own.message_id == number)
        .order_by(own.id)
    )
    return tuple(Step(**{**row._mapping, "why": why(row.why)}) for row in rows)
