"""What became of a printed number: current, superseded, or none of ours."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from board.known import Known
from board.made_of import units_of
from board.passport import as_frozen
from metrics.asking import Asked
from metrics.citation import Frozen
from metrics.passports import Verdict
from metrics.questions import Question
from store import behind, citations, evaluations
from store.evaluations import Evaluation
from store.printed import find

_FIGURE = ("numerator", "denominator", "target")


def verdict(known: Known, evaluation: int, digest: str) -> Verdict:
    """What became of the number that evaluation `evaluation` froze under `digest`
    (shortened or whole). "superseded": numerator, denominator or target read
    otherwise as known now, for the same unit, day and window."""
    with known.db.read() as connection:
        frozen = evaluations.find(connection, evaluation)
        then = find(connection, frozen, digest) if frozen else None
        table = None if then else citations.find(connection, digest, evaluation)
    if table is not None:
        return Verdict("table", table=table)
    if frozen is None or then is None:
        return Verdict("unknown")
    asked = known.resolve(_question(then))
    now = _now(known, asked, then)
    if now is not None and figure(now) == figure(then):
        return Verdict("current", then, now, _since(known, asked, now))
    by = _since(known, asked, now) if now else None
    return Verdict("superseded", then, now, by, _causes(known, asked, then, frozen))


def figure(one: Frozen) -> tuple[object, ...]:
    """What a number says: its counts and the target it is held against."""
    return tuple(getattr(one, name) for name in _FIGURE)


def _question(then: Frozen) -> Question:
    """The question that the number answered; its window is given by its first day."""
    return Question(
        then.indicator,
        then.plan,
        "cumulative" if then.reading == "cumulative" else "",
        then.window_start,
        then.as_of,
    )


def _now(known: Known, asked: Asked, then: Frozen) -> Frozen | None:
    """The same as known now; None where the unit is not measured on that day."""
    if then.unit_code not in asked.tree.units:
        return None
    ranked = known.ranked(_question(then))
    amount = ranked.amounts[then.unit_code]
    target = asked.target(asked.tree.units[then.unit_code])
    return replace(
        then,
        evaluation=known.evaluation or then.evaluation,
        known_at=known.known_at,
        numerator=amount.numerator,
        denominator=amount.denominator,
        target=str(target.value) if target else "",
        rank=ranked.ranks.get(then.unit_code),
        status=ranked.status(then.unit_code),
    )


def _since(known: Known, asked: Asked, now: Frozen) -> int | None:
    """The evaluation of this day from which on the number reads as it does now."""
    found = None
    for one in as_frozen(known, asked, now.unit_code):
        same = figure(one) == figure(now)
        found = (found or one.evaluation) if same else None
    return found


def _causes(
    known: Known, asked: Asked, then: Frozen, frozen: Evaluation
) -> pd.DataFrame:
    """Loads since then that touch the number: dossiers of the unit, and whatever else
    it hangs on."""
    inside = then.unit_code in asked.tree.units
    units = units_of(asked, then.unit_code) if inside else (then.unit_code,)
    with known.db.read() as connection:
        others = behind.other_loads_since(connection, frozen)
        if asked.indicator.basis == "catalogue":
            return others
        dossiers = behind.touched_since(connection, frozen, units, asked.span)
    found = pd.concat([dossiers, others], ignore_index=True)
    return found.sort_values("load_id", ignore_index=True)
