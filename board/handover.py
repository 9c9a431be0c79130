"""The baseline that two Chairs sign."""

from __future__ import annotations

from datetime import date

from board.header import header
from board.integrity import unit_integrity
from board.known import Known
from board.thresholds import Thresholds
from board.unit import unit
from core.errors import UsageError
from metrics.answers import UnitAnswer
from metrics.facts import day_before
from metrics.handover import Handover
from metrics.indicators import BY_KEY
from metrics.integrity import UnitIntegrity
from metrics.residuals import Tolerances


def handover(
    known: Known,
    allowed: Tolerances,
    limits: Thresholds,
    code: str,
    day: date,
    plan: str = "",
) -> Handover:
    """What stands on the eve of `day` at a unit, of every indicator that has a target
    in the plan (default: the one in force now, whenever it was issued: the term will
    be judged by it). UsageError where there is no such unit on that eve, or no day
    before it."""
    if day == date.min:
        raise UsageError("Choose the first day of the new Chair.")
    eve = day_before(day)
    as_of = min(eve, known.facts.last_day or eve)
    wanted = header(known, plan).plan
    key = wanted.key if wanted else ""
    answer = unit(known, allowed, code, key, as_of=as_of)
    judged = unit_integrity(known, code, key, "", as_of, limits)
    online, full = (answer.rows[key] for key in ("online_procedures", "e2e_procedures"))
    return Handover(
        unit_code=code,
        unit_name=str(answer.unit["name"]),
        name_en=str(answer.unit["name_en"] or ""),
        day=day,
        as_of=as_of,
        before=known.chairs(eve).get(code),
        after=known.chairs(day).get(code),
        plan=wanted,
        rows=_rows(answer),
        readings=answer.readings,
        procedures=(online["denominator"], online["numerator"], full["numerator"]),
        last_day=answer.last_day,
        lacking=_lacking(answer),
        held=answer.held.dossiers if answer.held else 0,
        signals=_open(judged) if judged.leaf else None,
        evaluation=known.evaluation,
        known_at=known.known_at,
    )


def _rows(answer: UnitAnswer) -> list[dict[str, object]]:
    return [
        {
            **row,
            "indicator": key,
            "of_units": answer.ranked,
            "period_start": answer.readings[key].start,
            "as_of": answer.readings[key].as_of,
        }
        for key, row in answer.rows.items()
        if row["target"] is not None and key in BY_KEY
    ]


def _lacking(answer: UnitAnswer) -> int | None:
    if answer.expected is None or not len(answer.expected.frame):
        return None
    return int(answer.expected.frame["lacking"].astype(int).sum())


def _open(judged: UnitIntegrity) -> int:
    """Signals that show and that nobody has closed."""
    return sum(one.verdict in ("", "open") for one in judged.looks)
