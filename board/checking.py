"""The facts that a check-in is prefilled with, as known now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from board.grading import baseline, counted
from board.header import header
from board.known import Known
from board.to_ask import last_complete
from metrics.commitments import Baseline, Commitment
from metrics.indicators import BY_KEY
from metrics.questions import Question
from metrics.ranking import row
from metrics.windows import Window

_WEEK, _DAY = timedelta(days=7), timedelta(days=1)
_TOLD = ("numerator", "denominator", "value", "target", "missing", "status")


def checkin_facts(
    known: Known,
    unit_code: str,
    commitments: Sequence[Commitment],
    baselines: Mapping[int, Baseline],
) -> dict[str, Any]:
    """What is known of a unit up to the last complete day: the figures of the plan now
    and a week before, of dossiers those of the last seven days and the seven before;
    what each of `commitments` gained so far. Without data there are no figures."""
    last = last_complete(known)
    told: dict[str, Any] = {"evaluation": known.evaluation, "figures": []}
    told["as_of"] = last.isoformat() if last else None
    told["commitments"] = [_so_far(known, one, baselines, last) for one in commitments]
    if last is None:
        return told
    head = header(known, as_of=last)
    keys = (*head.pair, *(one.indicator for one in commitments))
    plan = head.plan.key if head.plan else ""
    for key in dict.fromkeys(keys):
        figure = _figure(known, Question(key, plan, as_of=last), unit_code)
        told["figures"] += [figure] if figure else []
    return told


def _figure(known: Known, question: Question, unit_code: str) -> dict[str, Any] | None:
    """The unit's figure; None where it is none of the units of that day."""
    ranked = known.ranked(question)
    last = ranked.asked.as_of
    if unit_code not in ranked.amounts:
        return None
    own = row(ranked, unit_code, {})
    told: dict[str, Any] = {"indicator": question.indicator}
    told |= {name: own[name] for name in _TOLD}
    before = known.ranked(replace(question, as_of=last - _WEEK)).amounts.get(unit_code)
    told["before"] = [before.numerator, before.denominator] if before else None
    if BY_KEY[question.indicator].basis == "dossiers":
        for name, end in (("week", last), ("last_week", last - _WEEK)):
            week = known.amounts(ranked.asked, Window(end - _WEEK + _DAY, end))
            one = week.get(unit_code)
            told[name] = [one.numerator, one.denominator] if one else None
    return told


def _so_far(
    known: Known,
    one: Commitment,
    baselines: Mapping[int, Baseline],
    last: date | None,
) -> dict[str, Any]:
    """What a commitment gained since it was made; counts are None where not known."""
    told = {"id": one.id, "indicator": one.indicator, "gain": one.gain}
    told |= {"procedure_code": one.procedure_code, "field": one.field}
    told |= {"due_on": one.due_on.isoformat(), "before": None, "after": None}
    frozen = baselines.get(one.id) or baseline(known, one, one.day)
    if frozen is None or last is None or last <= one.day:
        return told
    # Days before the promise are none of what it gained.
    start = max(one.day + _DAY, last - (frozen.end_on - frozen.start_on))
    now = counted(known, one, Window(start, last)).get(one.unit_code)
    was = frozen.counts.get(one.unit_code)
    return told | {
        "before": list(was) if was else None,
        "after": list(now) if now else None,
    }
