"""What a commitment is measured by, and the grades of those whose day is over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from board.known import Known
from board.to_ask import last_complete
from metrics.commitments import Baseline, Commitment, Promise, overlap
from metrics.grading import (
    GRACE,
    KEPT,
    NO_EFFECT,
    NOT_GRADABLE,
    PARTLY,
    SETTLED,
    SILENT,
    TOO_LATE,
    Counts,
    Grade,
    grade,
    measured,
)
from metrics.indicators import BY_KEY
from metrics.questions import Question
from metrics.reading import Amount, of_tally
from metrics.windows import Window
from store.grades import written


@dataclass(frozen=True)
class Look:
    """A commitment whose day is over, and what became of it as known now. `facts` are
    as they are kept (store.grades)."""

    commitment: Commitment
    verdict: str
    reason: str
    facts: dict[str, Any]
    evaluation: int | None


def baseline(known: Known, promise: Promise, day: date) -> Baseline | None:
    """What is known of what a promise made on `day` speaks of: of as many days as will
    be measured, up to the last that is complete (procedures: of `day`). None without
    data."""
    end = _end(known, promise, day)
    if end is None:
        return None
    start, end = measured(day, promise.due_on, end)
    counts = counted(known, promise, Window(start, end))
    return Baseline(start, end, known.evaluation, counts)


def _end(known: Known, promise: Promise, day: date) -> date | None:
    if BY_KEY[promise.indicator].basis == "catalogue":
        return day
    last = last_complete(known)
    return None if last is None else min(day, last)


def counted(known: Known, promise: Promise, window: Window) -> dict[str, Counts]:
    """The counts of what a promise speaks of at all ranked units, by code; units of
    which no share is known are left out."""
    question = Question(promise.indicator, as_of=window.end, start=window.start)
    asked = known.resolve(question)
    amounts: Mapping[str, Amount]
    if promise.procedure_code or promise.field:
        amounts = _of_procedures(known, promise, window)
    else:
        amounts = known.amounts(asked, window)
    return {
        code: (one.numerator or 0, one.denominator or 0)
        for code, one in amounts.items()
        if code in asked.tree.units and asked.tree.is_ranked(code)
        if one.value is not None
    }


def _of_procedures(known: Known, promise: Promise, window: Window) -> dict[str, Amount]:
    codes = [promise.procedure_code]
    if promise.field:
        named = known.procedures_on(window.end)
        codes = list(named.index[named["field"] == promise.field])
    sums = known.by_procedure(window)
    here = sums[sums["procedure_code"].isin(codes)].drop(columns="procedure_code")
    tallies = here.groupby("unit_code").sum()
    indicator = BY_KEY[promise.indicator]
    least = Fraction(str(known.rules.level_coverage))
    return {
        str(code): of_tally(indicator, {str(k): int(v) for k, v in told.items()}, least)
        for code, told in tallies.to_dict("index").items()
    }


def looks(
    known: Known,
    standing: Sequence[Commitment],
    baselines: Mapping[int, Baseline],
    graded: Iterable[int],
) -> list[Look]:
    """What became of the commitments that stand and whose day is complete. Those that
    were `graded` are looked at again until SETTLED after their day. One without a
    baseline is measured by what is known now of the days before it."""
    last, done = last_complete(known), frozenset(graded)
    found = []
    for one in standing:
        if last is None or one.due_on > last:
            continue
        if one.id in done and last - one.due_on > SETTLED:
            continue
        frozen = baselines.get(one.id) or baseline(known, one, one.day)
        if frozen is not None:
            others = {
                other.unit_code
                for other in standing
                if other.day <= one.due_on and one.day <= other.due_on
                if overlap(one, other)
            }
            found.append(_look(known, one, frozen, others, last))
    return found


def _look(
    known: Known, one: Commitment, frozen: Baseline, others: set[str], last: date
) -> Look:
    told = _on(known, one, frozen, others, one.due_on)
    later = one.due_on + GRACE
    if told.verdict not in (PARTLY, NO_EFFECT) or later > last:
        return told
    late = _on(known, one, frozen, others, later)
    return replace(late, verdict=TOO_LATE) if late.verdict == KEPT else told


def _on(
    known: Known, one: Commitment, frozen: Baseline, others: set[str], end: date
) -> Look:
    """What was gained up to `end`."""
    start, end = measured(one.day, one.due_on, end)
    sampled = BY_KEY[one.indicator].things == "dossiers"
    after = counted(known, one, Window(start, end))
    reason = _unknown(known, one, end, sampled)
    told = grade(one.promised, one.unit_code, frozen.counts, after, others, sampled)
    if reason:
        told = Grade(NOT_GRADABLE, reason, told.before, told.after)
    days = {
        "before_start": frozen.start_on,
        "before_end": frozen.end_on,
        "start": start,
        "end": end,
    }
    return Look(one, told.verdict, told.reason, written(told, **days), known.evaluation)


def _unknown(known: Known, one: Commitment, end: date, sampled: bool) -> str:
    """Why the unit cannot be measured on a day; "" where it can."""
    tree = known.facts.tree(end)
    if one.unit_code not in tree.units or not tree.is_ranked(one.unit_code):
        return "unit_ended"
    newest = known.last_days(end).get(one.unit_code)
    silent = newest is None or end - newest > SILENT
    return "silent" if sampled and silent else ""
