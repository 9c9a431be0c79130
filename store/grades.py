"""What was known when commitments were made, and their grades: added, never changed."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select

from core.clock import moment_now
from metrics.commitments import Baseline, Graded
from metrics.grading import Grade
from store.dialogue import Units
from store.schema import commitment, commitment_baseline, commitment_grade


def freeze(
    connection: Connection, number: int, who: str, day: date, told: Baseline
) -> None:
    """Keep what was known when the commitment `number` was made."""
    row = {**vars(told), "counts": json.dumps(told.counts), "commitment_id": number}
    row |= {"who": who, "day": day, "at": moment_now()}
    connection.execute(insert(commitment_baseline).values(**row))


def baselines(connection: Connection) -> dict[int, Baseline]:
    """The first baseline of each commitment, by its number."""
    wanted = select(commitment_baseline).order_by(commitment_baseline.c.id)
    found: dict[int, Baseline] = {}
    for row in connection.execute(wanted):
        pairs = {code: (top, of) for code, (top, of) in json.loads(row.counts).items()}
        told = Baseline(row.start_on, row.end_on, row.evaluation, pairs)
        found.setdefault(row.commitment_id, told)
    return found


def written(graded: Grade, **days: date) -> dict[str, Any]:
    """The facts of a grade as they are kept, and read again."""
    told = asdict(graded) | {name: day.isoformat() for name, day in days.items()}
    del told["verdict"], told["reason"]
    kept: dict[str, Any] = json.loads(json.dumps(told))
    return kept


def add(
    connection: Connection,
    number: int,
    who: str,
    day: date,
    verdict: str,
    reason: str,
    facts: dict[str, Any],
    evaluation: int | None,
) -> None:
    """Keep a grade of the commitment `number`."""
    row: dict[str, Any] = {"commitment_id": number, "verdict": verdict}
    row |= {"reason": reason, "facts": json.dumps(facts), "evaluation": evaluation}
    row |= {"who": who, "day": day, "at": moment_now()}
    connection.execute(insert(commitment_grade).values(**row))


def grades(connection: Connection, units: Units = None) -> list[Graded]:
    """All grades, the oldest first; of the commitments of `units` alone where named."""
    table = commitment_grade
    wanted = select(table).order_by(table.c.id)
    if units is not None:
        own = select(commitment.c.id).where(commitment.c.unit_code.in_(sorted(units)))
        wanted = wanted.where(table.c.commitment_id.in_(own))
    return [
        Graded(**{**row._mapping, "facts": json.loads(row.facts)})
        for row in connection.execute(wanted)
    ]
