"""Disputes and incidents as a reader is told of them, and what one would change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from board.completeness import days_off
from board.known import Known
from core.errors import UsageError
from metrics.asking import Asked
from metrics.disputes import Dispute, Effect, Move, Pick
from metrics.effects import moves
from metrics.integrity import HEADLINES
from metrics.overlay import Alike, corrected
from metrics.questions import Question
from store import disputed

Units = frozenset[str] | None


def told(known: Known, units: Units) -> tuple[Dispute, ...]:
    """All that a reader of single rows at `units` (None: everywhere) is told of, the
    oldest first."""
    seen = (one.seen_by(units) for one in known.disputes)
    return tuple(one for one in seen if one is not None)


@dataclass(frozen=True)
class Looked:
    """One dispute, and those of its dossiers that the reader may see: `frame` as
    store.disputes.evidence, with `procedure_name`."""

    dispute: Dispute
    frame: pd.DataFrame


def one(
    known: Known, number: int, units: Units, most: int | None = None, after: int = 0
) -> Looked:
    """A dispute with at most `most` of its dossiers. UsageError where there is none
    that the reader is told of."""
    found = next((d for d in told(known, units) if d.id == number), None)
    if found is None:
        raise UsageError(
            "There is no dispute {number} that is open to you.", number=number
        )
    with known.db.read() as connection:
        frame = disputed.evidence(connection, number, units, most, after)
    names = known.procedures_on(found.as_of)["name"]
    named = frame["procedure_code"].map(names)
    return Looked(found, frame.assign(procedure_name=named))


def of_unit(known: Known, code: str, units: Units) -> tuple[Dispute, ...]:
    """What is told on a unit's page: its disputes, and incidents that move it or are
    its effect; the newest first."""
    return tuple(
        one
        for one in reversed(told(known, units))
        if one.unit_code == code or one.moved(code)
    )


def effect(known: Known, pick: Pick, correction: str) -> Effect:
    """What correcting the dossiers of a pick would change in the headlines, by the
    plan in force and the newest day. UsageError for codes that its unit has not, or
    where no dossier fits."""
    with known.db.read() as connection:
        if unknown := disputed.unknown_codes(connection, pick):
            raise UsageError(
                "These are no dossiers of the unit: {codes}. Correct or remove them.",
                codes=", ".join(unknown[:10]) + (" …" if len(unknown) > 10 else ""),
            )
        dossiers = disputed.alike(connection, pick, correction)
    if not dossiers:
        raise UsageError("No dossier fits this. Look at days, procedures and channel.")
    return effect_of(known, dossiers)


def effect_of(known: Known, dossiers: list[Alike]) -> Effect:
    """What reading these dossiers in another way would change in the headlines."""
    found = tuple(_moves(known, dossiers)) if dossiers else ()
    as_of = known.resolve(Question(HEADLINES[0])).as_of
    count = sum(one.count for one in dossiers)
    return Effect(count, as_of, known.version, known.evaluation, found)


def _moves(known: Known, dossiers: list[Alike]) -> Iterable[Move]:
    facts = corrected(known.facts, dossiers)
    for key in HEADLINES:
        question = _question(known, key, {one.unit_code for one in dossiers})
        counted = known.ranked(question)
        touched = _with_parents(counted.asked, {one.unit_code for one in dossiers})
        yield from moves(key, counted, known.rank(question, facts), touched)


def _question(known: Known, key: str, units: set[str]) -> Question:
    """A headline, ranked among the plan's kinds; one unit of another kind is ranked
    among all, as on its page."""
    asked = known.resolve(Question(key))
    kinds = asked.plan.kinds if asked.plan else ()
    own = {asked.tree.units[c].kind for c in units if c in asked.tree.units}
    alone = len(own) == 1 and own.isdisjoint(kinds)
    return Question(key, kinds=() if alone else kinds)


def _with_parents(asked: Asked, units: set[str]) -> list[str]:
    """The units in force and all above them, in the order of the tree."""
    found: set[str] = set()
    for code in units & asked.tree.units.keys():
        above: str | None = code
        while above:
            found.add(above)
            above = asked.tree.parents.get(above)
    return [code for code in asked.tree.units if code in found]


def days_off_after(known: Known, day: date) -> frozenset[date]:
    """The days off of this and the next year, by which time limits run."""
    return days_off(known, day, day.replace(year=day.year + 1, day=1))
