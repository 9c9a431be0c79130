"""What the rules ask of units: who is off track too long, fell, or sent nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from board.completeness import days_off, expected_of
from board.header import header
from board.known import Known
from core.clock import today
from metrics import plain
from metrics.answers import Header
from metrics.calendar import working_days
from metrics.freshness import StaleSource, touching
from metrics.indicators import BY_KEY
from metrics.questions import Question
from metrics.ranking import Ranked, row
from metrics.requests import (
    FELL,
    MISSED,
    OFF_TRACK,
    Ask,
    RequestRule,
    fell,
    lacks,
    off_track,
)
from metrics.windows import Window

WEEK = timedelta(days=7)
_FROZEN = ("numerator", "denominator", "value", "target", "expected", "rank", "missing")


def to_ask(
    known: Known, rules: Sequence[RequestRule], stale: Sequence[StaleSource]
) -> list[Ask]:
    """All that the rules that are on find on the last complete day, by unit. Of a unit
    whose data are late nothing is asked but that they come; where the data of all are
    old, or the source of a figure is late, the figures are nobody's to explain."""
    on = {rule.key: rule for rule in rules if rule.active}
    looked = _Looked.at(known, stale, on.get(MISSED))
    found = [*looked.missed] if MISSED in on else []
    for key, look in ((OFF_TRACK, looked.off_track), (FELL, looked.fell)):
        if key in on:
            found += look(on[key])
    return sorted(found, key=lambda ask: (ask.unit_code, ask.rule, ask.indicator))


def last_complete(known: Known) -> date | None:
    """The last day of which all is expected to be known; None without data."""
    last, recent = known.facts.last_day, known.provisional
    if last is None or recent is None or not recent.days:
        return last
    return min(last, min(recent.days) - timedelta(days=1))


@dataclass(frozen=True)
class _Looked:
    """The day looked at, the units that can be asked, what the missed rule found, and
    the sources that are late."""

    known: Known
    head: Header
    day: date
    units: frozenset[str]
    missed: tuple[Ask, ...]
    stale: tuple[StaleSource, ...]
    all_late: bool

    @classmethod
    def at(
        cls, known: Known, stale: Sequence[StaleSource], rule: RequestRule | None
    ) -> _Looked:
        day = last_complete(known) or today(known.db.timezone)
        head = header(known, as_of=day)
        leaves = known.ranked(_question(head, head.pair[0])).leaves
        # Without the rule a unit is late as the rule would have it.
        limit = int(rule.limits["days"]) if rule else 2
        missed = tuple(missed_units(known, head, leaves, limit))
        late = {ask.unit_code for ask in missed}
        units = frozenset(leaves) - late
        old = data_are_old(known, limit)
        return cls(known, head, day, units, missed, tuple(stale), old)

    def off_track(self, rule: RequestRule) -> Iterator[Ask]:
        """Units off track, day after day, by an indicator the plan officially names."""
        for key in self.head.plan.official if self.head.plan else ():
            if not self._fresh(key):
                continue
            days = int(rule.limits["days"])
            back = [self.day - timedelta(days=n) for n in reversed(range(days))]
            ranks = [self._ranked(key, day) for day in back]
            for code in sorted(self.units):
                statuses = [_status(one, code) for one in ranks]
                if off_track(statuses, days):
                    since = {"days": days, "since": back[0].isoformat()}
                    yield Ask(code, rule.key, key, self._facts(ranks[-1], code) | since)

    def fell(self, rule: RequestRule) -> Iterator[Ask]:
        """Units whose share of dossiers of the last seven days fell from the seven days
        before."""
        points = rule.limits["points"] / 100
        for key in (*self.head.pair, *self.head.companion):
            if BY_KEY[key].basis != "dossiers" or not self._fresh(key):
                continue
            ranked = self._ranked(key, self.day)
            weeks = [
                Window(end - WEEK + timedelta(days=1), end)
                for end in (self.day - WEEK, self.day)
            ]
            before, after = (self.known.amounts(ranked.asked, w) for w in weeks)
            for code in sorted(self.units & set(ranked.leaves)):
                told = (before[code], after[code])
                change = fell(*told, points, int(rule.limits["least"]))
                if change is None:
                    continue
                week = {
                    "before": [before[code].numerator, before[code].denominator],
                    "after": [after[code].numerator, after[code].denominator],
                    "change": list(change),
                }
                yield Ask(code, rule.key, key, self._facts(ranked, code) | week)

    def _fresh(self, key: str) -> bool:
        """Whether the figure's data are in time at all."""
        return not (self.all_late or touching(self.stale, BY_KEY[key].things))

    def _ranked(self, key: str, day: date) -> Ranked:
        return self.known.ranked(_question(replace(self.head, as_of=day), key))

    def _facts(self, ranked: Ranked, code: str) -> dict[str, object]:
        told = row(ranked, code, {})
        return _frozen(self.known, self.day) | {name: told[name] for name in _FROZEN}


def _frozen(known: Known, day: date) -> dict[str, object]:
    return {"evaluation": known.evaluation, "as_of": day.isoformat()}


def _question(head: Header, key: str) -> Question:
    plan = head.plan
    kinds = plan.kinds if plan else ()
    return Question(key, plan.key if plan else "", as_of=head.as_of, kinds=kinds)


def _status(ranked: Ranked, code: str) -> str:
    return ranked.status(code) if code in ranked.amounts else ""


def missed_units(
    known: Known, head: Header, leaves: Sequence[str], days: int
) -> Iterator[Ask]:
    """The units whose data are late by `days` working days, or by a report, held
    against the newest data of all."""
    newest = replace(head, as_of=known.facts.last_day or head.as_of)
    asked = known.resolve(_question(newest, head.pair[0]))
    for told in plain.rows(expected_of(known, asked, leaves).frame):
        gaps, last = told["gaps"], told["last_day"]
        if not lacks(told["basis"], told["behind"], gaps, last, days):
            continue
        facts = _frozen(known, asked.as_of) | {
            "basis": told["basis"],
            "last_day": last.isoformat() if last else None,
            "behind": told["behind"],
            "gaps": [[day.isoformat() for day in gap] for gap in gaps[-3:]],
        }
        yield Ask(told["unit_code"], MISSED, "", facts)


def data_are_old(known: Known, days: int) -> bool:
    """Whether the newest data of all are older than so many working days; never those
    of the demo city, whose days are over."""
    last, now = known.facts.last_day, today(known.db.timezone)
    if last is None or known.demo:
        return last is None
    first = last + timedelta(days=1)
    yesterday = now - timedelta(days=1)
    off = days_off(known, first, yesterday) if first <= yesterday else frozenset()
    return len(working_days(first, yesterday, off)) > days
