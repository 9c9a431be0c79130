"""Whether a commitment was kept: the promised gain against the measured one, and that
against units alike which promised nothing. Arithmetic alone.

The measured gain is the share of the last days up to the due day less that of as many
days before the promise. From it the gain of the units alike, their counts added, is
taken: a difference in differences. Limits are of 95 % and from counts: Wilson's of each
share, and of each difference Newcombe's (1998, method 10), which for differences of
differences is MOVER (G. Y. Zou and A. Donner, Statistics in Medicine 27, 2008,
1693-1702). They tell chance in the dossiers, not what units differ by otherwise. Where
procedures are counted all are counted, nothing is drawn, and limits are the value.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from metrics import intervals
from metrics.intervals import Span

# Days measured before the promise and up to the due day; fewer where the promise is
# for sooner, so that the two never overlap.
DAYS = 28
# Fewer dossiers on either side tell nothing.
LEAST = 30
# The units alike are so many, those with the most similar counts before.
ALIKE = 6
# A unit whose newest data are so old on the due day cannot be measured on it.
SILENT = timedelta(days=7)
# A promise that is reached so long after its day is late.
GRACE = timedelta(days=28)
# Later revisions of data add no new grade.
SETTLED = timedelta(days=90)

KEPT, PARTLY, NO_EFFECT = "kept", "partly", "no_effect"
TOO_LATE, NOT_GRADABLE = "late", "not_gradable"
VERDICTS = (KEPT, PARTLY, NO_EFFECT, TOO_LATE, NOT_GRADABLE)
# Why something cannot be graded; values are catalogue keys.
REASONS = {
    "unit_ended": "The unit was no longer ranked on that day.",
    "silent": "The unit's data stop more than a week before that day.",
    "none_before": "Nothing is known of the days before the commitment.",
    "none_after": "Nothing is known of the days up to that day.",
    "few": "Too few dossiers: fewer than 30 before or after.",
}

# A numerator over a denominator that is above 0.
Counts = tuple[int, int]


@dataclass(frozen=True)
class Grade:
    """What became of a commitment. `before`, `after`: the unit's counts; `alike`: the
    units it is held against, `alike_before`, `alike_after` their counts added;
    `gained`, `alike_gained`, `beyond` (the first less the second): shares; None is not
    known."""

    verdict: str
    reason: str = ""
    before: Counts | None = None
    after: Counts | None = None
    alike: tuple[str, ...] = ()
    alike_before: Counts | None = None
    alike_after: Counts | None = None
    gained: Span | None = None
    alike_gained: Span | None = None
    beyond: Span | None = None


def measured(made: date, due: date, end: date) -> tuple[date, date]:
    """The first and last of the days up to `end` that are measured of a promise
    made on `made` for `due`."""
    days = min(DAYS, (due - made).days)
    return end - timedelta(days=days - 1), end


def alike(
    before: Mapping[str, Counts],
    after: Mapping[str, Counts],
    code: str,
    promised: Collection[str],
    least: int,
) -> tuple[str, ...]:
    """The units that a unit is held against: with counts of `least` or more before and
    after, not among `promised`, and of these those with the most similar denominators
    before; by code where two are as similar."""
    if code not in before:
        return ()
    own = before[code][1]
    fit = [
        one
        for one in sorted(before)
        if one != code
        and one not in promised
        and before[one][1] >= least
        and after.get(one, (0, 0))[1] >= least
    ]
    return tuple(sorted(fit, key=lambda one: abs(before[one][1] - own))[:ALIKE])


def grade(
    goal: Fraction,
    code: str,
    before: Mapping[str, Counts],
    after: Mapping[str, Counts],
    promised: Collection[str],
    sampled: bool,
) -> Grade:
    """The grade of a gain `goal` (a share) that `code` promised. `before`, `after`:
    the counts of all units, one without a known share left out; `promised`: the units
    that promised the same in that time; `sampled`: whether dossiers are counted.

    kept: the gain is what was promised or more. partly: less, but more than the units
    alike gained (without any: more than nothing) by more than chance. no_effect: the
    rest.
    """
    least = LEAST if sampled else 1
    own, later = before.get(code), after.get(code)
    if own is None or later is None:
        return Grade(NOT_GRADABLE, "none_after" if own else "none_before", own, later)
    if min(own[1], later[1]) < least:
        return Grade(NOT_GRADABLE, "few", own, later)
    beside = alike(before, after, code, promised, least)
    was, now = (_added(counts, beside) for counts in (before, after))
    gained = _gained(own, later, sampled)
    others = _gained(was, now, sampled) if was and now else None
    beyond = intervals.difference(gained, others) if others else None
    exact = _exact(own, later)
    verdict = KEPT if exact >= goal else NO_EFFECT
    if verdict == NO_EFFECT and exact > 0:
        more = exact - (_exact(was, now) if was and now else 0)
        shown = (beyond or gained).low > 0 if sampled else more > 0
        verdict = PARTLY if shown else NO_EFFECT
    return Grade(verdict, "", own, later, beside, was, now, gained, others, beyond)


def _added(counts: Mapping[str, Counts], codes: Collection[str]) -> Counts | None:
    if not codes:
        return None
    return sum(counts[one][0] for one in codes), sum(counts[one][1] for one in codes)


def _exact(before: Counts, after: Counts) -> Fraction:
    return Fraction(*after) - Fraction(*before)


def _gained(before: Counts, after: Counts, sampled: bool) -> Span:
    if not sampled:
        value = float(_exact(before, after))
        return Span(value, value, value)
    return intervals.difference(intervals.share(*after), intervals.share(*before))
