"""What rules of alerts looked at, what happened, and who was told: rows are added and
never changed. Only the names of who was told go, once they were kept long enough."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, text, update

from core.clock import moment_now, written
from metrics.alerts import (
    FIRINGS,
    FORGOTTEN,
    WITHDRAWN,
    AlertLook,
    AlertRow,
    KeptAlert,
    Reading,
    Standing,
    TellsOf,
)
from store.engine import read_setting, write_setting
from store.messages import why
from store.schema import alert_look, alert_state, alert_told, message

_SEEN = "alerts_seen"
# SQLite has one writer at a time.
_LOCK = text("SELECT pg_advisory_xact_lock(4712, 0)")
_LOOKED = [alert_look.c.rule, alert_look.c.indicator]
_PLACED = [alert_state.c.rule, alert_state.c.unit_code, alert_state.c.indicator]


def alone(connection: Connection) -> None:
    """No other worker judges or tells until the transaction is over."""
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK)


def seen(connection: Connection) -> str:
    """At what the rules looked last (a mark of the caller's own); "" at nothing."""
    return read_setting(connection, _SEEN)


def see(connection: Connection, mark: str) -> None:
    """Keep what the rules have looked at."""
    write_setting(connection, _SEEN, mark)


def looked_until(connection: Connection) -> dict[tuple[str, str], date]:
    """The last day that was judged, by rule and indicator."""
    last = func.max(alert_look.c.day)
    judged = select(*_LOOKED, last).where(alert_look.c.why == "").group_by(*_LOOKED)
    return {(row[0], row[1]): row[2] for row in connection.execute(judged)}


def standings(connection: Connection) -> dict[tuple[str, str, str], AlertRow]:
    """The newest row of each rule, unit and indicator."""
    found = (_row(row) for row in connection.execute(_newest()))
    return {row.at: row for row in found}


def _newest() -> Select[Any]:
    newest = select(func.max(alert_state.c.id)).group_by(*_PLACED)
    return select(alert_state).where(alert_state.c.id.in_(newest))


def _row(row: Row[Any]) -> AlertRow:
    return AlertRow(
        row.rule,
        row.unit_code,
        row.indicator,
        row.event,
        Standing(row.state, Fraction(row.line) if row.line else None),
        Reading(row.day, row.numerator, row.denominator),
        json.loads(row.facts or "{}"),
    )


def add_look(connection: Connection, look: AlertLook, evaluation: int | None) -> None:
    """Keep a look; one that is kept, as of data that stay late, is not again."""
    told = {"key": look.why[0], "values": dict(look.why[1])}
    reason = json.dumps(told, ensure_ascii=False) if look.why[0] else ""
    values = {"rule": look.rule, "indicator": look.indicator, "day": look.day}
    values |= {"why": reason}
    same = [alert_look.c[name] == value for name, value in values.items()]
    if connection.scalar(select(alert_look.c.id).where(*same)) is not None:
        return
    counts = {
        name: getattr(look, name) for name in ("judged", "waiting", "armed", "fired")
    }
    now = {"evaluation": evaluation, "at": moment_now()}
    connection.execute(insert(alert_look).values(**values, **counts, **now))


def add(
    connection: Connection, rows: Iterable[AlertRow], evaluation: int | None
) -> None:
    """Keep what happened."""
    now = {"evaluation": evaluation, "at": moment_now()}
    values = [
        {
            "rule": row.rule,
            "unit_code": row.unit_code,
            "indicator": row.indicator,
            "event": row.event,
            "state": row.standing.state,
            "line": "" if row.standing.line is None else str(row.standing.line),
            "day": row.reading.day,
            "numerator": row.reading.numerator,
            "denominator": row.reading.denominator,
            "facts": json.dumps(row.facts, ensure_ascii=False) if row.facts else "",
            **now,
        }
        for row in rows
    ]
    if values:
        connection.execute(insert(alert_state), values)


def untold(connection: Connection) -> list[KeptAlert]:
    """The firings that nobody was told of and that stand, the oldest first."""
    told = select(alert_told.c.alert_id)
    open_ = alert_state.c.event.in_(FIRINGS) & alert_state.c.id.not_in(told)
    rows = connection.execute(select(alert_state).where(open_).order_by("id")).all()
    gone = _withdrawn(connection) if rows else frozenset[int]()
    return [_kept(row, ()) for row in rows if row.id not in gone]


def _withdrawn(connection: Connection) -> frozenset[int]:
    """The firings that were withdrawn."""
    t = alert_state.c
    facts = connection.scalars(select(t.facts).where(t.event == WITHDRAWN))
    return frozenset(json.loads(one)["alert"] for one in facts)


def _kept(
    row: Row[Any], told: tuple[TellsOf, ...], withdrawn: bool = False
) -> KeptAlert:
    return KeptAlert(row.id, _row(row), row.evaluation, row.at, told, withdrawn)


def tell(connection: Connection, alert: int, told: TellsOf, number: int | None) -> None:
    """Keep that a reader is told of a firing by the message of a number; `told.reader`
    "" where there is nobody to tell."""
    values = {"alert_id": alert, "whom": told.whom, "reader": told.reader}
    values |= {"address": told.address, "message_id": number, "at": moment_now()}
    connection.execute(insert(alert_told).values(**values))


def any_names_from_before(connection: Connection, before: datetime) -> bool:
    """Whether a name of who was told before a moment is kept."""
    return connection.scalar(_names_from_before(before).limit(1)) is not None


def forget_names(connection: Connection, before: datetime) -> int:
    """Take out names and addresses of who was told before a moment; of how many rows.
    A row stays for each reader: nobody is told twice, and none reads as nobody."""
    numbers = connection.scalars(_names_from_before(before)).all()
    for number in numbers:
        values = {"reader": f"{FORGOTTEN}{number}", "address": ""}
        this = alert_told.c.id == number
        connection.execute(update(alert_told).where(this).values(**values))
    return len(numbers)


def _names_from_before(before: datetime) -> Select[Any]:
    t = alert_told.c
    named = (t.reader != "") & ~t.reader.startswith(FORGOTTEN, autoescape=True)
    return select(t.id).where(t.at < written(before), named)


def log(
    connection: Connection,
    most: int,
    units: Collection[str] | None = None,
    events: Collection[str] = (),
) -> list[KeptAlert]:
    """What happened, the newest first, at most `most` rows: of some units (None: all),
    some events alone (none named: all). With who was told of it."""
    wanted = select(alert_state).order_by(alert_state.c.id.desc()).limit(most)
    if units is not None:
        wanted = wanted.where(alert_state.c.unit_code.in_(sorted(units)))
    if events:
        wanted = wanted.where(alert_state.c.event.in_(sorted(events)))
    rows = connection.execute(wanted).all()
    told, gone = _told(connection, [row.id for row in rows]), _withdrawn(connection)
    return [_kept(row, tuple(told.get(row.id, ())), row.id in gone) for row in rows]


def _told(connection: Connection, alerts: list[int]) -> dict[int, list[TellsOf]]:
    own, by = alert_told.c, message.c
    joined = alert_told.outerjoin(message, by.id == own.message_id)
    rows = connection.execute(
        select(own.alert_id, own.whom, own.reader, own.address, own.message_id)
        .add_columns(by.state, by.why)
        .select_from(joined)
        .where(own.alert_id.in_(alerts))
        .order_by(own.id)
    )
    found: dict[int, list[TellsOf]] = {}
    for row in rows:
        reason = why(row.why or "")
        told = TellsOf(row.whom, row.reader, row.address, row.message_id)
        told = told._replace(state=row.state or "", why=(reason.key, reason.values))
        found.setdefault(row.alert_id, []).append(told)
    return found


def looks(connection: Connection) -> list[AlertLook]:
    """The newest look of each rule and indicator."""
    newest = select(func.max(alert_look.c.id)).group_by(*_LOOKED)
    wanted = select(alert_look).where(alert_look.c.id.in_(newest)).order_by(*_LOOKED)
    return [
        AlertLook(
            row.rule,
            row.indicator,
            row.day,
            why(row.why),
            row.judged,
            row.waiting,
            row.armed,
            row.fired,
            row.evaluation,
            row.at,
        )
        for row in connection.execute(wanted)
    ]
