"""Deadlines of targets as moments, and the evaluations frozen for them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, or_, select

from store.evaluations import Evaluation, find
from store.moments import end_of
from store.schema import evaluation, load, target


@dataclass(frozen=True)
class Deadline:
    """A moment (UTC) at which targets of `plans` end. `known`: whether the software
    knew such a target, and had taken data, before it."""

    moment: str
    plans: tuple[str, ...]
    known: bool


def deadlines(connection: Connection, timezone: str) -> tuple[Deadline, ...]:
    """Every deadline of the targets that count, the earliest first."""
    known_from = _first_known(connection, timezone)
    data_from = connection.scalar(
        select(func.min(load.c.known_at)).where(
            load.c.outcome == "taken", load.c.last_day.is_not(None)
        )
    )
    plans: dict[str, set[str]] = {}
    for plan, moment in connection.execute(
        select(target.c.plan, target.c.deadline).where(target.c.current)
    ):
        plans.setdefault(end_of(moment, timezone), set()).add(plan)
    return tuple(
        Deadline(
            moment,
            tuple(sorted(named)),
            data_from is not None and max(data_from, known_from[moment]) <= moment,
        )
        for moment, named in sorted(plans.items())
    )


def _first_known(connection: Connection, timezone: str) -> dict[str, str]:
    """Deadline -> when a target with it was first loaded."""
    found: dict[str, str] = {}
    rows = connection.execute(
        select(target.c.deadline, func.min(load.c.known_at))
        .select_from(target.join(load, load.c.id == target.c.load_id))
        .group_by(target.c.deadline)
    )
    for deadline, known_at in rows:
        moment = end_of(deadline, timezone)
        found[moment] = min(known_at, found.get(moment, known_at))
    return found


def frozen_moments(connection: Connection) -> set[str]:
    """The deadlines that an evaluation was frozen for."""
    rows = connection.scalars(
        select(evaluation.c.deadline).where(evaluation.c.deadline != "")
    )
    return set(rows)


def frozen_for(connection: Connection, moments: tuple[str, ...]) -> Evaluation | None:
    """The evaluation of the latest of these deadlines that was frozen."""
    if not moments:
        return None
    number = connection.scalar(
        select(evaluation.c.id)
        .where(or_(*(evaluation.c.deadline == moment for moment in moments)))
        .order_by(evaluation.c.deadline.desc())
        .limit(1)
    )
    return None if number is None else find(connection, number)
