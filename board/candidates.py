"""The units that a meeting may look at, with what its rule asks of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from board.completeness import expected_of
from board.guardrails import hollow
from board.known import Known
from board.thresholds import Thresholds
from metrics import plain
from metrics.dialogue import Request
from metrics.limits import AllLimits
from metrics.questions import Question
from metrics.ranking import Ranked
from metrics.reading import UNKNOWN
from metrics.requests import lacks
from metrics.stocktake import (
    HELD,
    HOLLOW,
    LATE_DATA,
    NOT_KNOWN,
    UNDER_DISPUTE,
    Before,
    Candidate,
)


@dataclass(frozen=True)
class Owed:
    """What is owed on `day`: every request; of each unit the days on which commitments
    fell due that were not kept."""

    day: date
    requests: Sequence[Request]
    broken: Mapping[str, Sequence[date]]

    @cached_property
    def overdue(self) -> dict[str, list[Request]]:
        """The requests of each unit whose answer is overdue."""
        found: dict[str, list[Request]] = {}
        for one in self.requests:
            if one.is_overdue(self.day):
                found.setdefault(one.unit_code, []).append(one)
        return found


@dataclass(frozen=True)
class Field:
    """All units that are ranked for a question, as of its day."""

    known: Known
    question: Question
    ranked: Ranked
    earlier: Mapping[int, Ranked]
    expected: Mapping[str, Mapping[str, Any]]
    doubts: Mapping[str, frozenset[str]]
    owed: Owed

    @classmethod
    def at(
        cls,
        known: Known,
        question: Question,
        limits: AllLimits,
        thresholds: Thresholds,
        owed: Owed,
    ) -> Field:
        """UsageError for an unknown plan or indicator."""
        ranked = known.ranked(question)
        lacking = expected_of(known, ranked.asked, ranked.leaves)
        expected = {row["unit_code"]: row for row in plain.rows(lacking.frame)}
        days = {int(part["days"]) for part in limits.values() if "days" in part}
        # What counts procedures does not hang on when dossiers come.
        dated = ranked.asked.indicator.basis != "catalogue"
        late = _late(expected.values(), int(limits["doubtful"]["late"]))
        doubts = {
            UNDER_DISPUTE: _disputed(known, question),
            HOLLOW: _hollow(known, ranked, thresholds),
            HELD: _held(known, ranked),
            LATE_DATA: frozenset(late if dated else ()),
        }
        earlier = _earlier(known, question, ranked, days)
        return cls(known, question, ranked, earlier, expected, doubts, owed)

    def candidates(self) -> list[Candidate]:
        """One a unit, in Vietnamese alphabetical order."""
        return [self.candidate(code) for code in self.ranked.leaves]

    def candidate(self, code: str) -> Candidate:
        """A unit, whether it is ranked or not."""
        now = self.ranked.amounts[code]
        target = self.ranked.target(code)
        requests = self.owed.overdue.get(code, [])
        broken = self.owed.broken.get(code, ())
        left = (target.deadline - self.ranked.asked.as_of).days if target else None
        return Candidate(
            code,
            now,
            self.ranked.status(code),
            target.value if target else None,
            self.ranked.path(code, target),
            left,
            {days: _before(ranked, code) for days, ranked in self.earlier.items()},
            int(self.expected.get(code, {}).get("behind") or 0),
            self._doubts(code),
            len(requests),
            len(broken),
            min([*(one.due for one in requests), *broken], default=None),
        )

    def _doubts(self, code: str) -> tuple[str, ...]:
        unread = self.ranked.amounts[code].value is None
        found = [word for word, units in self.doubts.items() if code in units]
        return (*((NOT_KNOWN,) if unread else ()), *found)


def _earlier(
    known: Known, question: Question, ranked: Ranked, days: Iterable[int]
) -> dict[int, Ranked]:
    """The same window so many days earlier; none of a day before its start."""
    start, as_of = ranked.asked.start, ranked.asked.as_of
    found = {}
    for back in sorted(days):
        day = as_of - timedelta(days=back)
        if start is None or day >= start:
            then = replace(question, start=start, as_of=day)
            found[back] = known.ranked(then)
    return found


def _before(ranked: Ranked, code: str) -> Before:
    if code not in ranked.amounts:
        return Before(UNKNOWN)
    path = ranked.path(code, ranked.target(code))
    return Before(ranked.amounts[code], ranked.status(code), path)


def _disputed(known: Known, question: Question) -> frozenset[str]:
    found = known.beside(question)
    return frozenset(code for code, beside in found.items() if beside.open)


def _hollow(known: Known, ranked: Ranked, thresholds: Thresholds) -> frozenset[str]:
    asked = ranked.asked
    plan = asked.plan.key if asked.plan else ""
    return hollow(known, (asked.indicator.key,), plan, asked.as_of, thresholds).marked


def _held(known: Known, ranked: Ranked) -> frozenset[str]:
    if ranked.asked.indicator.basis != "dossiers":
        return frozenset()
    span = ranked.asked.span
    first = span.start or date.min
    return frozenset(
        code for code, day, _count in known.held if first <= day <= span.end
    )


def _late(rows: Iterable[Mapping[str, Any]], days: int) -> Iterable[str]:
    for row in rows:
        told = (row["basis"], row["behind"], row["gaps"], row["last_day"])
        if lacks(*told, days):
            yield row["unit_code"]
