"""Frozen readings: what was known, and when; never edited.

Only rows that differ from the evaluation before are stored: a unit's standing in
evaluation N is its newest row with an evaluation not after N.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, insert, select

from core.clock import today
from metrics.asking import resolve
from metrics.facts import Facts, FirstOnline
from metrics.indicators import INDICATORS
from metrics.questions import Question
from metrics.ranking import Ranked, Rules, rank
from metrics.targets import plans
from store import bulk
from store.engine import Database, data_version, raise_data_version
from store.facts import first_online, read_facts
from store.loads import moment_now
from store.schema import evaluation, standing

KEY = ["plan", "indicator", "reading", "unit_code"]
_COMPARED = [
    "window_start",
    "numerator",
    "denominator",
    "rank",
    "target",
    "status",
    "coverage",
    "present",
]


def freeze(db: Database, cause: str) -> int:
    """Freeze a new evaluation as of the last day with data; its number.

    For each plan in force its indicators over their own window, and all twelve over
    the cumulative one.
    """
    with db.write() as connection:
        facts = read_facts(connection, db.timezone)
        as_of = facts.last_day or today(db.timezone)
        rules = Rules(db.settings.at_risk, db.settings.level_coverage)
        number = _number(connection, cause, as_of)
        rows = _rows(connection, facts, as_of, rules)
        changed = _changed(rows, newest(connection))
        bulk.insert(
            connection, standing, changed.assign(evaluation_id=number, as_of=as_of)
        )
        raise_data_version(connection)
    return number


def _number(connection: Connection, cause: str, as_of: date) -> int:
    found = connection.scalar(
        insert(evaluation)
        .values(
            known_at=moment_now(),
            as_of=as_of,
            cause=cause,
            data_version=data_version(connection) + 1,
        )
        .returning(evaluation.c.id)
    )
    return int(found or 0)


def _rows(
    connection: Connection, facts: Facts, as_of: date, rules: Rules
) -> pd.DataFrame:
    """Every standing of today, one row a KEY."""
    online: dict[date | None, FirstOnline] = {}
    rows: list[dict[str, object]] = []
    for reading, question in _questions(facts, as_of):
        asked = resolve(question, facts, as_of)
        if asked.indicator.basis == "both":
            for window in asked.windows():
                if window.start not in online:
                    online[window.start] = first_online(
                        connection, facts.catalogue, window.start
                    )
        rows += _standings(reading, rank(asked, facts, rules, online))
    return pd.DataFrame(rows, columns=[*KEY, *_COMPARED, "value"], dtype=object)


def _questions(facts: Facts, as_of: date) -> Iterable[tuple[str, Question]]:
    known = plans(facts.targets)
    for plan in known:
        begun = plan.starts_on is None or plan.starts_on <= as_of
        if not begun:
            continue
        for key in plan.indicators:
            yield "own", Question(key, plan=plan.key, as_of=as_of)
        for indicator in INDICATORS:
            yield (
                "cumulative",
                Question(indicator.key, plan.key, "cumulative", as_of=as_of),
            )
    if not known:
        for indicator in INDICATORS:
            yield "cumulative", Question(indicator.key, "", "cumulative", as_of=as_of)


def _standings(reading: str, ranked: Ranked) -> Iterable[dict[str, object]]:
    asked = ranked.asked
    for code in ranked.listed:
        amount = ranked.amounts[code]
        target = asked.target(asked.tree.units[code])
        value = amount.value
        yield {
            "plan": asked.plan.key if asked.plan else "",
            "indicator": asked.indicator.key,
            "reading": reading,
            "unit_code": code,
            "window_start": asked.start,
            "numerator": amount.numerator,
            "denominator": amount.denominator,
            "value": None if value is None else float(value),
            "rank": ranked.ranks.get(code),
            "target": None if target is None else str(target.value),
            "status": ranked.status(code),
            "coverage": float(amount.coverage),
            "present": True,
        }


def newest(connection: Connection, until: int | None = None) -> pd.DataFrame:
    """Each unit's newest frozen standing (up to evaluation `until`), all columns."""
    table = standing
    latest = select(func.max(table.c.id).label("id")).group_by(
        *(table.c[k] for k in KEY)
    )
    if until is not None:
        latest = latest.where(table.c.evaluation_id <= until)
    wanted = latest.subquery()
    return bulk.read_frame(
        connection,
        select(table).select_from(table.join(wanted, table.c.id == wanted.c.id)),
    )


def _changed(rows: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """The rows that differ from `before`, and a mark for each unit no longer there."""
    if before.empty:
        return rows
    both = rows.merge(
        before, on=KEY, how="outer", suffixes=("", "_before"), indicator=True
    )
    same = pd.Series(True, index=both.index)
    for name in _COMPARED:
        now, then = both[name], both[f"{name}_before"]
        same &= (now == then) | (now.isna() & then.isna())
    fresh = both[(both["_merge"] != "right_only") & ~same]
    gone = both[(both["_merge"] == "right_only") & (both["present_before"] == True)]  # noqa: E712
    gone = gone.assign(present=False, status="", **dict.fromkeys(_BLANK))
    columns = [*KEY, *_COMPARED, "value"]
    found = pd.concat([fresh[columns], gone[columns]], ignore_index=True)
    return found.astype(object)


_BLANK = ("numerator", "denominator", "rank", "target", "value")


def latest(connection: Connection) -> tuple[int, str, date] | None:
    """The newest evaluation: its number, when it was known, and of which day."""
    row: Any = connection.execute(
        select(evaluation.c.id, evaluation.c.known_at, evaluation.c.as_of)
        .order_by(evaluation.c.id.desc())
        .limit(1)
    ).first()
    return None if row is None else (row.id, row.known_at, row.as_of)
