"""A question with its defaults filled in (contract, section 1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from core.errors import UsageError
from metrics.borders import THEN, TODAY
from metrics.facts import Facts, day_before
from metrics.indicators import Indicator, indicator
from metrics.questions import Plan, Question
from metrics.standing import DAYS_BEFORE_START
from metrics.targets import Target, default_plan, plans, target_of
from metrics.units import Tree, Unit
from metrics.windows import Window, window_start

CHANGE_DAYS = 7


@dataclass(frozen=True)
class Asked:
    """A question with its defaults filled in (contract, section 1)."""

    indicator: Indicator
    plan: Plan | None
    targets: tuple[Target, ...]
    window: str
    start: date | None
    as_of: date
    kinds: tuple[str, ...]
    tree: Tree
    first_day: date | None
    borders: str = THEN

    @property
    def span(self) -> Window:
        return Window(self.start, self.as_of)

    @property
    def earlier(self) -> Window | None:
        """The same window a week before; None where that day lies before its start."""
        day = self.as_of - timedelta(days=CHANGE_DAYS)
        if self.start is not None and day < self.start:
            return None
        return Window(self.start, day)

    def childless(self, codes: Iterable[str]) -> list[str]:
        """Those of `codes` that are ranked: units in force without children."""
        return [code for code in codes if self.tree.is_ranked(code)]

    def target(self, unit: Unit) -> Target | None:
        return target_of(unit, self.targets, self.as_of)

    def begins(self, target: Target) -> date | None:
        """Where the path of `target` begins: its own start, else the window's, else
        the first day with data."""
        return target.starts_on or self.start or self.first_day

    def eve(self, target: Target) -> Window | None:
        """What is read on the eve of the target's start: the catalogue of that day,
        dossiers over the 30 days before."""
        starts_on = self.begins(target)
        if starts_on is None:
            return None
        first = starts_on - timedelta(days=DAYS_BEFORE_START)
        return Window(first, day_before(starts_on))

    def windows(self) -> set[Window]:
        """Every window that must be read to answer."""
        eves = {self.eve(target) for target in self.targets}
        return {w for w in (self.span, self.earlier, *eves) if w is not None}

    @property
    def deadline(self) -> date | None:
        """The deadline in force for most units."""
        found = [self.target(unit) for unit in self.tree.units.values()]
        counted = Counter(target.deadline for target in found if target is not None)
        return counted.most_common(1)[0][0] if counted else None


def resolve(question: Question, facts: Facts, today: date) -> Asked:
    """`question` with its defaults. Raises UsageError for a key or a word that is not
    known."""
    asked = indicator(question.indicator)
    as_of = question.as_of or facts.last_day or today
    plan = find_plan(question.plan, facts, as_of)
    targets = tuple(
        target
        for target in facts.targets
        if plan and target.plan == plan.key and target.indicator == asked.key
    )
    drawn = _drawn_on(question.borders, as_of, facts, today)
    here = facts.tree(drawn, question.borders)
    window = question.window or default_window(targets, here, as_of)
    starts = [target.starts_on for target in targets]
    start = window_start(window, as_of, starts, facts.first_day)
    return Asked(
        asked,
        plan,
        targets,
        window,
        question.start or start,
        as_of,
        question.kinds,
        here,
        facts.first_day,
        question.borders,
    )


def _drawn_on(borders: str, as_of: date, facts: Facts, today: date) -> date:
    """The day whose units are shown. Raises UsageError for an unknown word."""
    if borders == THEN:
        return as_of
    if borders != TODAY:
        raise UsageError(
            "“{borders}” is no word for borders. Use: {known}.",
            borders=borders,
            known=TODAY,
        )
    return max(today, facts.last_day or today)


def find_plan(key: str, facts: Facts, as_of: date) -> Plan | None:
    """The plan `key`, or the default one. Raises UsageError for an unknown key."""
    known = plans(facts.targets)
    if not key:
        return default_plan(known, as_of)
    found = next((plan for plan in known if plan.key == key), None)
    if found is None:
        raise UsageError(
            "There is no plan “{key}”. Known plans: {known}.",
            key=key,
            known=", ".join(plan.key for plan in known) or "–",
        )
    return found


def default_window(targets: tuple[Target, ...], here: Tree, as_of: date) -> str:
    """The window of the target in force for most units; without one cumulative."""
    found = [target_of(unit, targets, as_of) for unit in here.units.values()]
    words = Counter(target.window or "cumulative" for target in found if target)
    return words.most_common(1)[0][0] if words else "cumulative"
