"""Commitments: added, never changed."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select

from core.clock import moment_now
from metrics.commitments import Commitment
from store.dialogue import Units
from store.schema import commitment


def add(
    connection: Connection, request: int, who: str, day: date, **values: Any
) -> int:
    """Keep a commitment (entry_id, unit_code, indicator, procedure_code, field, gain,
    due_on, owner) of a request; its number."""
    told = {"request_id": request, "who": who, "day": day, "at": moment_now()}
    row = insert(commitment).values(**told, **values).returning(commitment.c.id)
    return int(connection.execute(row).scalar_one())


def commitments(connection: Connection, units: Units = None) -> list[Commitment]:
    """Commitments, the oldest first; of `units` alone where named."""
    wanted = select(commitment).order_by(commitment.c.id)
    if units is not None:
        wanted = wanted.where(commitment.c.unit_code.in_(sorted(units)))
    return [Commitment(**row._mapping) for row in connection.execute(wanted)]
