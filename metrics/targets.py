"""Plans and targets as data: which target a unit is judged by on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from metrics.questions import Plan
from metrics.units import Unit


@dataclass(frozen=True)
class Target:
    """One target of a plan. `value` is exact, 0 to 1; `deadline` is the local day;
    `order` is the place of its row among all loads."""

    plan: str
    indicator: str
    value: Fraction
    deadline: date
    scope_kind: str = "all"
    scope_code: str = ""
    starts_on: date | None = None
    window: str = ""
    decision_no: str = ""
    issued_on: date | None = None
    official: bool = False
    title: str = ""
    order: tuple[int, int] = (0, 0)
    # By which two deadlines of one day come one after the other, as text.
    moment: str = ""

    def covers(self, unit: Unit) -> bool:
        if self.scope_kind == "unit":
            return self.scope_code == unit.code
        if self.scope_kind == "kind":
            return unit.kind in self.scope_code.split("|")
        return True


_SCOPE_ORDER = ("unit", "kind", "all")


def _end(target: Target) -> tuple[date, str, tuple[int, int]]:
    return target.deadline, target.moment, target.order


def in_force(targets: Iterable[Target], day: date) -> Target | None:
    """Of the stages of a ladder the one with the earliest deadline not before `day`;
    after the last deadline, the last. Past stages stay judged by their own target."""
    stages = sorted(targets, key=_end)
    ahead = [target for target in stages if target.deadline >= day]
    if ahead:
        return ahead[0]
    return stages[-1] if stages else None


def target_of(unit: Unit, targets: Iterable[Target], day: date) -> Target | None:
    """The target of `unit` on `day` among one plan's targets of one indicator: one
    for the unit goes over one for its kind, over one for all."""
    return in_force(ladder(unit, targets), day)


def ladder(unit: Unit, targets: Iterable[Target]) -> tuple[Target, ...]:
    """All stages that `unit` is judged by, the earliest deadline first."""
    covering = [target for target in targets if target.covers(unit)]
    for scope in _SCOPE_ORDER:
        stages = [target for target in covering if target.scope_kind == scope]
        if stages:
            return tuple(sorted(stages, key=_end))
    return ()


def plans(targets: Iterable[Target]) -> tuple[Plan, ...]:
    """The plans, the newest decision first; one without a known day comes last."""
    grouped: dict[str, list[Target]] = {}
    for target in targets:
        grouped.setdefault(target.plan, []).append(target)
    newest = sorted(
        grouped.values(),
        key=lambda rows: (_issued(rows) or date.min, max(t.order for t in rows)),
        reverse=True,
    )
    return tuple(_plan(rows) for rows in newest)


def default_plan(known: Iterable[Plan], as_of: date) -> Plan | None:
    """The plan with an official target and the latest `issued_on` not after as-of;
    of two issued the same day the one loaded later (`plans` orders them so)."""
    dated = [(plan.issued_by(as_of), plan) for plan in known if plan.official]
    fitting = [(day, plan) for day, plan in dated if day is not None]
    return max(fitting, key=lambda one: one[0], default=(None, None))[1]


def _issued(rows: list[Target]) -> date | None:
    return max((t.issued_on for t in rows if t.issued_on), default=None)


def _first(texts: Iterable[str]) -> str:
    return next((text for text in texts if text), "")


def _plan(rows: list[Target]) -> Plan:
    order = sorted(rows, key=lambda target: target.order)
    kinds = [
        k for t in order if t.scope_kind == "kind" for k in t.scope_code.split("|")
    ]
    return Plan(
        key=rows[0].plan,
        title=_first(t.title for t in order) or rows[0].plan,
        decision_no=_first(t.decision_no for t in order),
        issues=tuple(sorted({t.issued_on for t in rows if t.issued_on})),
        starts_on=min((t.starts_on for t in rows if t.starts_on), default=None),
        last_deadline=max(t.deadline for t in rows),
        indicators=tuple(dict.fromkeys(t.indicator for t in order)),
        official=tuple(dict.fromkeys(t.indicator for t in order if t.official)),
        kinds=tuple(dict.fromkeys(kinds)),
    )
