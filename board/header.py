"""What every page says at its top."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from board.known import Known
from core.clock import today
from core.errors import UsageError
from metrics.answers import Header
from metrics.asking import find_plan
from metrics.borders import gone_by
from metrics.indicators import BY_KEY
from metrics.pairs import BASES, pair
from metrics.questions import Plan, Question
from metrics.targets import plans
from metrics.units import Unit


def header(
    known: Known, plan: str = "", basis: str = "", as_of: date | None = None
) -> Header:
    """Place, day, plan and pair of indicators. Raises UsageError for an unknown plan
    or basis."""
    facts = known.facts
    now = today(known.db.timezone)
    day = as_of or facts.last_day or now
    chosen = find_plan(plan, facts, day)
    things = _basis(known, chosen, basis)
    shown = pair(chosen, things)
    beside = pair(chosen, BASES[1 - BASES.index(things)])
    ready, total = _ready(known, chosen, shown[0], day)
    root = _only_root(known, day)
    return Header(
        place=root.name if root else "",
        place_en=root.name_en if root else "",
        demo=known.demo,
        empty=not facts.versions,
        as_of=day,
        last_day=facts.last_day,
        known_at=known.known_at,
        evaluation=known.evaluation,
        data_version=known.version,
        plans=plans(facts.targets),
        plan=chosen,
        basis=things,
        pair=shown,
        companion=beside,
        deadline=_deadline(known, chosen, (*shown, *beside), day),
        ready=ready,
        total=total,
        stale_days=None if facts.last_day is None else (now - facts.last_day).days,
        redrawn=bool(gone_by(facts.versions, max(now, day))),
    )


def _only_root(known: Known, day: date) -> Unit | None:
    here = known.facts.tree(day)
    return here.units[here.roots[0]] if len(here.roots) == 1 else None


def _basis(known: Known, plan: Plan | None, basis: str) -> str:
    """What is counted: what the plan is officially judged by, else the catalogue
    where there is one."""
    if basis:
        if basis not in BASES:
            raise UsageError(
                "“{basis}” is no basis. Use one of: {known}.",
                basis=basis,
                known=", ".join(BASES),
            )
        return basis
    if plan is not None:
        named = plan.official or plan.indicators
        return BY_KEY[named[0]].things
    return "procedures" if known.facts.catalogue.units else "dossiers"


def _deadline(
    known: Known, plan: Plan | None, indicators: Iterable[str], day: date
) -> date | None:
    """The deadline in force for most units of the first of `indicators` with one."""
    if plan is None:
        return None
    asked = (known.resolve(Question(key, plan.key, as_of=day)) for key in indicators)
    return next((a.deadline for a in asked if a.deadline), plan.last_deadline)


def _ready(known: Known, plan: Plan | None, leading: str, day: date) -> tuple[int, int]:
    """How many of the plan's units have a value, and how many there are."""
    kinds = plan.kinds if plan else ()
    question = Question(leading, plan.key if plan else "", as_of=day, kinds=kinds)
    ranked = known.ranked(question)
    return len(ranked.ranks), len(ranked.leaves)
