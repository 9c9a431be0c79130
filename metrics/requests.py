"""When a rule asks a unit for an explanation: arithmetic alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from metrics import intervals
from metrics.completeness import Period
from metrics.reading import Amount

OFF_TRACK, FELL, MISSED = "off_track", "fell", "missed_report"


@dataclass(frozen=True)
class RequestRule:
    """A rule as data. `who`: the post that answers; `answer_days`: days to answer;
    `rest_days`: so long after an accepted answer it asks nothing of the same; `limits`:
    what it measures with."""

    key: str
    title: str
    active: bool
    who: str
    answer_days: int
    rest_days: int
    limits: Mapping[str, Fraction]


@dataclass(frozen=True)
class Ask:
    """What a rule found to ask of a unit, with the facts it rests on."""

    unit_code: str
    rule: str
    indicator: str
    facts: Mapping[str, object]


def off_track(statuses: Sequence[str], days: int) -> bool:
    """Whether the unit was off track on each of the last `days` days; `statuses`: by
    day, the newest last. A day without a status is none off track."""
    newest = statuses[-days:]
    return len(newest) == days > 0 and all(one == "off_track" for one in newest)


def fell(
    before: Amount, after: Amount, points: Fraction, least: int
) -> intervals.Span | None:
    """The change of a share from one week to the next, where it fell by `points` or
    more (a share) and chance alone does not explain it: its interval lies below 0, and
    each week had `least` dossiers. None otherwise."""
    counts = [(one.numerator, one.denominator) for one in (before, after)]
    spans = []
    for top, below in counts:
        if top is None or below is None or below < max(least, 1):
            return None
        spans.append(intervals.share(top, below))
    if before.value is None or after.value is None:
        return None
    change = intervals.difference(spans[1], spans[0])
    enough = before.value - after.value >= points > 0
    return change if enough and change.high < 0 else None


def lacks(
    basis: str, behind: int | None, gaps: Sequence[Period], last: date | None, days: int
) -> bool:
    """Whether a unit's newest data are missing: `days` working days or more since its
    last day with dossiers, or a period that should be reported and is not. `basis`,
    `behind`, `gaps`, `last`: as metrics.expected tells; of a unit of which nothing can
    be expected nothing is missing."""
    if basis == "dossiers":
        return behind is not None and behind >= days > 0
    return basis == "reports" and bool(gaps) and (not last or gaps[-1].last > last)
