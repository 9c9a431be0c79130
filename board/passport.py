"""The passport of a number: what stands behind it, as one answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from board.held import held_back
from board.known import Known
from board.made_of import units_of
from board.reports_used import counted_reports
from board.whole import one_root
from core.clock import today
from core.kinds import COUNTS, DOSSIERS, PROCEDURES, SERVICES, UNITS
from metrics.asking import Asked
from metrics.citation import Frozen
from metrics.doubted import BOTH, UNIT, DoubtsAsked
from metrics.passports import LOAD_COLUMNS, REVISION_COLUMNS, Passport
from metrics.questions import Question
from metrics.ranking import Ranked, row, total, whole
from metrics.reading import Amount
from metrics.targets import Target
from store import behind
from store.doubts import doubts, loads_told
from store.printed import frozen

_SAME = ("numerator", "denominator", "target", "rank", "status")


def passport(known: Known, question: Question, unit_code: str) -> Passport:
    """The passport of a unit's number ("" is the whole). Raises UsageError for an
    unknown unit, plan or indicator."""
    ranked = known.ranked(question)
    asked = ranked.asked
    code = one_root(asked, unit_code)
    units = units_of(asked, code)
    chairs = known.chairs(asked.as_of)
    target = asked.target(asked.tree.units[code]) if code else None
    amount = ranked.amounts[code] if code else total(asked.tree, ranked.amounts)
    last_day = _last_day(known, asked, units)
    published = as_frozen(known, asked, code)
    with known.db.read() as connection:
        faults = behind.faults(connection, units, kinds_behind(asked))
    held = held_back(known, ranked, code)
    brought = loads_behind(known, asked, units, target)
    return Passport(
        reading=known.reading(asked),
        row=row(ranked, code, chairs) if code else whole(ranked, chairs),
        ranked=len(ranked.leaves),
        target=target,
        begins=asked.begins(target) if target else None,
        eve=_eve(ranked, code, target),
        at_risk=float(ranked.at_risk),
        readable=float(amount.readable),
        should=float(amount.should),
        loads=brought,
        faults=faults,
        doubts=doubts_behind(known, asked, units, brought),
        held=held,
        last_day=last_day,
        stale_days=_age(known, last_day),
        frozen=published[-1] if published else None,
        revisions=_revisions(published),
        beside=known.beside(question).get(code),
    )


def _eve(ranked: Ranked, code: str, target: Target | None) -> float | None:
    """The share on the eve of the target's start."""
    window = ranked.asked.eve(target) if target else None
    amount: Amount | None = ranked.eves[window].get(code) if window else None
    return float(amount.value) if amount and amount.value is not None else None


def kinds_behind(asked: Asked) -> tuple[str, ...]:
    """The kinds of rows that the number can be made of: a dossier that is doubtful says
    nothing of a share of procedures."""
    of_catalogue = (UNITS.name, PROCEDURES.name, SERVICES.name)
    if asked.indicator.basis == "catalogue":
        return of_catalogue
    return (*of_catalogue, DOSSIERS.name, COUNTS.name)


def doubts_behind(
    known: Known,
    asked: Asked,
    units: Sequence[str],
    loads: pd.DataFrame,
    procedure: str = "",
) -> pd.DataFrame | None:
    """doubt, rows: the doubtful rows of the units (of one procedure, where it is named)
    that count all the same. None where a load has some that were counted before they
    were kept by unit, or by procedure."""
    with known.db.read() as connection:
        by = DoubtsAsked(BOTH if procedure else UNIT)
        found = doubts(connection, by, kinds=kinds_behind(asked))
        told = loads_told(connection)
    flagged = loads[loads["flagged"].astype(int) > 0]["load_id"]
    if not told.issuperset(flagged):
        return None
    found = found[found["unit_code"].isin(list(units))]
    if procedure:
        if found["procedure_code"].isna().any():
            return None
        found = found[found["procedure_code"] == procedure]
    summed = found.groupby("doubt", as_index=False)[["rows"]].sum()
    return summed.sort_values(["rows", "doubt"], ascending=[False, True])


def _last_day(known: Known, asked: Asked, units: Sequence[str]) -> date | None:
    days = known.last_days(asked.as_of)
    return max((days[code] for code in units if code in days), default=None)


def _age(known: Known, day: date | None) -> int | None:
    return None if day is None else (today(known.db.timezone) - day).days


def loads_behind(
    known: Known,
    asked: Asked,
    units: Sequence[str],
    target: Target | None,
    procedure: str = "",
) -> pd.DataFrame:
    """LOAD_COLUMNS: the loads whose rows the number is made of (of one procedure alone,
    where it is named), and the one that brought its target."""
    rows: dict[int, int] = {}
    basis = asked.indicator.basis
    with known.db.read() as connection:
        if basis != "catalogue":
            _count(rows, behind.dossier_loads(connection, units, asked.span, procedure))
        if basis != "dossiers":
            _count(
                rows, behind.service_loads(connection, units, asked.as_of, procedure)
            )
        _count(rows, _reported(known, asked, units, procedure))
        if target is not None:
            _count(rows, {target.order[0]: 1})
        found = behind.loads(connection, list(rows))
    return found.assign(rows=found["load_id"].map(rows))[list(LOAD_COLUMNS)]


def _count(rows: dict[int, int], more: dict[int, int]) -> None:
    for load, count in more.items():
        rows[load] = rows.get(load, 0) + count


def _reported(
    known: Known, asked: Asked, units: Sequence[str], procedure: str
) -> dict[int, int]:
    """Load -> reported cells that count."""
    if not asked.indicator.in_counts:
        return {}
    found: dict[int, int] = {}
    uses = counted_reports(known, asked, units)
    for cells in uses.values():
        here = [c for c, use in cells if use == "counted"]
        if procedure:
            here = [c for c in here if c.procedure_code == procedure]
        _count(found, {c.load_id: 1 for c in here})
    return found


def as_frozen(known: Known, asked: Asked, code: str) -> list[Frozen]:
    """The number in each evaluation of this day that froze this very window, the
    oldest first; of several roots none: evaluations freeze units."""
    if not code:
        return []
    plan = asked.plan.key if asked.plan else ""
    with known.db.read() as connection:
        for reading in ("own", "cumulative"):
            key = (plan, asked.indicator.key, reading, code)
            found = [
                one
                for one in frozen(connection, key, asked.as_of)
                if one.window_start == asked.start
            ]
            if found:
                return found
    return []


def _revisions(published: Sequence[Frozen]) -> pd.DataFrame:
    """REVISION_COLUMNS: the first evaluation, and each in which something changed."""
    rows: list[tuple[object, ...]] = []
    before: tuple[object, ...] | None = None
    for one in published:
        now = tuple(getattr(one, name) for name in _SAME)
        if now != before:
            value = None if one.value is None else float(one.value)
            counts = (one.numerator, one.denominator, value)
            rest = (one.target, one.rank, one.status)
            rows.append((one.evaluation, one.known_at, *counts, *rest))
        before = now
    return pd.DataFrame(rows, columns=list(REVISION_COLUMNS), dtype=object)
