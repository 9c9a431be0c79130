"""Steps of the ladder of escalation: added, never changed, each taken once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from core.clock import moment_now
from metrics.ladder import Step, Told
from store.dialogue import Units
from store.schema import dialogue_step


def take(
    connection: Connection, who: str, day: date, told: Sequence[Told], **values: Any
) -> int | None:
    """Keep a step (about, about_id, request_id, unit_code, rung, due_on, late, paused);
    its number, or None where it was taken already."""
    row = {**values, "who": who, "day": day, "at": moment_now()}
    row["told"] = json.dumps([list(vars(one).values()) for one in told])
    statement = insert(dialogue_step).values(**row).returning(dialogue_step.c.id)
    try:
        with connection.begin_nested():
            return int(connection.execute(statement).scalar_one())
    except IntegrityError:
        # Another process took it meanwhile.
        return None


def steps(connection: Connection, units: Units = None) -> list[Step]:
    """All steps, the oldest first; of `units` alone where named."""
    wanted = select(dialogue_step).order_by(dialogue_step.c.id)
    if units is not None:
        wanted = wanted.where(dialogue_step.c.unit_code.in_(sorted(units)))
    return [
        Step(**{**row._mapping, "told": tuple(Told(*x) for x in json.loads(row.told))})
        for row in connection.execute(wanted)
    ]
