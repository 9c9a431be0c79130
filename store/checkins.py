"""Check-ins, and of which weeks they were asked for: added, never changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from core.clock import moment_now
from metrics.checkins import CheckIn
from store.dialogue import Units
from store.schema import checkin, checkin_asked


def ask(
    connection: Connection, who: str, day: date, unit_code: str, week_on: date
) -> bool:
    """Whether the check-in of a unit and week is asked for now, and was not before."""
    t = checkin_asked.c
    known = select(t.id).where(t.unit_code == unit_code, t.week_on == week_on)
    if connection.scalar(known) is not None:
        return False
    row = {"unit_code": unit_code, "week_on": week_on}
    row |= {"who": who, "day": day, "at": moment_now()}
    try:
        with connection.begin_nested():
            connection.execute(insert(checkin_asked).values(**row))
    except IntegrityError:
        # Another process asked meanwhile.
        return False
    return True


def add(
    connection: Connection,
    who: str,
    day: date,
    facts: Mapping[str, Any],
    **values: Any,
) -> int:
    """Keep a check-in (unit_code, week_on, confidence, text) with what was shown; its
    number."""
    row = {**values, "facts": json.dumps(facts, ensure_ascii=False)}
    row |= {"who": who, "day": day, "at": moment_now()}
    written = connection.execute(insert(checkin).values(**row).returning(checkin.c.id))
    return int(written.scalar_one())


def asked(connection: Connection, units: Units = None) -> list[tuple[str, date]]:
    """Unit and Monday of every check-in that was asked for."""
    t = checkin_asked.c
    wanted = select(t.unit_code, t.week_on).order_by(t.id)
    if units is not None:
        wanted = wanted.where(t.unit_code.in_(sorted(units)))
    return [(row.unit_code, row.week_on) for row in connection.execute(wanted)]


def checkins(connection: Connection, units: Units = None) -> list[CheckIn]:
    """All check-ins, the oldest first; of `units` alone where named."""
    wanted = select(checkin).order_by(checkin.c.id)
    if units is not None:
        wanted = wanted.where(checkin.c.unit_code.in_(sorted(units)))
    return [
        CheckIn(**{**row._mapping, "facts": json.loads(row.facts)})
        for row in connection.execute(wanted)
    ]
