"""Frozen readings: what was known, and when; never edited.

Only rows that differ from the evaluation before are stored (store.frozen), so that
3,321 units stay cheap.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import pandas as pd
from sqlalchemy import Connection, Row, func, insert, select, text

from core.clock import moment_now, today
from metrics.asking import resolve
from metrics.catalogue import FirstOnline
from metrics.facts import Facts
from metrics.indicators import INDICATORS
from metrics.questions import Plan, Question
from metrics.ranking import Ranked, Rules, rank
from metrics.reading import UNKNOWN, Amount
from metrics.targets import default_plan, plans
from metrics.terms import chair_of
from store import frozen
from store.engine import Database, data_version, raise_data_version
from store.facts import first_online, read_facts
from store.moments import last_day_before
from store.schema import VERSIONED, evaluation, load


@dataclass(frozen=True)
class Evaluation:
    """A frozen evaluation. `last_load` and `last_rows` (table of versions -> id): the
    last it knew; None and {} where it was frozen before these were kept. `deadline`:
    the moment it was frozen for, or ""."""

    number: int
    known_at: str
    as_of: date
    cause: str
    last_load: int | None = None
    last_rows: dict[str, int] = field(default_factory=dict, hash=False)
    deadline: str = ""


def freeze(db: Database, cause: str, deadline: str = "") -> int:
    """Freeze a new evaluation as of the last day with data; its number.

    For each plan in force its indicators over their own window, and all twelve over
    the cumulative one. For a `deadline` (a moment in UTC) it is as of the deadline's
    day at the latest, and it is frozen once: then its number is given again.
    """
    with db.write() as connection:
        _hold_loads(connection)
        known = _frozen_for(connection, deadline)
        if known is not None:
            return known
        facts = read_facts(connection, db.timezone)
        as_of = facts.last_day or today(db.timezone)
        if deadline:
            as_of = min(as_of, last_day_before(deadline, db.timezone))
        rules = Rules(db.settings.at_risk, db.settings.level_coverage)
        number = _number(connection, cause, as_of, deadline)
        _keep(connection, number, facts, as_of, rules)
        raise_data_version(connection)
    return number


def _keep(
    connection: Connection, number: int, facts: Facts, as_of: date, rules: Rules
) -> None:
    known = plans(facts.targets)
    usual = default_plan(known, as_of)
    frozen.keep(connection, number, "frozen_unit", _units(facts, as_of))
    frozen.keep(connection, number, "frozen_plan", _plans(known, usual))
    rows = _rows(connection, facts, as_of, rules, _questions(known, usual, as_of))
    frozen.keep(connection, number, "standing", rows.assign(as_of=as_of))


def _frozen_for(connection: Connection, deadline: str) -> int | None:
    """The evaluation that was frozen for a deadline; None without one."""
    if not deadline:
        return None
    found: int | None = connection.scalar(
        select(evaluation.c.id).where(evaluation.c.deadline == deadline)
    )
    return found


def _hold_loads(connection: Connection) -> None:
    """One state is frozen: on PostgreSQL no load ends, and no other evaluation is
    made, between its statements. SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(
            text("LOCK TABLE load, evaluation IN SHARE ROW EXCLUSIVE MODE")
        )


def _number(connection: Connection, cause: str, as_of: date, deadline: str) -> int:
    found = connection.scalar(
        insert(evaluation)
        .values(
            known_at=moment_now(),
            as_of=as_of,
            cause=cause,
            data_version=data_version(connection) + 1,
            last_load=connection.scalar(select(func.max(load.c.id))) or 0,
            last_rows=json.dumps(_last_rows(connection)),
            deadline=deadline,
        )
        .returning(evaluation.c.id)
    )
    return int(found or 0)


def _last_rows(connection: Connection) -> dict[str, int]:
    """The newest row of each table of versions: a later one came afterwards, also
    where a retried row keeps the place of an earlier load."""
    return {
        name: connection.scalar(select(func.max(table.c.id))) or 0
        for name, table in VERSIONED.items()
    }


def _units(facts: Facts, as_of: date) -> pd.DataFrame:
    """The units in force, and who is in office."""
    chairs = chair_of(facts.terms, as_of)
    rows = [
        {
            "unit_code": code,
            "name": unit.name,
            "name_en": unit.name_en,
            "kind": unit.kind,
            "parent_code": unit.parent_code,
            "former_district": unit.former_district,
            "latitude": unit.latitude,
            "longitude": unit.longitude,
            "chair": chairs[code].person if code in chairs else None,
            "acting": code in chairs and chairs[code].acting,
            "present": True,
        }
        for code, unit in facts.tree(as_of).units.items()
    ]
    return frozen.frame("frozen_unit", rows)


def _plans(known: Iterable[Plan], usual: Plan | None) -> pd.DataFrame:
    rows = [
        {
            "plan": plan.key,
            "title": plan.title,
            "decision_no": plan.decision_no,
            "issued_on": plan.issued_on,
            "starts_on": plan.starts_on,
            "last_deadline": plan.last_deadline,
            "indicators": ",".join(plan.indicators),
            "official": ",".join(plan.official),
            "kinds": ",".join(plan.kinds),
            "by_default": plan == usual,
            "present": True,
        }
        for plan in known
    ]
    return frozen.frame("frozen_plan", rows)


def _questions(
    known: Iterable[Plan], usual: Plan | None, as_of: date
) -> Iterable[tuple[str, Question]]:
    for plan in known:
        begun = plan.starts_on is None or plan.starts_on <= as_of
        # A plan that is issued but not begun is what a question without one asks by.
        if not begun and plan != usual:
            continue
        for key in plan.indicators:
            yield "own", Question(key, plan=plan.key, as_of=as_of)
        yield from _twelve(plan.key, as_of)
    if usual is None:
        yield from _twelve("", as_of)


def _twelve(plan: str, as_of: date) -> Iterable[tuple[str, Question]]:
    for indicator in INDICATORS:
        yield "cumulative", Question(indicator.key, plan, "cumulative", as_of=as_of)


def _rows(
    connection: Connection,
    facts: Facts,
    as_of: date,
    rules: Rules,
    questions: Iterable[tuple[str, Question]],
) -> pd.DataFrame:
    """Every standing of today, one row a key."""
    online: dict[date | None, FirstOnline] = {}
    rows: list[dict[str, object]] = []
    for reading, question in questions:
        asked = resolve(question, facts, as_of)
        if asked.indicator.basis == "both":
            for window in asked.windows():
                if window.start not in online:
                    online[window.start] = first_online(
                        connection, facts.catalogue, window.start
                    )
        rows += _standings(question.plan, reading, rank(asked, facts, rules, online))
    return frozen.frame("standing", rows)


def _standings(plan: str, reading: str, ranked: Ranked) -> Iterable[dict[str, object]]:
    asked = ranked.asked
    for code in ranked.listed:
        amount = ranked.amounts[code]
        target = ranked.target(code)
        earlier = ranked.before[code] if ranked.before else UNKNOWN
        eve = ranked.eve(code, target)
        yield {
            "plan": plan,
            "indicator": asked.indicator.key,
            "reading": reading,
            "unit_code": code,
            "window": asked.window,
            "window_start": asked.start,
            "numerator": amount.numerator,
            "denominator": amount.denominator,
            "value": _float(amount),
            "rank": ranked.ranks.get(code),
            "target": None if target is None else str(target.value),
            "status": ranked.status(code),
            "coverage": float(amount.coverage),
            "present": True,
            "earlier_numerator": earlier.numerator,
            "earlier_denominator": earlier.denominator,
            "eve_numerator": eve.numerator,
            "eve_denominator": eve.denominator,
            "starts_on": None if target is None else asked.begins(target),
            "deadline": None if target is None else target.deadline,
        }


def _float(amount: Amount) -> float | None:
    return None if amount.value is None else float(amount.value)


def latest(connection: Connection) -> tuple[int, str, date] | None:
    """The newest evaluation: its number, when it was known, and of which day."""
    found = connection.execute(
        select(evaluation).order_by(evaluation.c.id.desc()).limit(1)
    ).first()
    return None if found is None else (found.id, found.known_at, found.as_of)


def missing(db: Database) -> bool:
    """Whether anything changed since the newest evaluation: the process that should
    have frozen one may have been killed before it could."""
    with db.read() as connection:
        known = connection.scalar(select(func.max(evaluation.c.data_version))) or 0
        return data_version(connection) > known


def find(connection: Connection, number: int) -> Evaluation | None:
    """Evaluation `number`; None when there is none."""
    row = connection.execute(
        select(evaluation).where(evaluation.c.id == number)
    ).first()
    return None if row is None else _evaluation(row)


def known_before(connection: Connection, moment: str) -> Evaluation | None:
    """The newest evaluation that was known before a moment, of those that hold the
    units of their time; None when there is none."""
    row = connection.execute(
        select(evaluation)
        .where(evaluation.c.known_at < moment, evaluation.c.last_load.is_not(None))
        .order_by(evaluation.c.id.desc())
        .limit(1)
    ).first()
    return None if row is None else _evaluation(row)


def every(connection: Connection, limit: int = 200) -> tuple[Evaluation, ...]:
    """The newest evaluations first."""
    rows = connection.execute(
        select(evaluation).order_by(evaluation.c.id.desc()).limit(limit)
    )
    return tuple(_evaluation(row) for row in rows)


def _evaluation(row: Row[tuple[object, ...]]) -> Evaluation:
    return Evaluation(
        number=row.id,
        known_at=row.known_at,
        as_of=row.as_of,
        cause=row.cause,
        last_load=row.last_load,
        last_rows=json.loads(row.last_rows or "{}"),
        deadline=row.deadline,
    )
